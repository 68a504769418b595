"""Who may do what, answered once: the action asks, the page's buttons ask, the API asks."""

from collections.abc import Collection

from django.conf import settings

from accounts.models import User
from claims.claims.models import Claim
from reviews.review.models.reviews import Review
from reviews.review.table import (
    MOVES,
    SYSTEM_MOVES,
    WRITABLE,
    Move,
    Who,
)


def may(user: User, move: Move, review: Review) -> bool:
    """Whether this user may make this move on this review, its state aside."""
    return not why_not(user, move, review)


def why_not(user: User, move: Move, review: Review) -> str:
    """Why this user may not make this move, in a sentence; empty where they may."""
    if user.is_system:
        return "" if move in SYSTEM_MOVES else "The system doesn’t make this move."
    if not user.is_checker:
        return "Only people of the desk may do this."
    holds = review.holder_id == user.pk
    match move.who:
        case Who.CHECKER:
            return ""
        case Who.HOLDER:
            return "" if holds else f"Only its holder may {move.verb} this review."
        case Who.HOLDER_OR_EDITOR:
            return (
                ""
                if holds or user.is_editor
                else f"Only its holder or an editor may {move.verb} this review."
            )
        case Who.OTHER_EDITOR | Who.SECOND_EDITOR | Who.EDITOR if not user.is_editor:
            return f"Only an editor may {move.verb} this review."
        case Who.OTHER_EDITOR if _is_author(user, review):
            return "You wrote in this version, so somebody else must approve it."
        case Who.SECOND_EDITOR if review.retract_asked_by_id == user.pk:
            return "You asked for the retraction, so another editor must make it."
    return ""


def _is_author(user: User, review: Review) -> bool:
    return user.pk in review.newest_author_ids


def why_not_confirm(user: User, *, authors: Collection[int]) -> str:
    """Why this person cannot be asked to confirm a correction by these authors.

    Empty where they can.
    """
    if not user.is_editor or user.is_system:
        return f"{user.name} is no editor of this desk."
    if user.pk in authors:
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
