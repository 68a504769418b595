"""Finds the sentence of a page that is most relevant to a claim, and the words that show it.

Method: nupunkt splits paragraphs into sentences. Each is ranked by its share of the claim's
words, where rare words count more (inverse document frequency with the page's sentences as
documents: Spärck Jones, "A statistical interpretation of term specificity", 1972; word forms by
Harman's S-stemmer, "How effective is suffixing?", 1991, and three verb endings), and by its
figures: the claim's own figure counts most, another figure with the same unit nearly as much,
because that is what refutes. Long sentences have many words anyway and rank a little lower.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claims.claims.defaults import due_patterns
from claims.extraction.lexicon.language import known_languages
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers
from reviews.finders.queries import WORD, function_words

LONGEST_TEXT = 300_000
"""How many characters of a page are searched; the rest is left out."""
LONGEST, SHORTEST_WORDS = 800, 4
"""The most characters and the fewest words of a sentence."""
LEAST = 0.18
"""The lowest rank of a sentence that counts as relevant."""
CLOSER_LOOK = 40
"""How many sentences have their figures compared: those that share the most words."""
OF_NAMES, OF_YEARS = 1.6, 1.4
OF_WORDS, OF_FIGURES = 0.65, 0.35
SAME_FIGURE, OTHER_FIGURE, SAME_NUMBER = 1.0, 0.8, 0.5
READABLE = 45
"""A sentence with more words is long."""
SHORTEST_STEM = 4
FEW = 2
"""In a claim with so few words, one shared word may be enough."""
LINE_ENDS = re.compile(r"[.!?:;…”\"'’)\]]\s*$")


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A sentence, where it begins in the text (code points), and why it was chosen.

    `words` are the shared words as the sentence has them; `rank` is from 0 to 1; `why` are
    short phrases.
    """

    text: str
    start: int
    words: tuple[str, ...]
    rank: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """A claim prepared for comparison: the weight of each word stem, and its figures."""

    weights: dict[str, float]
    numbers: tuple[Number, ...]
    is_denial: bool
    language: str

    @classmethod
    def of(cls, text: str, *, claimant: str = "", language: str = "en") -> "ClaimTerms":
        """Prepare the claim with this wording. The claimant's name doesn't count."""
        code = language if language in known_languages() else "en"
        numbers = find_numbers(text, code)
        left_out = {stem(word) for number in numbers for word in WORD.findall(number.text)}
        left_out |= {stem(word) for word in WORD.findall(claimant)}
        weights: dict[str, float] = {}
        for match in WORD.finditer(text):
            key = stem(match[0])
            if key not in left_out and not _is_common(match[0], code):
                is_first = match.start() == 0
                weights[key] = max(_weight(match[0], is_first=is_first), weights.get(key, 0.0))
        return cls(weights, numbers, _denies(text, code), code)


def stem(word: str) -> str:
    """A word without plural and common verb endings; at least four letters are kept."""
    key = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if key.endswith("ies") and len(key) > SHORTEST_STEM + 1:
        key = f"{key[:-3]}y"
    elif key.endswith("s") and not key.endswith(("ss", "us")) and len(key) >= SHORTEST_STEM:
        key = key[:-1]
    for ending in ("ing", "ed", "e"):
        if key.endswith(ending) and len(key) - len(ending) >= SHORTEST_STEM:
            return key.removesuffix(ending)
    return key


def best_passage(claimed: ClaimTerms, text: str) -> RankedPassage | None:
    """The most relevant sentence of a text; None if none is relevant."""
    spans = sentence_spans(text[:LONGEST_TEXT])
    stems = [{stem(word) for word in WORD.findall(text[slice(*span)])} for span in spans]
    rarity = _rarity(claimed, stems)
    shares = [_share(claimed, found, rarity) for found in stems]
    likely = sorted(range(len(spans)), key=lambda at: (-shares[at], at))[:CLOSER_LOOK]
    weighed = [_weighed(claimed, text, spans[at], shares[at]) for at in likely if shares[at]]
    best = max(weighed, key=lambda one: (one.rank, -one.start), default=None)
    return best if best is not None and best.rank >= LEAST else None


def rank_sentence(claimed: ClaimTerms, sentence: str) -> RankedPassage:
    """Rank a sentence without knowing the page around it."""
    found = {stem(word) for word in WORD.findall(sentence)}
    share = _share(claimed, found, dict.fromkeys(claimed.weights, 1.0))
    return _weighed(claimed, sentence, (0, len(sentence)), share)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans of a text's sentences, without menus and overlong runs of words."""
    import nupunkt  # noqa: PLC0415 - only a worker pays for it

    spans = []
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        if len(WORD.findall(paragraph)) < SHORTEST_WORDS:
            continue
        for first, last in nupunkt.sent_spans(paragraph):
            words = paragraph[first:last]
            begins = start + first + len(words) - len(words.lstrip())
            ends = begins + len(words.strip())
            if ends - begins <= LONGEST and len(WORD.findall(words)) >= SHORTEST_WORDS:
                spans.append((begins, ends))
    return spans


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Lines, joined where one ends in the middle of a sentence, as in PDFs."""
    start = place = 0
    for line in text.split("\n"):
        end = place + len(line)
        place = end + 1
        goes_on = text[place : place + 1].islower() and not LINE_ENDS.search(line)
        if not (line.strip() and goes_on):
            yield start, end
            start = place


def _is_common(word: str, language: str) -> bool:
    return word.casefold().replace("’", "'") in function_words(language)


def _weight(word: str, *, is_first: bool) -> float:
    """Higher for long words, and higher again for names and years."""
    weight = 1.0 + 0.1 * min(max(len(word) - 4, 0), 6)
    if word.isdigit():
        return weight * OF_YEARS
    return weight * OF_NAMES if word[0].isupper() and not is_first else weight


def _denies(text: str, language: str) -> bool:
    return due_patterns(language).denies.search(text) is not None


def _rarity(claimed: ClaimTerms, stems: list[set[str]]) -> dict[str, float]:
    """How distinctive each word of the claim is on this page: above 0, at most 1."""
    counts = Counter(key for found in stems for key in found if key in claimed.weights)
    most = math.log(2 + len(stems))
    return {
        key: math.log((2 + len(stems)) / (1 + counts[key])) / most for key in claimed.weights
    }


def _share(claimed: ClaimTerms, found: set[str], rarity: dict[str, float]) -> float:
    """The share of the claim's words that a sentence has, by their weight."""
    whole = sum(weight * rarity[key] for key, weight in claimed.weights.items())
    shared = [key for key in claimed.weights if key in found]
    has = sum(claimed.weights[key] * rarity[key] for key in shared)
    share = has / whole if whole else 0.0
    is_one_of_many = len(shared) == 1 and len(claimed.weights) > FEW
    return share / 2 if is_one_of_many else share


def _weighed(
    claimed: ClaimTerms, text: str, span: tuple[int, int], share: float
) -> RankedPassage:
    sentence = text[slice(*span)]
    theirs = find_numbers(sentence, claimed.language)
    figures, why = _figures(claimed.numbers, theirs)
    rank = share
    if claimed.numbers:
        rank = OF_WORDS * share + (OF_FIGURES * figures if share else 0.0)
    length = len(sentence.split())
    if length > READABLE:
        rank *= (READABLE / length) ** 0.3
    reasons = [why] if why else []
    if share and _denies(sentence, claimed.language) != claimed.is_denial:
        reasons.append("the claim denies it" if claimed.is_denial else "says “not”")
    words = [word for word in WORD.findall(sentence) if stem(word) in claimed.weights]
    words += [n.text for n in theirs if any(_is_same(n, ours) for ours in claimed.numbers)]
    matched = tuple(dict.fromkeys(words))
    return RankedPassage(sentence, span[0], matched, round(min(rank, 1.0), 4), tuple(reasons))


def _figures(ours: tuple[Number, ...], theirs: tuple[Number, ...]) -> tuple[float, str]:
    """How relevant the figures are (0 to 1), and why, in words."""
    for number in ours:
        for other in theirs:
            if _is_same(number, other):
                return SAME_FIGURE, f"same figure: {other.text}"
    for number in ours:
        for other in theirs:
            if number.unit and number.unit == other.unit:
                return OTHER_FIGURE, f"other figure: {other.text}, not {number.text}"
    for number in ours:
        for other in theirs:
            if math.isclose(number.value, other.value):
                return SAME_NUMBER, f"the same number: {other.text}"
    return 0.0, ""


def _is_same(one: Number, other: Number) -> bool:
    return one.unit == other.unit and math.isclose(one.value, other.value, rel_tol=1e-6)
