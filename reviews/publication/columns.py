"""The columns of a publication that are copied from its revision, for lists and search."""

from typing import TypedDict

from reviews.revisions.document import Document, rating_in


class PublicationColumns(TypedDict):
    """`words` is the text that search looks in."""

    rating_slug: str
    claimant_slug: str
    topics: list[str]
    words: str


def columns_of(document: Document) -> PublicationColumns:
    """The columns of a publication that shows this document (`public_document`)."""
    words = [document["claim"]["text"], document["claimant"]["name"], document["conclusion"]]
    return {
        "rating_slug": rating_in(document)["slug"],
        "claimant_slug": document["claimant"]["slug"],
        "topics": list(document["claim"]["topics"]),
        "words": "\n".join(words),
    }
