"""Writing: the draft, and the claim's own wording."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from claims.claimants.models import Claimant
from claims.claims.actions import topics_named
from claims.claims.models import Claim
from history.record import record
from reviews.claimants.lookup import claimant_of
from reviews.exceptions import NotWritable, StaleDraft
from reviews.review import policies
from reviews.review.models.drafts import Draft, DraftSave
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Author, Review
from reviews.workflow.moves import locked


def locked_for_writing(review: Review, *, by: User) -> Review:
    """The review, locked, if this user may write in it now: 409 by state, 403 by person."""
    review = locked(review)
    if not policies.is_writable(review):
        raise NotWritable(review.state)
    if not policies.may_write(by, review):
        raise PermissionDenied("Only its holder and editors may write in this review.")
    return review


def wrote(review: Review, *, by: User) -> bool:
    """Note that somebody wrote: they are an author now, and the review is not idle.

    True when this made them an author.
    """
    _, new = Author.objects.get_or_create(review=review, user=by)
    touched(review)
    return new


def touched(review: Review) -> None:
    """Note that work was done: the lease starts anew, and the review is not idle."""
    renewed = {"lease_until": Now() + timedelta(minutes=settings.LEASE_MINUTES)}
    changes = renewed if review.lease_until else {}
    Review.objects.filter(pk=review.pk).update(written_at=Now(), idle_since=None, **changes)


@transaction.atomic
def save_draft(
    review: Review,
    *,
    version: int,
    rating: str | None,
    conclusion: str,
    body: str,
    session: str = "",
    counter: int = 0,
    by: User,
) -> Draft:
    """Save the text made from a version; another text since is `StaleDraft`, never overwritten.

    A save repeated after a lost answer (same session and counter) changes nothing.
    """
    review = locked_for_writing(review, by=by)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=review.pk)
    repeated = session and draft.saves.filter(session=session, counter=counter).first()
    if repeated and repeated.version == draft.version:
        return draft
    if repeated or draft.version != version:
        raise StaleDraft(Draft.objects.select_related("saved_by", "rating").get(pk=draft.pk))
    grade = _grade(rating)
    body = body.replace("\r\n", "\n").replace("\x00", "")
    same = (draft.rating, draft.conclusion, draft.body) == (grade, conclusion, body)
    if same and draft.saved_by_id:
        return draft
    draft.rating, draft.conclusion, draft.body = grade, conclusion, body
    draft.version += 1
    draft.saved_by = by
    draft.full_clean()
    # Asked before the draft is saved: a trigger makes whoever saves it an author.
    is_new_author = wrote(review, by=by)
    draft.save()
    Draft.objects.filter(pk=draft.pk).update(saved_at=Now())
    DraftSave.objects.create(
        draft=draft,
        version=draft.version,
        session=session or f"version {draft.version}",
        counter=counter,
        rating=grade,
        conclusion=conclusion,
        body=body,
        saved_by=by,
    )
    if is_new_author:
        record(f"claim:{review.claim_id}", "write", by=by, review=review.pk)
    draft.refresh_from_db()
    return draft


def _grade(slug: str | None) -> Rating | None:
    if not slug:
        return None
    grade = Rating.current().filter(slug=slug).first()
    if grade is None:
        raise ValidationError({"rating": f"The scale has no grade “{slug}”."})
    return grade


@transaction.atomic
def reword(
    review: Review,
    *,
    text: str,
    claimant: str | Claimant,
    claimant_kind: str = "",
    described_as: str = "",
    said_on: date | None,
    said_where: str = "",
    topics: list[str] | None = None,
    why: str | None = None,
    compared_with: str | None = None,
    by: User,
) -> Review:
    """Change the claim's wording, claimant, date or place; the statements stay verbatim.

    A claimant who is given by name is made if new. The event has every fact of the claim as it
    was and as it is. `compared_with` names the recording or document that `by` compared the
    wording with. Without it a comparison ends when the wording or the claimant changes.
    """
    review = locked_for_writing(review, by=by)
    claim = review.claim
    before = _wording(claim)
    old_words = (claim.text, claim.claimant_id)
    claim.text = " ".join(text.split())
    claim.claimant = claimant_of(claimant, kind=claimant_kind, described_as=described_as, by=by)
    claim.said_on = said_on
    claim.said_where = said_where
    if why is not None:
        claim.why = why
    is_reworded = (claim.text, claim.claimant_id) != old_words
    _note_comparison(claim, compared_with, is_reworded=is_reworded, by=by)
    claim.full_clean()
    claim.save()
    if topics is not None:
        claim.topics.set(topics_named(topics))
    wrote(review, by=by)
    record(claim.chain, "reword", by=by, review=review.pk, before=before, **_wording(claim))
    return Review.objects.for_page().get(pk=review.pk)


def _wording(claim: Claim) -> dict[str, Any]:
    """The facts that `reword` can change, as its event has them."""
    return {
        "text": claim.text,
        "claimant": claim.claimant.name,
        "claimant_id": claim.claimant_id,
        "said_on": claim.said_on,
        "said_where": claim.said_where,
        "topics": sorted(topic.name for topic in claim.topics.all()),
        "why": claim.why,
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
