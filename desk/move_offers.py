"""The moves that start from a review's state, for one person: with what still stops each."""

from dataclasses import dataclass

from accounts.models import User
from reviews.exceptions import Missing
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import Move
from reviews.workflow.requirements import ReviewFacts, missing_for

LABELS = {
    review_table.TAKE: "Take it",
    review_table.WEIGH: "Weigh the evidence",
    review_table.SUBMIT: "Submit for approval",
    review_table.RECALL: "Recall it to go on writing",
    review_table.GATHER: "Back to gathering evidence",
    review_table.RELEASE: "Release to the queue",
    review_table.ASSIGN: "Hand over",
    review_table.REOPEN: "Reopen",
    review_table.STAND: "Let the published version stand",
    review_table.ASK_RETRACT: "Ask for a retraction",
    review_table.PUBLISH: "Publish",
    review_table.CORRECT: "Publish as a correction",
}


PAGES = {
    review_table.ASK_RETRACT: "desk:retraction",
    review_table.RETRACT: "desk:retraction",
    review_table.CORRECT: "desk:correction",
}
"""Moves with a page of their own, which says what readers will be told."""


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """A move that starts from here, for one person: what stands in its way, if anything."""

    move: Move
    label: str
    why_not: str
    missing: list[Missing]

    @property
    def is_open(self) -> bool:
        return not self.why_not and not self.missing

    @property
    def page(self) -> str:
        """The name of the page on which it is made, where a small form is not enough."""
        return PAGES.get(self.move, "")

    @property
    def reason(self) -> str:
        """Why it cannot be made now, in one sentence."""
        if self.why_not or not self.missing:
            return self.why_not
        if len(self.missing) == 1:
            return self.missing[0].sentence
        return f"{len(self.missing)} things still needed"


def move_offers(
    review: Review, user: User, facts: ReviewFacts | None = None
) -> dict[str, MoveOffer]:
    """Every move that starts from this state, by name."""
    facts = facts or ReviewFacts(review)
    return {
        move.action: MoveOffer(
            move,
            LABELS.get(move, move.label),
            policies.why_not(user, move, review),
            missing_for(move, review, facts),
        )
        for move in review_table.MOVES
        if review.state in move.edges
    }
