"""Which kind a correction can be, by the two frozen documents: pure functions.

"Minor" is spelling, a link, a comma. A change of rating, conclusion, claimant or a figure is
more than minor, whoever makes it. Figures are read from the texts as from a claim
(`claims.extraction`), so that "four percent" and "4 percent" are one; all other digits count as
they are written.
"""

import re
from collections import Counter
from collections.abc import Iterator

from claims.extraction.numbers.quantities import find_numbers
from reviews.review.markdown import CITATION
from reviews.revisions.document import Document, FrozenEvidence

MOST_NAMED = 3
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+")
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")


def more_than_minor(before: Document, after: Document) -> list[str]:
    """Why a correction from one version to the other is more than minor, in sentences.

    Empty if it may be minor.
    """
    return list(_reasons(before, after))


def _reasons(before: Document, after: Document) -> Iterator[str]:
    (old_slug, old_label), (new_slug, new_label) = map(_rating, (before, after))
    if old_slug != new_slug:
        yield f"The rating changes, {old_label} to {new_label}."
    if _plain(before["conclusion"]) != _plain(after["conclusion"]):
        yield "The conclusion changes."
    old, new = before["claimant"], after["claimant"]
    if (old["id"], old["name"]) != (new["id"], new["name"]):
        yield f"The claimant changes, {old['name']} to {new['name']}."
    if before["claim"]["said_on"] != after["claim"]["said_on"]:
        yield "The day changes on which it was said."
    texts = [(one["claim"]["text"], one["conclusion"], one["body"]) for one in (before, after)]
    yield from _of_figures(*map("\n".join, texts))
    yield from _of_evidence(before, after)
    yield from _of_calculations(before, after)


def _rating(document: Document) -> tuple[str, str]:
    """Slug and label of its rating."""
    rating = document["rating"]
    return (rating["slug"], rating["label"].lower()) if rating else ("", "none")


def _plain(text: str) -> str:
    """The text without white space that readers do not see."""
    return " ".join(text.split())


def _of_figures(before: str, after: str) -> Iterator[str]:
    """The sentence on figures that came, went or changed in the text."""
    before, after = (_ADDRESS.sub(" ", CITATION.sub(" ", text)) for text in (before, after))
    old, new = list(_figures(before)), list(_figures(after))
    gone, came = _left(old, new), _left(new, old)
    if gone or came:
        yield _sentence("A figure", gone, came)


def _sentence(what: str, gone: list[str], came: list[str]) -> str:
    first, second = (", ".join(some[:MOST_NAMED]) for some in (gone, came))
    if gone and came:
        return f"{what} changes, {first} to {second}."
    return f"{what} is added: {second}." if came else f"{what} is taken out: {first}."


Figure = tuple[object, str]
"""A figure by what it means, and as it is written."""


def _figures(text: str) -> Iterator[Figure]:
    for line in text.split("\n"):
        rest = line
        for number in find_numbers(line):
            yield (number.value, number.unit, number.comparator), number.text
            rest = rest.replace(number.text, " ", 1)
        for digits in _DIGITS.findall(rest):
            yield digits.replace(",", ""), digits


def _left(these: list[Figure], others: list[Figure]) -> list[str]:
    """Figures of the first text, as written, that the second has less often."""
    rest = Counter(key for key, _ in others)
    found = []
    for key, written in these:
        if rest[key]:
            rest[key] -= 1
        else:
            found.append(written)
    return found


def _of_evidence(before: Document, after: Document) -> Iterator[str]:
    """Figures that were taken from sources which both versions have."""
    earlier = {piece["number"]: piece for piece in before["evidence"]}
    for piece in after["evidence"]:
        other = earlier.get(piece["number"])
        if other is None:
            continue
        old, new = _figure_shown(other), _figure_shown(piece)
        if old != new:
            gone, came = ([one] if one else [] for one in (old, new))
            yield _sentence(f"The figure from [{piece['number']}]", gone, came)


def _figure_shown(piece: FrozenEvidence) -> str:
    figure = piece["figure"]
    return figure["shown"] if figure else ""


def _of_calculations(before: Document, after: Document) -> Iterator[str]:
    old, new = ([one["shown"] for one in frozen["sums"]] for frozen in (before, after))
    gone = [one for one in old if one not in new]
    came = [one for one in new if one not in old]
    if gone or came:
        yield _sentence("A calculation", gone, came)
