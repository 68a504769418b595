"""Where claims and their reviews are made together: accept, file, queue anew, and undo."""

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

    Without a claimant it is the speaker; for narration, the article's publisher. Without
    `claimant_kind` it is guessed; `described_as` is for a private person. `remember`: from now
    on the speaker, as the article has the name, is this claimant; an editor confirms it first
    where readers have a page of them. `batch` names those decided in one go.
    """
    statement = statement_actions.lock_proposed(statement)
    article = statement.article
    name = claimant or claim_defaults.default_claimant(statement)
    claim = claim_actions.file_claim(
        text=text,
        claimant=find_or_create_claimant(
            name,
            role=statement.speaker_role,
            kind=claimant_kind,
            described_as=described_as,
            by=by,
        ),
        topics=topics,
        by=by,
        **facts,
    )
    if remember and statement.speaker:
        spelling = ProposedChange.Kind.SPELLING
        change_shown(spelling, claim.claimant, spelling=statement.speaker, by=by)
    statement_actions.decide_statement(
        statement, state=Statement.State.ACCEPTED, claim=claim, made_claim=True, by=by
    )
    told = {"statement": statement.pk, "article": article.pk, "text": text}
    record(claim.chain, "accept", by=by, **told, **statement_actions.batch_details(batch))
    return _open_review(claim, priority=round(100 * statement.worth), by=by)


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
    """Write a claim that has no article (radio, poster) and queue its review."""
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
    """Queue a dropped or retracted claim anew: a new review."""
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
    """Back to proposed. What accept made goes too, unless it was built on meanwhile.

    A statement that was split is one again, unless a part of it was decided on. What somebody
    else decided is an editor's to undo.
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
