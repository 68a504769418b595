"""Describes a passage for other software: W3C selectors, and links to its words.

Selectors: Web Annotation Data Model, W3C Recommendation of 2017, 4.2.4 (TextQuoteSelector) and
4.2.5 (TextPositionSelector). Links: URL Fragment Text Directives, WICG draft,
`#:~:text=[prefix-,]start[,end][,-suffix]`.
"""

from typing import Literal, TypedDict
from urllib.parse import quote, urldefrag

from reviews.evidence.models.evidence import Evidence
from textmatch.anchoring import Selector

WHOLE = 200
"""A link has a passage in full up to this many characters, and the ends of a longer one."""
ENDS = 6
"""How many words at each end represent a long passage."""
BESIDE = 4
"""How many words before and after distinguish it from the same words elsewhere."""


def selector_of(piece: Evidence) -> Selector:
    """What a passage is found again by; the words as given where it is not anchored."""
    return Selector(
        piece.passage or piece.quote, piece.prefix, piece.suffix, piece.start, piece.end
    )


class TextQuoteSelector(TypedDict):
    """The words, and what is before and after them."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(TypedDict):
    """Where the words are in the page's text, in code points."""

    type: Literal["TextPositionSelector"]
    start: int | None
    end: int | None


class SnapshotSelector(TypedDict):
    """Ours: the bytes that the other selectors are facts of, by their SHA-256."""

    type: Literal["SnapshotSelector"]
    sha256: str


AnySelector = TextQuoteSelector | TextPositionSelector | SnapshotSelector


def selectors_json(piece: Evidence) -> list[AnySelector] | None:
    """The selectors of an anchored passage, and the hash of the page that they are true of.

    They stay true however the live page changes.
    """
    if not piece.anchored or piece.snapshot is None:
        return None
    return [
        {
            "type": "TextQuoteSelector",
            "exact": piece.passage,
            "prefix": piece.prefix,
            "suffix": piece.suffix,
        },
        {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
        {"type": "SnapshotSelector", "sha256": piece.snapshot.sha256},
    ]


def live_link(piece: Evidence, page_number: int | None = None) -> str:
    """The live page's address, opened at the passage: by its words, a PDF by its page."""
    snapshot = piece.snapshot
    if snapshot is None or not snapshot.address.startswith(("http://", "https://")):
        return ""
    if not piece.anchored:
        return snapshot.address
    if snapshot.media_type == "application/pdf":
        page = f"#page={page_number}" if page_number else ""
        return urldefrag(snapshot.address).url + page
    if snapshot.media_type not in {"text/html", "application/xhtml+xml", "text/plain"}:
        return snapshot.address
    return snapshot.address + text_fragment(
        piece.passage, piece.prefix, piece.suffix, has_fragment="#" in snapshot.address
    )


def text_fragment(
    passage: str, prefix: str = "", suffix: str = "", *, has_fragment: bool = False
) -> str:
    """`#:~:text=…` for a passage; `has_fragment` where the address has a `#` already.

    A browser looks inside one block for each part, so a passage over several lines is named by
    its first and last words, and the words next to it only within its own line.
    """
    words = passage.split()
    if not words:
        return ""
    one_line = "\n" not in passage.strip()
    if len(passage) <= WHOLE and one_line:
        parts = [_part(words)]
    else:
        lines = [line.split() for line in passage.split("\n") if line.strip()]
        parts = [_part(lines[0][:ENDS]), _part(lines[-1][-ENDS:])]
    # Words that the stored sides cut are left out: a browser looks for whole words.
    before = prefix.rpartition("\n")[2].split(" ")[1:]
    after = suffix.partition("\n")[0].split(" ")[:-1]
    if prefix[-1:].isspace() and any(before):
        parts.insert(0, _part([one for one in before if one][-BESIDE:]) + "-")
    if suffix[:1].isspace() and any(after):
        parts.append("-" + _part([one for one in after if one][:BESIDE]))
    return f"{'' if has_fragment else '#'}:~:text=" + ",".join(parts)


def _part(words: list[str]) -> str:
    # A hyphen is a sign of the directive's own, which quote() never encodes.
    return quote(" ".join(words), safe="").replace("-", "%2D")
