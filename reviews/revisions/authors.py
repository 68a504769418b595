"""Names of the people in a document as of today; the document has random ids."""

import json

from accounts.models import THE_DESK
from accounts.people import People
from reviews.revisions.desk_part import AUTHORS
from reviews.revisions.document import Document, FrozenReply
from reviews.revisions.models import Revision


def usernames(document: Document) -> list[str]:
    """The authors, for the API of the desk."""
    known = People(document["authors"])
    return [known.username(author) for author in document["authors"]]


def names(document: Document) -> list[str]:
    """The authors, for pages of the desk."""
    known = People(document["authors"])
    return [known.name(author) for author in document["authors"]]


def authors_of(revision: Revision) -> list[str]:
    """The ids of the authors of a revision; empty if they were erased as the law asked."""
    document = revision.public_part
    if "commitments" not in document:
        return document["authors"]
    kept = revision.desk_parts.filter(place=AUTHORS, erased_at=None).first()
    return json.loads(kept.text) if kept else []


def bylines(authors: list[str]) -> list[str]:
    """The authors as readers see them: by-lines, and "the desk" once and last."""
    known = People(authors)
    users = [known.get(author) for author in authors]
    shown = [user.byline if user else THE_DESK for user in users] or [THE_DESK]
    others = [byline for byline in dict.fromkeys(shown) if byline != THE_DESK]
    return [*others, THE_DESK] if THE_DESK in shown else others


def with_names(document: Document) -> Document:
    """The document for pages of the desk, with the name of each person who asked for a reply.

    Documents of format 1 hold the name of that day, which is left out.
    """
    if "format" not in document:
        replies = [_without_asker(reply) for reply in document["replies"]]
        return {**document, "replies": replies}
    known = People(asker for reply in document["replies"] if (asker := reply["asked_by"]))
    return {
        **document,
        "replies": [
            {**reply, "asked_by": known.name(asker) if (asker := reply["asked_by"]) else ""}
            for reply in document["replies"]
        ],
    }


def _without_asker(reply: FrozenReply) -> FrozenReply:
    return {**reply, "asked_by": ""}
