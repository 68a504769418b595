"""Find the most similar words in a folded text that doesn't contain the words themselves.

It uses rapidfuzz's partial-ratio alignment: the indel distance (insertions and deletions) over
the best-aligned window, which is quadratic in the length of the words. So long quotes are
aligned piece by piece, and compared as a whole once, at the position most pieces agree on.
"""

import re
from statistics import median_low

from rapidfuzz import fuzz

NEAR_ENOUGH = 80
"""The percentage of alignment from which a near match is worth showing."""
SHORTEST = 12
"""The fewest characters; shorter words are similar to too many others."""
LONG = 400
PIECE, PIECES = 160, 7
WORD = re.compile(r"[^ ]+")

Near = tuple[int, int, int]
"""Start and end in the folded text, and percent: 80 to 99."""


def nearest(wanted: str, text: str) -> Near | None:
    """Return the span of the most similar words, with whole words at both ends."""
    if len(wanted) > len(text) or len(wanted) < SHORTEST:
        return None
    found = _align(wanted, text) if len(wanted) <= LONG else _align_pieces(wanted, text)
    if found is None:
        return None
    start, end = _whole_words(text, found[0], found[1])
    start, end = _best_ends(wanted, text, start, end)
    return (start, end, min(99, found[2])) if start < end else None


def _best_ends(wanted: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends by some words to where the similarity is highest.

    An alignment's window is as long as the quote, even if words were added or removed.
    """
    reach = SHORTEST + min(len(wanted) // 4, 2 * SHORTEST)
    words = [one.span() for one in WORD.finditer(text, max(0, start - reach), end + reach)]
    starts = [first for first, _ in words if first <= start + reach]
    ends = [last for _, last in words if last >= end - reach]

    def like_to(last: int) -> float:
        return fuzz.ratio(wanted, text[start:last])

    def like_from(first: int) -> float:
        return fuzz.ratio(wanted, text[first:end])

    for _ in range(2 if len(wanted) <= LONG else 1):
        end = max((one for one in ends if one > start), key=like_to, default=end)
        start = max((one for one in starts if one < end), key=like_from, default=start)
    return start, end


def _align(wanted: str, text: str, enough: int = NEAR_ENOUGH) -> Near | None:
    match = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=enough)
    if match is None or match.dest_end <= match.dest_start:
        return None
    return match.dest_start, match.dest_end, int(match.score)


def _align_pieces(wanted: str, text: str) -> Near | None:
    """Align evenly spaced pieces, and return the position on which most of them agree."""
    step = (len(wanted) - PIECE) / (PIECES - 1)
    starts = [round(step * number) for number in range(PIECES)]
    found = {
        start: match
        for start in starts
        if (match := _align(wanted[start : start + PIECE], text, NEAR_ENOUGH - 10))
    }
    if not found:
        return None
    shift = median_low(match[0] - start for start, match in found.items())
    slack = len(wanted) // 4 + PIECE
    near = {s: m for s, m in found.items() if abs(m[0] - s - shift) <= slack}
    first, last = min(near), max(near)
    start = max(0, near[first][0] - first)
    end = min(len(text), near[last][1] + len(wanted) - min(len(wanted), last + PIECE))
    percent = int(fuzz.ratio(wanted, text[start:end], score_cutoff=NEAR_ENOUGH))
    return (start, end, percent) if percent else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
