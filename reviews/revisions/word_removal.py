"""Takes exact words out of texts and out of frozen documents: pure functions.

Words are matched as whole words and case-sensitively, whatever white space, Markdown emphasis
and style of quotation marks lies between them. Addresses that carry the words are left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast
from urllib.parse import unquote

from django.utils.text import slugify

from reviews.revisions.document import Document, FrozenClaimant, FrozenEvidence

Part = TypeVar("Part")

_BETWEEN = r"(?:[\s*_]|&nbsp;)+"
_ALIKE = dict.fromkeys("‘’'", "[‘’']") | dict.fromkeys('“”„"', '[“”„"]')
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^\s)]*)[^)]*\)")
_APOSTROPHE = re.compile("[‘’']")
OPEN, CLOSE = "“„", "”"

MACHINE = frozenset({"slug", "sha256", "stance", "media_type", "kind", "hash"})
"""Keys whose values are no words of anybody."""
UNTOUCHED = ("rating", "authors")
"""The desk's own scale, and the keys of its people: no words of anybody."""


@dataclass(frozen=True)
class Blank:
    """Words that readers do not see, and what they see in their place.

    `instead` is used in our own text alone; in quotations and titles the `gap` says that
    something is missing, so that nobody is quoted with words that they did not say.
    """

    words: str
    gap: str
    instead: str = ""

    @cached_property
    def expression(self) -> str:
        """A regular expression that Python and PostgreSQL read alike."""
        written = unicodedata.normalize("NFC", self.words).split()
        forms = dict.fromkeys((tuple(written), tuple(word.upper() for word in written)))
        either = "|".join(_BETWEEN.join(map(_escaped, form)) for form in forms)
        return rf"(?<!\w)(?:{either})(?!\w)"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression)

    def is_in(self, text: str) -> bool:
        return bool(self.pattern.search(text))

    def is_spelled_in(self, name: str) -> bool:
        """Whether a short name, such as a topic, has the words, in whatever case."""
        return self.is_in(name) or self.is_in_address(name)

    def count(self, text: str) -> int:
        return len(self.pattern.findall(text))

    def is_in_address(self, address: str) -> bool:
        """Whether a slug or a URL spells the words."""
        address = f"-{folded(unquote(address))}-"
        spellings = {folded(self.words), slugify(self.words)} - {""}
        return any(f"-{spelled}-" in address for spelled in spellings)

    def applied(self, text: str, *, ours: bool = False) -> str:
        """The text without the words; `ours`: text of the desk, where `instead` may be used."""
        if "://" in text:
            text = _LINK.sub(self._without_link, text)
            text = _ADDRESS.sub(lambda url: "" if self.is_in_address(url[0]) else url[0], text)
        if not ours or not self.instead:
            return self.pattern.sub(lambda _: self.gap, text)
        return self.pattern.sub(lambda found: self._instead_at(text, found.start()), text)

    def _instead_at(self, text: str, place: int) -> str:
        """What stands at a place of our text; with a capital where a sentence begins."""
        if _is_quoted(text, place):
            return self.gap
        before = text[:place].rstrip(" *_#")
        begins = not before or before[-1] in ".!?\n"
        return self.instead[0].upper() + self.instead[1:] if begins else self.instead

    def _without_link(self, link: re.Match[str]) -> str:
        return link[1] if self.is_in_address(link[2]) else link[0]


def _escaped(word: str) -> str:
    return "".join(_ALIKE.get(character, re.escape(character)) for character in word)


def _is_quoted(text: str, place: int) -> bool:
    """Whether a place lies in a quotation of its paragraph, or in a quoted block."""
    paragraph = text[text.rfind("\n\n", 0, place) + 1 : place]
    opened = sum(paragraph.count(mark) for mark in OPEN)
    return opened > paragraph.count(CLOSE) or paragraph.lstrip().startswith(">")


def folded(text: str) -> str:
    """The text as an address would spell it: ASCII letters and digits, hyphens between."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text))
    plain = plain.encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def without(text: str, blanks: Iterable[Blank], *, ours: bool = False) -> str:
    for blank in blanks:
        text = blank.applied(text, ours=ours)
    return text


def document_without(frozen: Document, blanks: list[Blank]) -> Document:
    """A copy of a document without these words."""
    if not blanks:
        return frozen
    shown = cast(
        Document,
        {
            key: value if key in UNTOUCHED else _without(value, blanks)
            for key, value in frozen.items()
        },
    )
    shown["conclusion"] = without(frozen["conclusion"], blanks, ours=True)
    shown["body"] = without(frozen["body"], blanks, ours=True)
    shown["claim"]["topics"] = _topics(frozen["claim"]["topics"], blanks)
    shown["claimant"] = _claimant(frozen["claimant"], blanks)
    shown["evidence"] = [_piece(piece, _without(piece, blanks)) for piece in frozen["evidence"]]
    return shown


def _without(part: Part, blanks: list[Blank]) -> Part:
    """A copy of any part of a document, of the same shape."""
    return cast(Part, _copied(part, blanks))


def _copied(value: object, blanks: list[Blank]) -> object:
    if isinstance(value, str):
        return without(value, blanks)
    if isinstance(value, list):
        return [_copied(one, blanks) for one in value]
    if isinstance(value, dict):
        return {
            key: one if key in MACHINE and isinstance(one, str) else _copied(one, blanks)
            for key, one in value.items()
        }
    return value


def _topics(topics: list[str], blanks: list[Blank]) -> list[str]:
    """The topics that hold none of the words: a topic with a gap would lead nowhere."""
    return [one for one in topics if not any(blank.is_spelled_in(one) for blank in blanks)]


def _claimant(claimant: FrozenClaimant, blanks: list[Blank]) -> FrozenClaimant:
    """A claimant whose name is withheld has no address, role or entry elsewhere either."""
    name = without(claimant["name"], blanks, ours=True)
    if name == claimant["name"] and not carries(claimant["slug"], blanks):
        return _without(claimant, blanks)
    whole = name.startswith("[") and name.endswith("]")
    return {
        **claimant,
        "name": name[1:-1] if whole else name,
        "slug": "",
        "role": "",
        "same_as": "",
    }


def _piece(piece: FrozenEvidence, shown: FrozenEvidence) -> FrozenEvidence:
    """Words around a passage lead to it on the live page: not where any of them is blanked."""
    where = piece["selector"]
    if where and (where != shown["selector"] or piece["passage"] != shown["passage"]):
        return {**shown, "selector": None}
    return shown


def carries(address: str, blanks: Iterable[Blank]) -> bool:
    return any(blank.is_in_address(address) for blank in blanks)


def places(frozen: Document, blank: Blank) -> dict[str, int]:
    """How often the words are in each part of a document that has them."""
    apart = {*UNTOUCHED, "evidence"}
    parts = {key: one for key, one in frozen.items() if key not in apart}
    evidence = {f"evidence [{piece['number']}]": piece for piece in frozen["evidence"]}
    counts = {
        name: sum(blank.count(text) for text in texts(part))
        for name, part in {**parts, **evidence}.items()
    }
    return {PARTS.get(name, name): count for name, count in counts.items() if count}


PARTS = {
    "said": "what was said",
    "claimant": "who said it",
    "body": "text",
    "replies": "who was asked",
    "sums": "calculations",
    "author_names": "by-line",
}


def texts(value: object) -> Iterator[str]:
    """Every string of a document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
