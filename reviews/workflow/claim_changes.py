"""Changes the wording of a claim under review, and who said it, when and where."""

from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims.claimants.models import Claimant
from claims.claims.actions import get_or_create_topics
from claims.claims.facts import ClaimFactValues, facts_of
from claims.claims.models import Claim
from history.record import record
from reviews.claimants.lookup import find_or_create_claimant
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review
from reviews.workflow.querysets import DetailedReviews


@transaction.atomic
def reword_claim(
    review: Review,
    *,
    text: str,
    claimant: str | Claimant,
    claimant_kind: str = "",
    described_as: str = "",
    topics: list[str] | None = None,
    compared_with: str | None = None,
    by: User,
    **facts: Unpack[ClaimFactValues],
) -> Review:
    """Change the claim's wording, claimant or facts; the statements stay verbatim.

    What is left out stays as it is. A claimant who is given by name is made if new. The event
    has every fact of the claim as it was and as it is. `compared_with` names the recording or
    document that `by` compared the wording with; without it, a comparison ends when the
    wording or the claimant changes.
    """
    review = lock_for_writing(review, by=by)
    claim = review.claim
    before = _wording(claim)
    old_words = (claim.text, claim.claimant_id)
    claim.text = " ".join(text.split())
    claim.claimant = find_or_create_claimant(
        claimant, kind=claimant_kind, described_as=described_as, by=by
    )
    for name, value in facts.items():
        setattr(claim, name, value)
    is_reworded = (claim.text, claim.claimant_id) != old_words
    _note_comparison(claim, compared_with, is_reworded=is_reworded, by=by)
    claim.full_clean()
    claim.save()
    if topics is not None:
        claim.topics.set(get_or_create_topics(topics))
    note_author(review, by=by)
    record(claim.chain, "reword", by=by, review=review.pk, before=before, **_wording(claim))
    return DetailedReviews(Review).for_page().get(pk=review.pk)


def _wording(claim: Claim) -> dict[str, str | int | date | list[str] | None]:
    """The facts that `reword` can change, as its event has them."""
    return {
        "text": claim.text,
        "claimant": claim.claimant.name,
        "claimant_id": claim.claimant_id,
        **facts_of(claim),
        "topics": sorted(topic.name for topic in claim.topics.all()),
        "compared_with": claim.compared_with,
    }


def _note_comparison(
    claim: Claim, compared_with: str | None, *, is_reworded: bool, by: User
) -> None:
    """Who compared the wording with what, and when; nobody, where nothing is named."""
    named = " ".join((compared_with or "").split())
    if not is_reworded and (compared_with is None or named == claim.compared_with):
        return
    claim.compared_with = named
    claim.compared_by = by if named else None
    claim.compared_at = timezone.now() if named else None
