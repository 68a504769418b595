"""Makes claims together with their reviews: accept, file, queue again, and undo."""

from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from claims.claims import defaults as claim_defaults
from claims.claims.facts import ClaimFactValues
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.models import Statement
from history.record import record
from reviews.claimants.lookup import find_or_create_claimant
from reviews.exceptions import AlreadyInWork
from reviews.proposals import actions as proposal_actions
from reviews.proposed_changes.actions import change_shown
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models.publications import Publication
from reviews.review.models.drafts import Draft
from reviews.review.models.reviews import Review
from reviews.review.table import State
from reviews.triage import policies


def _open_review(claim: Claim, *, priority: int, by: User) -> Review:
    review = Review(claim=claim, priority=priority, queued_by=by)
    review.full_clean()
    review.save()
    Draft.objects.create(review=review)
    proposal_actions.start_searches(review, by=by)
    record(claim.chain, "queue", by=by, review=review.pk, priority=priority)
    return Review.objects.get(pk=review.pk)


@transaction.atomic
def accept_statement(
    statement: Statement,
    *,
    text: str,
    claimant: str | Claimant = "",
    claimant_kind: str = "",
    described_as: str = "",
    topics: list[str] | None = None,
    remember: bool = False,
    batch: str = "",
    by: User,
    **facts: Unpack[ClaimFactValues],
) -> Review:
    """Make a claim of a statement and queue its review. The statement stays verbatim.

    The default claimant is the speaker, for narration the article's publisher; where two may
    have said it there is none, and NotReady asks who did. Without
    `claimant_kind` the kind is guessed; `described_as` is for a private person. With `remember`
    the speaker's name is remembered as a spelling of the claimant's; if readers have a page of
    them, an editor confirms it first. `batch` names the decisions made together.
    """
    statement = statement_actions.lock_proposed(statement)
    if not claimant:
        policies.require_speaker(statement)
    who = find_or_create_claimant(
        claimant or claim_defaults.default_claimant(statement),
        role=statement.speaker_role,
        kind=claimant_kind,
        described_as=described_as,
        by=by,
    )
    claim = claim_actions.file_claim(text=text, claimant=who, topics=topics, by=by, **facts)
    if remember:
        _remember_speaker(statement, claim, by=by)
    statement_actions.decide_statement(
        statement, state=Statement.State.ACCEPTED, claim=claim, made_claim=True, by=by
    )
    told = {"statement": statement.pk, "article": statement.article_id, "text": text}
    record(claim.chain, "accept", by=by, **told, **statement_actions.batch_details(batch))
    return _open_review(claim, priority=round(100 * statement.worth), by=by)


def _remember_speaker(statement: Statement, claim: Claim, *, by: User) -> None:
    """Remember the speaker's name, as the article spells it, as one of the claimant's."""
    if statement.speaker:
        spelling = ProposedChange.Kind.SPELLING
        change_shown(spelling, claim.claimant, spelling=statement.speaker, by=by)


@transaction.atomic
def file_claim(
    *,
    text: str,
    claimant: str | Claimant,
    claimant_kind: str = "",
    described_as: str = "",
    topics: list[str] | None = None,
    by: User,
    **facts: Unpack[ClaimFactValues],
) -> Review:
    """File a claim that has no article (radio, poster) and queue its review."""
    claim = claim_actions.file_claim(
        text=text,
        claimant=find_or_create_claimant(
            claimant, kind=claimant_kind, described_as=described_as, by=by
        ),
        topics=topics,
        by=by,
        **facts,
    )
    record(claim.chain, "file", by=by, text=claim.text, where=claim.said_where)
    return _open_review(claim, priority=50, by=by)


@transaction.atomic
def queue_claim(claim: Claim, *, by: User) -> Review:
    """Queue a dropped or retracted claim again, with a new review."""
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if Review.objects.open().filter(claim=claim).exists():
        raise AlreadyInWork("This claim is already being reviewed.")
    if Publication.objects.live().filter(claim=claim).exists():
        raise AlreadyInWork("This claim has a live publication: reopen that instead.")
    return _open_review(claim, priority=50, by=by)


@transaction.atomic
def undo_triage(statement: Statement, *, batch: str = "", by: User) -> Statement:
    """Undo a decision on a statement, with the claim and review that accepting it made.

    Raises `AlreadyInWork` if somebody has worked on these since. A split statement is rejoined,
    unless one of its parts was decided. Only editors can undo what somebody else decided.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.state == Statement.State.PROPOSED:
        return statement
    if statement.state == Statement.State.SPLIT:
        return splits.rejoin_statement(statement, by=by)
    claim, made = statement.claim, statement.made_claim
    if claim is not None and made:
        _refuse_if_built_on(claim, statement)
    statement = statement_actions.undo_decision(
        statement, by=by, **statement_actions.batch_details(batch)
    )
    if claim is not None and made:
        for review in claim.reviews.all():
            proposal_actions.delete_proposals(review)
        claim.reviews.all().delete()
        claim.delete()
    return statement


def _refuse_if_built_on(claim: Claim, statement: Statement) -> None:
    reviews = list(claim.reviews.select_for_update(of=("self",)))
    untouched = (
        len(reviews) == 1 and reviews[0].state == State.QUEUED and reviews[0].taken_at is None
    )
    touched = not untouched or reviews[0].authors.exists() or reviews[0].evidence.exists()
    if touched or claim.appearances.exclude(pk=statement.pk).exists():
        raise AlreadyInWork("The claim was taken or built on already: drop its review instead.")
