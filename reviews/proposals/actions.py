"""Searches for sources, and uses, dismisses or restores what finders proposed."""

from collections.abc import Mapping
from functools import partial
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.models import OPEN_JOB
from history.record import record
from jobs.dispatch import dispatch
from jobs.models import JobState
from reviews import finders
from reviews.evidence.actions import (
    add_source,
    attach_evidence,
    remove_source,
    withdraw_evidence,
)
from reviews.evidence.models.evidence import Evidence
from reviews.exceptions import NotWritable
from reviews.finders.models import Proposal, Search
from reviews.proposed_changes.actions import change_shown, refuse_change
from reviews.proposed_changes.models import ProposedChange
from reviews.review.locks import lock_for_writing, lock_review, note_activity
from reviews.review.models.reviews import Review
from reviews.review.table import CLOSED

PROPOSED, TAKEN, DISMISSED = (
    Proposal.State.PROPOSED,
    Proposal.State.TAKEN,
    Proposal.State.DISMISSED,
)
CLAIMANT = ProposedChange.Kind.CLAIMANT


class ProposalOutcome(TypedDict, total=False):
    """What a proposal became: a piece of evidence, a source, or an address of the claimant."""

    evidence: int
    source: int
    same_as_before: str


def start_searches(review: Review, *, by: User) -> list[Search]:
    """Start a search with every enabled finder for a new review."""
    wanted = [
        Search(review=review, finder=finder.name, asked_by=by)
        for finder in finders.enabled_finders()
    ]
    made = Search.objects.bulk_create(wanted)
    _dispatch_on_commit(made)
    return made


def _dispatch_on_commit(searches: list[Search]) -> None:
    transaction.on_commit(
        partial(_dispatch_all, [search.pk for search in searches]), robust=True
    )


def _dispatch_all(pks: list[int]) -> None:
    """Dispatch each search. If the broker is away, the sweep does the rest."""
    for pk in pks:
        if not dispatch(Search.task_name, pk):
            return


def delete_proposals(review: Review) -> None:
    """Delete what was found for a review that is deleted itself."""
    Proposal.objects.filter(review=review).delete()
    Search.objects.filter(review=review).delete()


@transaction.atomic
def search_again(review: Review, *, finder: str = "", by: User) -> list[Search]:
    """Search again with one finder, or with all that are enabled; running searches continue.

    What was found or dismissed before stays.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    wanted = (
        [_set_up(finder).name] if finder else [one.name for one in finders.enabled_finders()]
    )
    review = lock_review(review)
    if review.state in CLOSED:
        raise NotWritable(review.state)
    Search.objects.bulk_create(
        [Search(review=review, finder=name, asked_by=by) for name in wanted],
        ignore_conflicts=True,
    )
    rows = Search.objects.select_for_update().filter(review=review, finder__in=wanted)
    searches = list(rows.order_by("pk"))
    idle = [search.pk for search in searches if search.state not in OPEN_JOB]
    Search.objects.filter(pk__in=idle).update(
        state=JobState.WAITING,
        attempts=0,
        failure="",
        detail="",
        asked_by=by,
        asked_at=Now(),
        run_after=Now(),
        dispatched_at=Now(),
    )
    _dispatch_on_commit(searches)
    record(f"claim:{review.claim_id}", "look-again", by=by, review=review.pk, finders=wanted)
    return list(Search.objects.filter(review=review, finder__in=wanted))


def _set_up(name: str) -> finders.Finder:
    finder = finders.finder_named(name)
    if finder is None:
        raise ValidationError(
            {"finder": _("There is no finder called “%(name)s”.") % {"name": name}}
        )
    if lacks := finder.lacks():
        raise ValidationError(
            {
                "finder": _("%(title)s is not set up: %(settings)s is missing.")
                % {"title": _(finder.title), "settings": ", ".join(lacks)}
            }
        )
    return finder


@transaction.atomic
def take_proposal(proposal: Proposal, *, stance: str = "", by: User) -> Proposal:
    """Use a proposal; `about` says what it became.

    With a stance, its sentence becomes evidence (`evidence`, the piece's id). Without one, its
    page becomes a source to select words in (`source`), or its address is noted as the
    claimant's (`same_as`).
    """
    review = lock_for_writing(proposal.review, by=by)
    proposal = _locked(proposal)
    if proposal.state == TAKEN:
        return proposal
    if stance:
        became = _as_evidence(review, proposal, stance, by=by)
    elif proposal.about.get("same_as"):
        became = _as_claimant(review, proposal, by=by)
    elif proposal.about.get("slug"):
        raise ValidationError(_("This is one of our own checks. Open it and use its evidence."))
    else:
        source = add_source(
            review,
            url="" if proposal.snapshot else proposal.url,
            snapshot=proposal.snapshot,
            by=by,
        )
        became = ProposalOutcome(source=source.pk)
    return _decide(review, proposal, TAKEN, became, by=by)


def _as_evidence(
    review: Review, proposal: Proposal, stance: str, *, by: User
) -> ProposalOutcome:
    if stance not in Evidence.Stance.values:
        raise ValidationError({"stance": _("Choose supports, refutes or context.")})
    if proposal.snapshot is None or not proposal.passage:
        raise ValidationError(
            {
                "stance": _(
                    "There is no sentence from it yet. Use the page, and select the words."
                )
            }
        )
    piece = attach_evidence(
        review,
        snapshot=proposal.snapshot,
        quote=proposal.passage,
        near=proposal.start,
        stance=stance,
        by=by,
    )
    return {"evidence": piece.pk}


def _as_claimant(review: Review, proposal: Proposal, *, by: User) -> ProposalOutcome:
    claimant = review.claim.claimant
    before = claimant.same_as
    change_shown(CLAIMANT, claimant, same_as=str(proposal.about["same_as"]), by=by)
    return {"same_as_before": before}


def _undo_claimant(review: Review, about: Mapping[str, Any], *, by: User) -> None:
    """Remove the claimant's address again, or the proposal to set it."""
    claimant = review.claim.claimant
    if claimant.same_as == about.get("same_as"):
        change_shown(CLAIMANT, claimant, same_as=str(about["same_as_before"]), by=by)
    waiting = ProposedChange.objects.waiting().filter(kind=CLAIMANT, claimant=claimant)
    for change in waiting.filter(after={"same_as": about.get("same_as")}):
        if by.is_editor or change.proposed_by_id == by.pk:
            refuse_change(change, note="The suggestion was restored.", by=by)


@transaction.atomic
def dismiss_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Dismiss a proposal: no finder proposes it for this review again."""
    review = lock_for_writing(proposal.review, by=by)
    proposal = _locked(proposal)
    if proposal.state != PROPOSED:
        return proposal
    note_activity(review)
    return _decide(review, proposal, DISMISSED, {}, by=by)


@transaction.atomic
def undo_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Restore a proposal, and undo what using it made: evidence, source or address."""
    review = lock_for_writing(proposal.review, by=by)
    proposal = _locked(proposal)
    if proposal.state == PROPOSED:
        return proposal
    about = proposal.about
    if piece := review.evidence.filter(pk=about.get("evidence")).first():
        withdraw_evidence(piece, note="It was used by mistake.", by=by)
    if source := review.sources.filter(pk=about.get("source")).first():
        remove_source(source, by=by)
    if "same_as_before" in about:
        _undo_claimant(review, about, by=by)
    note_activity(review)
    return _decide(review, proposal, PROPOSED, {}, by=by)


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("snapshot")
    return rows.get(pk=proposal.pk)


def _decide(
    review: Review, proposal: Proposal, state: str, became: ProposalOutcome, *, by: User
) -> Proposal:
    """Save the decision and record it."""
    made = ("evidence", "source", "same_as_before")
    kept = {name: value for name, value in proposal.about.items() if name not in made}
    proposal.state = state
    proposal.about = {**kept, **became}
    proposal.decided_by = by
    proposal.decided_at = Now()
    proposal.save(update_fields=["state", "about", "decided_by", "decided_at"])
    verb = {TAKEN: "take-proposal", DISMISSED: "dismiss", PROPOSED: "undo-proposal"}[
        Proposal.State(state)
    ]
    facts = {"review": review.pk, "proposal": proposal.pk, "url": proposal.url}
    record(f"claim:{review.claim_id}", verb, by=by, **facts, title=proposal.title)
    proposal.refresh_from_db()
    return proposal
