"""The facts of a claim besides its words, its claimant and its topics, each declared once.

Forms, actions, the API, history, frozen documents, differences and pages all go through
`CLAIM_FACTS`, so that none of them names a fact. How to add one is in CONTRIBUTING.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from claims.claims.models import Claim


class ClaimFactValues(TypedDict, total=False):
    """Facts as the keyword arguments of actions. A fact that is missing keeps its value."""

    said_on: date | None
    said_where: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """One fact: a day or a line of text.

    `name` is its column, its form field, and its key in events and frozen documents.
    """

    name: str
    label: StrOrPromise
    api_name: str
    hint: StrOrPromise = ""
    has_own_place: bool = False
    """Whether templates place it by hand; any other fact is listed with its label."""

    @property
    def is_day(self) -> bool:
        return isinstance(Claim._meta.get_field(self.name), models.DateField)

    @property
    def max_length(self) -> int | None:
        """The most characters of its column, or None for a day."""
        column = Claim._meta.get_field(self.name)
        return column.max_length if isinstance(column, models.CharField) else None

    def frozen(self, claim: Claim) -> str | None:
        """Return its value for a frozen document: text, or a day in ISO 8601."""
        value: str | date | None = getattr(claim, self.name)
        return value.isoformat() if isinstance(value, date) else value

    def shown_value(self, value: object) -> str | date | None:
        """Convert a value of a frozen document or a claim for pages; None if it is empty."""
        if not value:
            return None
        return date.fromisoformat(str(value)) if self.is_day else str(value)


@dataclass(frozen=True, slots=True)
class ListedFact:
    """A fact with its value, as pages list it."""

    label: StrOrPromise
    value: str | date


CLAIM_FACTS = (
    ClaimFact("said_on", _("Said on"), api_name="said_on", has_own_place=True),
    ClaimFact("said_where", _("Where"), api_name="where", has_own_place=True),
    ClaimFact("why", _("Why we check it"), api_name="why", has_own_place=True),
)

LISTED_FACTS = tuple(fact for fact in CLAIM_FACTS if not fact.has_own_place)


def listed(facts: Mapping[str, object]) -> list[ListedFact]:
    """Return the facts with a value that pages list, because no template places them.

    `facts` are keyed by name: those of `facts_of`, or the claim of a frozen document.
    """
    found = []
    for fact in LISTED_FACTS:
        value = fact.shown_value(facts.get(fact.name))
        if value:
            found.append(ListedFact(fact.label, value))
    return found


def facts_of(claim: Claim) -> dict[str, str | date | None]:
    """Return the facts of a claim by name."""
    return {fact.name: getattr(claim, fact.name) for fact in CLAIM_FACTS}
