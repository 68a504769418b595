"""The moves that start from a review's state, for one person, and what still stops each."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from desk.move_forms import unbound
from reviews.exceptions import Missing
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import Move
from reviews.sentences import translate
from reviews.workflow.requirements import ReviewFacts, missing_for


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """A move that starts from this state, for one person, and what still stops it."""

    move: Move
    why_not: str
    missing: list[Missing]

    @property
    def is_open(self) -> bool:
        return not self.why_not and not self.missing

    @property
    def form(self) -> forms.Form:
        """The form of what it takes."""
        return unbound(self.move)

    @property
    def reason(self) -> str:
        """Why it can’t be made now, in one sentence."""
        if self.why_not or not self.missing:
            return self.why_not
        if len(self.missing) == 1:
            return self.missing[0].shown
        return _("%(count)s things still needed") % {"count": len(self.missing)}


def move_offers(
    review: Review, user: User, facts: ReviewFacts | None = None
) -> dict[str, MoveOffer]:
    """Every move that starts from this state, by name."""
    facts = facts or ReviewFacts(review)
    return {
        move.action: MoveOffer(
            move,
            translate(policies.why_not(user, move, review)),
            missing_for(move, review, facts),
        )
        for move in review_table.MOVES
        if review.state in move.edges
    }
