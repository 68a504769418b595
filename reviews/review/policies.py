"""Who may do what, answered once for actions, pages and API."""

from collections.abc import Collection

from django.conf import settings

from accounts.models import User
from claims.claims.models import Claim
from reviews.review.models.reviews import Review
from reviews.review.table import MOVES, SYSTEM_MOVES, WRITABLE, Move, Who
from reviews.sentences import Sentence


def may(user: User, move: Move, review: Review) -> bool:
    """Whether this user may make this move on this review, whatever its state."""
    return not why_not(user, move, review)


def why_not(user: User, move: Move, review: Review) -> str:
    """Why this user may not make this move: a `Sentence`, or empty where they may."""
    if user.is_system:
        return "" if move in SYSTEM_MOVES else Sentence("not-for-the-system")
    if not user.is_checker:
        return Sentence("desk-only")
    holds = review.holder_id == user.pk
    match move.who:
        case Who.CHECKER:
            return ""
        case Who.HOLDER:
            return "" if holds else Sentence("holder-only", verb=move.verb)
        case Who.HOLDER_OR_EDITOR:
            is_allowed = holds or user.is_editor
            return "" if is_allowed else Sentence("holder-or-editor-only", verb=move.verb)
        case Who.OTHER_EDITOR | Who.SECOND_EDITOR | Who.EDITOR if not user.is_editor:
            return Sentence("editor-only", verb=move.verb)
        case Who.OTHER_EDITOR if _is_author(user, review):
            return Sentence("author-approves")
        case Who.SECOND_EDITOR if review.retract_asked_by_id == user.pk:
            return Sentence("asked-for-retraction")
    return ""


def _is_author(user: User, review: Review) -> bool:
    return user.pk in review.newest_author_ids


def why_not_confirm(user: User, *, authors: Collection[int]) -> str:
    """Why this person can't be asked to confirm a correction by these authors, or empty."""
    if not user.is_editor or user.is_system:
        return Sentence("not-an-editor", name=user.name)
    if user.pk in authors:
        return Sentence("author-confirms", name=user.name)
    return ""


def why_not_plan(user: User) -> str:
    """Why this user may not set due time and priority of reviews, or empty."""
    return "" if user.is_editor else Sentence("editors-plan")


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
