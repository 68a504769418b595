"""Finds out where evidence really comes from: two papers with one wire story are one origin.

Pages are compared by the runs of words that they share. Method: containment of word shingles
(Broder, "On the resemblance and containment of documents", SEQUENCES 1997): how many of the
shorter text's shingles are in the other. An agency's story that is cut, gets a new lead and is
lightly edited keeps well over a third; other reports of the event share names and a quote.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from reviews.evidence.models.evidence import Evidence
from reviews.evidence.models.origins import SharedOrigin
from reviews.review.models.reviews import Review
from sources.snapshots.models import Snapshot

SHINGLE = 5
"""How many words in a row are compared as one."""
ENOUGH = 25
"""From this percentage of the shorter text two pages may be one story (see the tests)."""
SHORTEST = 40
"""The fewest words in a text: a shorter one is mostly a quotation."""
LONGEST_TEXT = 60_000
"""How many characters of a text are compared."""
MOST_PIECES = 30
REPEATS = 8
"""How many places of one shingle count: a page may repeat the same words endlessly."""
SHOWN = 60
"""How many words of the longest shared run are shown."""

_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")


class ShingledText(NamedTuple):
    """A text prepared for comparison."""

    text: str
    spans: list[tuple[int, int]]
    shingles: dict[tuple[str, ...], list[int]]

    @classmethod
    def of(cls, text: str) -> "ShingledText":
        text = text[:LONGEST_TEXT]
        spans = [word.span() for word in _WORD.finditer(text)]
        plain = [text[start:end].casefold().replace("’", "'") for start, end in spans]
        shingles: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in range(len(plain) - SHINGLE + 1):
            places = shingles[tuple(plain[place : place + SHINGLE])]
            if len(places) < REPEATS:
                places.append(place)
        return cls(text, spans, dict(shingles))


class SharedText(NamedTuple):
    """What two texts share: the percentage of the shorter one, and the longest run of words."""

    percent: int
    words: str


def shared_text(one: ShingledText, other: ShingledText) -> SharedText | None:
    """What two texts share, if it makes them look like one story."""
    if min(len(one.spans), len(other.spans)) < SHORTEST:
        return None
    both = one.shingles.keys() & other.shingles.keys()
    shorter = min(len(one.shingles), len(other.shingles))
    percent = round(100 * len(both) / shorter)
    if percent < ENOUGH:
        return None
    start, length = _longest_run(one, other, both)
    last = min(start + length, start + SHOWN) - 1
    words = one.text[one.spans[start][0] : one.spans[last][1]]
    return SharedText(
        min(100, percent), " ".join(words.split()) + ("…" if length > SHOWN else "")
    )


def _longest_run(
    one: ShingledText, other: ShingledText, both: set[tuple[str, ...]]
) -> tuple[int, int]:
    """Where the longest run of shared words begins in `one`, and how many words it has."""
    starts = sorted((place, shingle) for shingle in both for place in one.shingles[shingle])
    best = (0, 0)
    running: dict[int, int] = {}
    before = -2
    for place, shingle in starts:
        running = {
            at: (running.get(at - 1, 0) if place == before + 1 else 0) + 1
            for at in other.shingles[shingle]
        }
        before = place
        length = max(running.values()) + SHINGLE - 1
        if length > best[1]:
            best = (place + SHINGLE - length, length)
    return best


def publisher_of(piece: Evidence) -> str:
    """The publisher of a piece's page, or its host if no publisher is known."""
    if piece.snapshot is None:
        return ""
    publisher = piece.snapshot.content.publisher
    return publisher.name if publisher else piece.snapshot.host


def origin_of(piece: Evidence) -> str:
    """The origin of a piece: as somebody noted it, or its publisher, or the page itself."""
    page = f"archived page {piece.snapshot_id}" if piece.snapshot_id else ""
    return piece.origin.strip() or publisher_of(piece) or page


def group_by_origin(
    pieces: Iterable[Evidence], confirmed: Iterable[tuple[int, int]] = ()
) -> list[list[Evidence]]:
    """Pieces by origin, each group in the order given. Pairs with a common piece are one group.

    `confirmed` are the keys of pairs that a person decided have one origin. Pieces without a
    page have no origin yet, and are left out.
    """
    known = [piece for piece in pieces if origin_of(piece)]
    place = {piece.pk: number for number, piece in enumerate(known)}
    first_of: dict[str, int] = {}
    root = list(range(len(known)))

    def top(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    def join(one: int, other: int) -> None:
        low, high = sorted((top(one), top(other)))
        root[high] = low

    for number, piece in enumerate(known):
        join(first_of.setdefault(_key(origin_of(piece)), number), number)
    for one, other in confirmed:
        if one in place and other in place:
            join(place[one], place[other])
    found: dict[int, list[Evidence]] = defaultdict(list)
    for number, piece in enumerate(known):
        found[top(number)].append(piece)
    return list(found.values())


def _key(origin: str) -> str:
    return " ".join(origin.casefold().split())


def confirmed_pairs(review: Review) -> list[tuple[int, int]]:
    """The pairs of a review that a person decided have one origin."""
    rows = SharedOrigin.objects.of(review).filter(is_one=True)
    return list(rows.values_list("first_id", "second_id"))


def independent_origins(pieces: Iterable[Evidence], review: Review) -> int:
    """How many independent origins the anchored passages have."""
    return len(group_by_origin((p for p in pieces if p.stands), confirmed_pairs(review)))


def find_shared_origins(
    pieces: Sequence[Evidence],
) -> list[tuple[Evidence, Evidence, SharedText]]:
    """Find pairs of pieces from different origins whose pages look like one story.

    The pieces must have the texts of their pages; the first thirty are compared. Of several
    passages of one page only the first is compared.
    """
    by_page: dict[int, Evidence] = {}
    for piece in pieces[:MOST_PIECES]:
        if piece.snapshot_id is not None:
            by_page.setdefault(piece.snapshot_id, piece)
    words: dict[int, ShingledText] = {}
    found = []
    for one, other in combinations(by_page.values(), 2):
        if _key(origin_of(one)) == _key(origin_of(other)):
            continue
        same = _same_address(one.snapshot, other.snapshot)
        for piece in (one, other):
            if piece.pk not in words:
                words[piece.pk] = ShingledText.of(_text_of(piece))
        likeness = shared_text(words[one.pk], words[other.pk]) or same
        if likeness is not None:
            found.append((one, other, likeness))
    return found


def _text_of(piece: Evidence) -> str:
    assert piece.snapshot is not None
    content = piece.snapshot.content
    return content.article_text or content.text


def _same_address(one: Snapshot | None, other: Snapshot | None) -> SharedText | None:
    """Whether two pages have one canonical address, as copies and print versions do."""
    if one is None or other is None:
        return None
    mine = {one.address, one.content.canonical_url} - {""}
    theirs = {other.address, other.content.canonical_url} - {""}
    if not mine & theirs:
        return None
    return SharedText(100, f"Both pages have one address: {min(mine & theirs)}")
