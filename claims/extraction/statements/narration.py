"""Find what the article itself asserts: its own sentences with numbers or comparisons.

Method: a sentence that reports nobody is used if it is a statistic, a comparison, a fact with a
number or a coming sum or share, and its worth reaches a threshold, so that narration stays rare
and checkable (the "claims made by the outlet itself" of Konstantinovskiy et al., DTRAP 2(2),
2021).
"""

from __future__ import annotations

from claims.extraction.checkworthiness import SUM_OR_SHARE, score_statement
from claims.extraction.checkworthiness.claim_types import claim_type_tests, classify_claim
from claims.extraction.checkworthiness.features import number_kind
from claims.extraction.lexicon.cues import Cues
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.statements.clauses import split_pieces
from claims.extraction.statements.statement import ExtractedStatement
from claims.extraction.text.span import Span

LEAST_WORTH = 0.45
NARRATED = ("fact", "statistic", "comparison")
DASHES = (" – ", " — ", " - ")


def find_remark(text: str, pieces: tuple[Span, ...], language: str) -> Span | None:
    """Return the article's own numbers or comparison after a dash, contrasting a report."""
    start, end = pieces[-1]
    for dash in DASHES:
        at = text.rfind(dash, start, end)
        if at > start and text.count(dash, start, end) == 1:
            rest = text[at + len(dash) : end]
            if claim_type_tests(language)["comparison"].search(rest) or find_numbers(
                rest, language
            ):
                return at + len(dash), end
    return None


def build_narration(
    text: str, span: Span, cues: Cues, language: str, *, is_fragment: bool
) -> ExtractedStatement | None:
    """Build a statement without speaker; None for questions and what isn't worth checking."""
    if (asserted := _asserted_span(text, span)) is None:
        return None
    quote = text[slice(*asserted)]
    numbers = find_numbers(quote, language)
    type_ = classify_claim(
        quote, cue="", kind="narration", numbers=numbers, cues=cues, language=language
    )
    if not _is_asserted(type_, numbers):
        return None
    value, reasons = score_statement(
        quote,
        claim_type=type_,
        numbers=numbers,
        is_said=False,
        language=language,
        is_fragment=is_fragment,
    )
    if value < LEAST_WORTH:
        return None
    return ExtractedStatement(
        start=asserted[0],
        end=asserted[1],
        quote=quote,
        speaker=None,
        speaker_start=None,
        speaker_end=None,
        cue=None,
        kind="narration",
        claim_type=type_,
        denied=False,
        worth=value,
        reasons=reasons,
        numbers=numbers,
        parts=(asserted,),
        splits=split_pieces(text, (asserted,), language),
    )


def _is_asserted(claim_type: str, numbers: tuple[Number, ...]) -> bool:
    """Return whether the article asserts something that can be looked up.

    Of what is to come, only a sum or a share ("will rise from £1.20 to £1.80"): it was decided.
    """
    if claim_type == "prediction":
        return any(number_kind(number) in SUM_OR_SHARE for number in numbers)
    return claim_type in NARRATED and not (claim_type == "fact" and not numbers)


def _asserted_span(text: str, span: Span) -> Span | None:
    """Return the span without final punctuation, or None for a question."""
    words = text[slice(*span)]
    if words.rstrip("\"”’»' ").endswith("?"):
        return None
    return span[0], span[0] + len(words.rstrip(".!?…"))
