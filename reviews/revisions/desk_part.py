"""Splits a document into its public part and its desk part: pure functions.

From format 3 on, a revision's text is its public part. The desk's secrets are kept in rows of
their own, and the public part holds a salted SHA-256 of each (`commitments`, by place), so that
the one hash over the public part commits to all of the document. A salt is 256 random bits:
nobody finds a secret by trying likely ones, and once salt and text are erased, the hash says
nothing.

| place | what is kept there |
| --- | --- |
| `authors` | the people who wrote it, by id |
| `evidence/2/source` | all of confidential evidence [2] but number, stance and description |
| `evidence/2/note` | the desk's note on evidence [2] |
| `replies/1/asked_by`, `replies/1/message` | who sent the first request, and its words |
| `replies/1/title` | the title of the file that came as its answer |

In place of a secret the public part has an empty value. Without a commitment it was empty.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple, TypedDict

from history.record import canonical
from reviews.revisions.document import (
    Document,
    FrozenArchiveLink,
    FrozenConversation,
    FrozenEvidence,
    FrozenFigure,
    FrozenReply,
    FrozenSelector,
    FrozenSnapshot,
    digest,
)

SALT_BYTES = 32
AUTHORS = "authors"


class Secret(NamedTuple):
    """A value of the desk part as canonical JSON, and its salt (64 hexadecimal digits)."""

    salt: str
    text: str

    @property
    def commitment(self) -> str:
        return hashlib.sha256((self.salt + self.text).encode()).hexdigest()


class SealedDocument(NamedTuple):
    """A document as a revision stores it: the text of the public part, and secrets by place."""

    content: str
    secrets: Mapping[str, Secret]

    @property
    def hash(self) -> str:
        return digest(self.content)


class ConfidentialSource(TypedDict):
    """What readers do not see of confidential evidence."""

    passage: str
    anchored: bool
    before: str
    after: str
    primary: bool
    origin: str
    snapshot: FrozenSnapshot | None
    point: str
    interest: str
    figure: FrozenFigure | None
    selector: FrozenSelector | None
    typed: bool
    archived: list[FrozenArchiveLink]
    conversation: FrozenConversation | None


def seal(document: Document) -> SealedDocument:
    """Take the desk's secrets out of a document, and put commitments to them in."""
    public = deepcopy(document)
    found = {
        place: Secret(secrets.token_hex(SALT_BYTES), _json(value))
        for place, value in _taken_out(public)
        if value
    }
    public["commitments"] = {place: secret.commitment for place, secret in found.items()}
    return SealedDocument(canonical(public), found)


def unsealed(public: Document, texts: Mapping[str, str]) -> Document:
    """Put the secrets back into a document; what was erased stays empty."""
    document = deepcopy(public)
    if text := texts.get(AUTHORS):
        document["authors"] = json.loads(text)
    for piece in document["evidence"]:
        place = f"evidence/{piece['number']}"
        if text := texts.get(f"{place}/source"):
            piece.update(json.loads(text))
        if text := texts.get(f"{place}/note"):
            piece["note"] = json.loads(text)
    for number, reply in enumerate(document["replies"], start=1):
        _unseal_reply(reply, f"replies/{number}", texts)
    return document


def _unseal_reply(reply: FrozenReply, place: str, texts: Mapping[str, str]) -> None:
    answer = reply["answer"]
    if text := texts.get(f"{place}/asked_by"):
        reply["asked_by"] = json.loads(text)
    if text := texts.get(f"{place}/message"):
        reply["message"] = json.loads(text)
    if answer and (text := texts.get(f"{place}/title")):
        answer["title"] = json.loads(text)


def _taken_out(public: Document) -> Iterator[tuple[str, object]]:
    """Take each secret out of the document, and return it with its place."""
    yield AUTHORS, public["authors"]
    public["authors"] = []
    for piece in public["evidence"]:
        place = f"evidence/{piece['number']}"
        yield f"{place}/note", piece["note"]
        if piece["confidential"]:
            yield f"{place}/source", _source_of(piece)
    public["evidence"] = [_without_secrets(piece) for piece in public["evidence"]]
    for number, reply in enumerate(public["replies"], start=1):
        place, answer = f"replies/{number}", reply["answer"]
        yield f"{place}/asked_by", reply["asked_by"]
        yield f"{place}/message", reply["message"]
        reply["asked_by"] = reply["message"] = ""
        if answer:
            yield f"{place}/title", answer["title"]
            answer["title"] = ""


NO_SOURCE: ConfidentialSource = {
    "passage": "",
    "anchored": False,
    "before": "",
    "after": "",
    "primary": False,
    "origin": "",
    "snapshot": None,
    "point": "",
    "interest": "",
    "figure": None,
    "selector": None,
    "typed": False,
    "archived": [],
    "conversation": None,
}


def _without_secrets(piece: FrozenEvidence) -> FrozenEvidence:
    piece = {**piece, "note": ""}
    return {**piece, **NO_SOURCE} if piece["confidential"] else piece


def _source_of(piece: FrozenEvidence) -> ConfidentialSource:
    return {
        "passage": piece["passage"],
        "anchored": piece["anchored"],
        "before": piece["before"],
        "after": piece["after"],
        "primary": piece["primary"],
        "origin": piece["origin"],
        "snapshot": piece["snapshot"],
        "point": piece["point"],
        "interest": piece["interest"],
        "figure": piece["figure"],
        "selector": piece["selector"],
        "typed": piece["typed"],
        "archived": piece["archived"],
        "conversation": piece["conversation"],
    }


def _json(value: object) -> str:
    """Canonical JSON of any value of a document, whose texts are canonical already."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
