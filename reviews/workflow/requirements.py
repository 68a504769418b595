"""What each move of the table still needs, whoever makes it."""

from functools import cached_property

from reviews.exceptions import Missing, missing
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.review.table import (
    APPROVE,
    CORRECT,
    DROP,
    PUBLISH,
    RETRACT,
    SUBMIT,
    WEIGH,
    Move,
)
from reviews.revisions.models import Revision
from reviews.workflow import gates


class ReviewFacts:
    """Facts about a review that requirements depend on, each read at most once.

    A page makes one and passes it to every question.
    """

    def __init__(self, review: Review) -> None:
        self.review = review

    @cached_property
    def publication(self) -> Publication | None:
        return Publication.objects.live_of(self.review)

    @cached_property
    def revision(self) -> Revision | None:
        return Revision.objects.newest_of(self.review)

    @cached_property
    def is_approved(self) -> bool:
        return self.revision is not None and self.revision.approval is not None

    @cached_property
    def broken_since(self) -> list[Missing]:
        """What became wrong after submitting: erased pages, passages that are not found."""
        if self.revision is None:
            return []
        return gates.erased_since(self.revision) + gates.no_longer_anchored(self.revision)

    @cached_property
    def markup_faults(self) -> list[Missing]:
        return gates.to_publish(self.revision) if self.revision else []


def missing_for(move: Move, review: Review, facts: ReviewFacts | None = None) -> list[Missing]:
    """What is missing before anybody can make this move."""
    facts = facts or ReviewFacts(review)
    if move == WEIGH:
        return gates.to_weigh(review)
    if move == SUBMIT:
        return gates.to_submit(review)
    found = []
    if move.needs_publication and not facts.publication:
        found.append(missing("no-publication", "publication"))
    if move in (PUBLISH, DROP) and facts.publication:
        found.append(missing("has-publication", "publication"))
    if move == RETRACT and review.retract_asked_by_id is None:
        found.append(missing("retraction-not-asked", "publication"))
    if move in (PUBLISH, CORRECT) and not facts.is_approved:
        found.append(missing("no-approval", "approval"))
    if move in (APPROVE, PUBLISH, CORRECT) and review.state in move.edges:
        found += facts.broken_since
    if move in (PUBLISH, CORRECT) and review.state in move.edges:
        found += facts.markup_faults
    return found
