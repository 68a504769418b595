"""Saves the draft of a review."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.exceptions import Refused
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.drafts import Draft, DraftSave
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Review


class StaleDraft(Refused):
    """Somebody saved another text in the meantime: `draft`. Nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        who = draft.saved_by.name if draft.saved_by else "Somebody"
        super().__init__(
            f"{who} saved version {draft.version} in the meantime. Both texts are kept: choose"
            " what to keep of each."
        )


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
    """Save a text that was made from `version` of the draft.

    Raises `StaleDraft` if somebody saved another text since: nothing is overwritten. A save
    that is repeated because its response was lost (same session and counter) changes nothing.
    """
    review = lock_for_writing(review, by=by)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=review.pk)
    repeated = session and draft.saves.filter(session=session, counter=counter).first()
    if repeated and repeated.version == draft.version:
        return draft
    if repeated or draft.version != version:
        raise StaleDraft(Draft.objects.select_related("saved_by", "rating").get(pk=draft.pk))
    grade = _grade(rating)
    text = (grade, conclusion, body.replace("\r\n", "\n").replace("\x00", ""))
    if draft.saved_by_id and text == (draft.rating, draft.conclusion, draft.body):
        return draft
    draft.rating, draft.conclusion, draft.body = text
    draft.version += 1
    draft.saved_by = by
    draft.full_clean()
    # Asked before the draft is saved: a trigger makes whoever saves it an author.
    is_new_author = note_author(review, by=by)
    draft.save()
    Draft.objects.filter(pk=draft.pk).update(saved_at=Now())
    _keep_save(draft, session=session, counter=counter, by=by)
    if is_new_author:
        record(review.claim.chain, "write", by=by, review=review.pk)
    draft.refresh_from_db()
    return draft


def _keep_save(draft: Draft, *, session: str, counter: int, by: User) -> None:
    """Keep this state of the draft, with the tab that saved it."""
    DraftSave.objects.create(
        draft=draft,
        version=draft.version,
        session=session or f"version {draft.version}",
        counter=counter,
        rating=draft.rating,
        conclusion=draft.conclusion,
        body=draft.body,
        saved_by=by,
    )


def _grade(slug: str | None) -> Rating | None:
    if not slug:
        return None
    grade = Rating.current().filter(slug=slug).first()
    if grade is None:
        raise ValidationError(
            {"rating": _("The scale has no rating “%(slug)s”.") % {"slug": slug}}
        )
    return grade
