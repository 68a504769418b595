"""Who may do what, answered once: the action asks, the page's buttons ask, the API asks."""

from functools import cached_property

from django.conf import settings

from accounts.models import User
from claims.claims.models import Claim
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.review.table import (
    APPROVE,
    ASK_RETRACT,
    CORRECT,
    DROP,
    MOVES,
    PUBLISH,
    RETRACT,
    STAND,
    SUBMIT,
    SYSTEM_MOVES,
    WEIGH,
    WRITABLE,
    Move,
    Who,
)
from reviews.revisions.models import Revision
from reviews.workflow import gates
from reviews.workflow.gates import Missing


def may(user: User, move: Move, review: Review) -> bool:
    """Whether this user may make this move on this review, its state aside."""
    return not why_not(user, move, review)


def why_not(user: User, move: Move, review: Review) -> str:
    """Why this user may not make this move, in a sentence; empty where they may."""
    if user.is_system:
        return "" if move in SYSTEM_MOVES else "The system makes no such move."
    if not user.is_checker:
        return "Only people of the desk may do this."
    holds = review.holder_id == user.pk
    match move.who:
        case Who.CHECKER:
            return ""
        case Who.HOLDER:
            return "" if holds else f"Only its holder may {move.label.lower()}."
        case Who.HOLDER_OR_EDITOR:
            return (
                ""
                if holds or user.is_editor
                else f"Only its holder or an editor may {move.label.lower()}."
            )
        case Who.OTHER_EDITOR | Who.SECOND_EDITOR | Who.EDITOR if not user.is_editor:
            return f"Only an editor may {move.label.lower()}."
        case Who.OTHER_EDITOR if _is_author(user, review):
            return "You wrote in this version, so somebody else must approve it."
        case Who.SECOND_EDITOR if review.retract_asked_by_id == user.pk:
            return "You asked for the retraction, so another editor must make it."
    return ""


def _is_author(user: User, review: Review) -> bool:
    revision = review.revision
    return revision is not None and user.pk in revision.author_ids


def why_not_confirm(user: User, revision: Revision) -> str:
    """Why this person cannot be asked to confirm a correction; empty where they can."""
    if not user.is_editor or user.is_system:
        return f"{user.name} is no editor of this desk."
    if user.pk in revision.author_ids:
        return f"{user.name} wrote in this version, so another editor must confirm it."
    return ""


def why_not_plan(user: User) -> str:
    """Why this user may not set when reviews are due and how urgent they are."""
    return "" if user.is_editor else "Only an editor plans: ask one to set time and priority."


def may_write(user: User, review: Review) -> bool:
    """Whether this user may write draft, evidence, replies and the claim's wording."""
    return user.is_checker and (review.holder_id == user.pk or user.is_editor)


def is_writable(review: Review) -> bool:
    return review.state in WRITABLE


class Facts:
    """What needs are asked of, looked up at most once; give it to every question of a page."""

    def __init__(self, review: Review) -> None:
        self.review = review

    @cached_property
    def publication(self) -> Publication | None:
        return self.review.publication

    @cached_property
    def revision(self) -> Revision | None:
        return self.review.revision

    @cached_property
    def is_approved(self) -> bool:
        return self.revision is not None and self.revision.approval is not None

    @cached_property
    def broken_since(self) -> list[Missing]:
        """What of the submitted version no longer holds: pages erased, passages not found."""
        if self.revision is None:
            return []
        return gates.erased_since(self.revision) + gates.no_longer_anchored(self.revision)

    @cached_property
    def markup_faults(self) -> list[Missing]:
        return gates.to_publish(self.revision) if self.revision else []


def unmet(move: Move, review: Review, facts: Facts | None = None) -> list[Missing]:
    """What the move still needs of the review itself, whoever makes it."""
    facts = facts or Facts(review)
    if move == WEIGH:
        return gates.to_weigh(review)
    if move == SUBMIT:
        return gates.to_submit(review)
    missing = []
    if move in (CORRECT, STAND, ASK_RETRACT, RETRACT) and not facts.publication:
        missing.append(Missing("It has no live publication.", "publication"))
    if move in (PUBLISH, DROP) and facts.publication:
        missing.append(Missing("Its claim has a live publication.", "publication"))
    if move == RETRACT and review.retract_asked_by_id is None:
        missing.append(Missing("No editor has asked for the retraction yet.", "publication"))
    if move in (PUBLISH, CORRECT) and not facts.is_approved:
        missing.append(Missing("No approval of this version stands.", "approval"))
    if move in (APPROVE, PUBLISH, CORRECT) and review.state in move.edges:
        missing += facts.broken_since
    if move in (PUBLISH, CORRECT) and review.state in move.edges:
        missing += facts.markup_faults
    return missing


def open_to(user: User, review: Review) -> list[Move]:
    """The moves this user could make now: the buttons of the page."""
    return [move for move in MOVES if review.state in move.edges and may(user, move, review)]


def docket_shows(claim: Claim, *, is_in_work: bool) -> bool:
    """Whether the docket shows a claim's words before a check of it is published.

    The claim comes from `Claim.objects.with_privacy()`. What was dropped needs an editor's
    release; the desk's setting is for claims in work.
    """
    if claim.is_private or claim.docket == Claim.Docket.WITHHELD:  # type: ignore[attr-defined]
        return False
    by_setting = is_in_work and settings.DOCKET_SHOWS_CLAIMS
    return bool(claim.docket == Claim.Docket.SHOWN or by_setting)


def may_queue(claim: Claim) -> bool:
    """Whether a claim may be queued anew: no open review, and nothing of it is published."""
    is_open = Review.objects.open().filter(claim=claim).exists()
    return not is_open and not Publication.objects.live().filter(claim=claim).exists()
