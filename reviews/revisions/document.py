"""The type of the document that a revision freezes, its format and its hash. No database.

`load_document` is the only way from text to a `Document`; whoever reads a revision (pages, API,
ClaimReview, differences, checklist) takes that type. `reviews.revisions.build_document` makes
one from the rows of a review.

The keys never change: they are in what was hashed. Older formats lack what is `NotRequired`. A
new key comes with a new number in `FORMATS`, as `NotRequired`; a document of a format that this
program does not know is refused.

People are random ids (`person:…`), because the document never changes and a name must be able
to. Documents of format 1 are older than ids: their `authors` are usernames, `asked_by` is the
name of that day, and nothing reads `author_names` ({username: name}).
"""

import hashlib
import json
from typing import Any, NotRequired, TypedDict, cast

from reviews.revisions.typed_json import check_shape

FORMAT = 3
"""The format of new documents: the desk's secrets are in a part of their own."""
FORMATS = frozenset({1, 2, FORMAT})
"""Formats that can be read. Format 1 lacks the key; format 2 has ids in place of names."""

FrozenComparison = TypedDict("FrozenComparison", {"with": str, "on": str})
"""The recording or document that the wording was compared with, and the day."""


class FrozenFacts(TypedDict):
    """The facts of a claim (`claims.claims.facts`). Days are ISO 8601."""

    said_on: str | None
    said_where: str
    why: str


class FrozenClaim(FrozenFacts):
    """The claim as it is worded in the check."""

    id: int
    text: str
    topics: list[str]
    compared: NotRequired[FrozenComparison | None]


class FrozenClaimant(TypedDict):
    """Who said it; `kind` is missing as long as nobody has set it."""

    id: int
    name: str
    slug: str
    role: str
    same_as: str
    kind: NotRequired[str]


class FirstAppearance(TypedDict):
    """Where the claim was first seen; of a private text only article, quote and kind."""

    quote: str
    before: str
    after: str
    publisher: str
    title: str
    date: str | None
    url: str
    kind: str
    article: NotRequired[int]


class FrozenRating(TypedDict):
    """A grade of the desk's scale; `best` and `worst` are the ends of its line."""

    slug: str
    label: str
    meaning: str
    ordinal: int | None
    scale: int
    best: int | None
    worst: int | None
    place: int


class FrozenFigure(TypedDict):
    """The number that a passage gives; `value` is a decimal in text."""

    value: str
    unit: str
    period: str
    place: str
    shown: str


class FrozenSelector(TypedDict):
    """Where the passage is in the text of the archived page, in code points."""

    prefix: str
    suffix: str
    start: int
    end: int


class FrozenArchiveLink(TypedDict):
    """The same page in a public archive."""

    url: str
    archived_at: str | None


class FrozenConversation(TypedDict):
    """The call or interview that the words come from; who it was with only on the record."""

    medium: str
    terms: str
    held_at: str
    with_whom: str
    role: str


class FrozenSnapshot(TypedDict):
    """The archived page that a passage is from."""

    id: int
    sha256: str
    url: str
    title: str
    publisher: str
    published_on: str | None
    media_type: str
    kept_at: str
    by_hand: bool
    public: bool


class FrozenEvidence(TypedDict):
    """A passage; `before` and `after` are at most 300 characters together.

    `note` is for the desk. Of confidential evidence readers see number, stance and
    `described_as` alone.
    """

    number: int
    stance: str
    passage: str
    anchored: bool
    before: str
    after: str
    primary: bool
    origin: str
    note: str
    confidential: bool
    described_as: str
    snapshot: FrozenSnapshot | None
    point: str
    interest: str
    figure: FrozenFigure | None
    selector: FrozenSelector | None
    typed: bool
    archived: list[FrozenArchiveLink]
    conversation: FrozenConversation | None


class FrozenTerm(TypedDict):
    """A figure that a calculation uses, with the number of the evidence that gives it."""

    number: int
    figure: str
    value: str
    unit: str
    period: str
    place: str


class FrozenFormulaPart(TypedDict):
    """A piece of a formula; `number` is that of the evidence that it comes from."""

    text: str
    number: int | None


class FrozenCalculation(TypedDict):
    """A calculation with its result, or with what was wrong with it (`trouble`)."""

    label: str
    expression: str
    unit: str
    decimals: int
    value: str
    result: str
    shown: str
    trouble: str
    terms: list[FrozenTerm]
    parts: list[FrozenFormulaPart]


class FrozenAnswer(TypedDict):
    """A file that came as the answer to a request."""

    id: int
    sha256: str
    title: str
    media_type: str
    kept_at: str


class FrozenReply(TypedDict):
    """One request for a reply, or why nobody was asked; `whom` is empty for the claimant.

    `asked_by` and `message` are for the desk.
    """

    asked_on: str | None
    how: str
    due_on: str | None
    reply: str
    replied_on: str | None
    not_asked_because: str
    asked_by: str
    whom: str
    message: str
    answer: FrozenAnswer | None


class FrozenStandard(TypedDict):
    """The desk's standard when the check was submitted; version 0: it had none."""

    version: int
    template: str
    rules: list[str]


class Verdict(TypedDict):
    """The part of a document that ClaimReview needs before anything is frozen."""

    claim: FrozenClaim
    claimant: FrozenClaimant
    said: FirstAppearance | None
    rating: FrozenRating | None
    conclusion: str


class Document(Verdict):
    """All that a revision says. `appearances`: in how many statements the claim was found.

    `commitments` are hashes of what the public part of a document of format 3 lacks
    (`reviews.revisions.desk_part`).
    """

    appearances: int
    body: str
    evidence: list[FrozenEvidence]
    replies: list[FrozenReply]
    authors: list[str]
    sums: list[FrozenCalculation]
    standard: NotRequired[FrozenStandard]
    format: NotRequired[int]
    author_names: NotRequired[dict[str, str]]
    commitments: NotRequired[dict[str, str]]


def load_document(content: str) -> Document:
    """Read the text of a revision. Raises `ValueError` if it is not such a document."""
    found: Any = json.loads(content)
    number = format_of(found)
    if number not in FORMATS:
        raise ValueError(f"This program does not know documents of format {number}.")
    check_shape(found, Document)
    return cast(Document, found)


def rating_in(document: Verdict) -> FrozenRating:
    """The rating of a document that was submitted: `submit` refuses one without."""
    rating = document["rating"]
    if rating is None:
        raise ValueError("This document has no rating yet.")
    return rating


def format_of(document: Document) -> int:
    """The number of its format; a document without the key is of format 1."""
    return int(document.get("format", 1))


def digest(content: str) -> str:
    """The hash by which readers, editors and the database know a revision: SHA-256, hex."""
    return hashlib.sha256(content.encode()).hexdigest()
