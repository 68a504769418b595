"""Suggests parts of the claim that a passage may be about, and figures that it may give."""

from decimal import Decimal
from typing import NamedTuple, TypedDict

from claims.claims.models import Claim
from claims.extraction.lexicon.language import known_languages
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.statements.clauses import split_clauses

MOST = 12
"""The most figures of a passage that are suggested."""
DECIMALS = 10


class FigureFields(TypedDict):
    """A figure as the fields of evidence hold it."""

    figure: Decimal
    figure_unit: str
    figure_period: str
    figure_place: str


class SuggestedFigure(NamedTuple):
    """A figure found in a passage: £64.6bn is 64600000000 `GBP`."""

    text: str
    value: Decimal
    unit: str
    period: str
    place: str

    @property
    def facts(self) -> FigureFields:
        """As the fields of evidence."""
        return {
            "figure": self.value,
            "figure_unit": self.unit,
            "figure_period": self.period,
            "figure_place": self.place,
        }


def suggest_figures(words: str, language: str = "") -> list[SuggestedFigure]:
    """The figures in a passage, in order, at most a dozen, each once.

    English rules are used for a language that has none.
    """
    found = [
        SuggestedFigure(
            number.text,
            plain_decimal(
                Decimal(f"{number.value:.15g}")
            ),  # the digits of a float that are exact
            (number.unit or "")[:40],
            (number.period or "").removeprefix("in ")[:80],
            (number.place or "")[:80],
        )
        for number in find_numbers(words, language if language in known_languages() else "en")
    ]
    return list(dict.fromkeys(found))[:MOST]


def plain_decimal(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent: 86600000, 2.38."""
    rounded = round(value, DECIMALS).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def suggest_points(claim: Claim) -> list[str]:
    """The parts of a claim that can be checked separately; none if there is only one."""
    said = claim.appearances.values_list("article__language", flat=True).first() or ""
    parts = split_clauses(claim.text, said if said in known_languages() else "en")
    return [claim.text[start:end] for start, end in parts] if len(parts) > 1 else []
