"""Measure how similar two texts are: fast by sketches of shingles, exactly by their words.

A text's sketch is the 64 smallest hashes of its sequences of five words (bottom-k sampling of
shingles: Broder, "On the resemblance and containment of documents", 1997). The exact measure is
Indel similarity: 2 × the longest common subsequence of words over both lengths, from 0 to 1.
"""

import hashlib
import re
import unicodedata
from heapq import nsmallest

from rapidfuzz.distance import Indel

RUN = 5
"""The words in a shingle."""
KEPT = 64
"""The hashes in a sketch."""
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%€$£]")


def comparable_words(text: str) -> list[str]:
    """Return the words and numbers of a text, without case, punctuation and soft hyphens."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\xad", "")
    return WORD.findall(plain.casefold())


def shingle_sketch(found: list[str]) -> list[int]:
    """Return at most 64 hashes of 64 bits, the smallest first. Similar texts share many."""
    if not found:
        return []
    runs = {" ".join(found[i : i + RUN]) for i in range(max(1, len(found) - RUN + 1))}
    return nsmallest(KEPT, (_number(run) for run in runs))


def _number(run: str) -> int:
    digest = hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def word_similarity(one: list[str], other: list[str], *, at_least: float = 0.0) -> float:
    """Return the share of common words in the same order, or 0 if below `at_least`."""
    return float(Indel.normalized_similarity(one, other, score_cutoff=at_least))
