"""Notes the right of reply: who was asked and when, what they answered, or why nobody asked."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.replies.models import ReplyRequest
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review
from sources.snapshots.models import Snapshot


class AskedFacts(TypedDict, total=False):
    """What can be noted about a request, besides who was asked and who asked."""

    asked_on: date | None
    how: str
    message: str
    due_on: date | None
    reply: str
    replied_on: date | None
    answer: Snapshot | None
    not_asked_because: str


@transaction.atomic
def note_reply(
    review: Review,
    *,
    whom: str = "",
    asked_by: User | None = None,
    by: User,
    **facts: Unpack[AskedFacts],
) -> ReplyRequest:
    """Note that the claimant was asked, what they said, or why they were not asked.

    `whom` is somebody else than the claimant. `asked_by` is who asked, by default `by`.
    """
    review = lock_for_writing(review, by=by)
    request = ReplyRequest(
        review=review,
        whom=" ".join(whom.split()),
        asked_by=(asked_by or by) if facts.get("asked_on") else None,
        noted_by=by,
        **facts,
    )
    request.how = " ".join(request.how.split())
    request.message, request.reply = request.message.strip(), request.reply.strip()
    request.not_asked_because = " ".join(request.not_asked_because.split())
    request.full_clean()
    _check_days(request)
    request.save()
    note_author(review, by=by)
    record(
        review.claim.chain,
        "note-reply",
        by=by,
        review=review.pk,
        asked_on=request.asked_on,
        whom=request.whom,
        due_on=request.due_on,
    )
    request.refresh_from_db()
    return request


@transaction.atomic
def note_answer(
    request: ReplyRequest,
    *,
    reply: str = "",
    replied_on: date | None = None,
    answer: Snapshot | None = None,
    by: User,
) -> ReplyRequest:
    """Note an answer: words, an archived file, or both.

    It replaces an answer that was noted before; a file stays unless there is a new one. Without
    a day the answer came today.
    """
    review = lock_for_writing(request.review, by=by)
    request = review.replies.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.asked_on:
        raise ValidationError(_("Nobody was asked here: first note that you asked."))
    if not reply.strip() and answer is None:
        raise ValidationError({"reply": _("Give the words of the answer, or a file with it.")})
    before = {"replied_on": request.replied_on, "answer": request.answer_id}
    request.reply = reply.strip()
    request.replied_on = replied_on or timezone.localdate()
    request.answer = answer or request.answer
    request.full_clean()
    _check_days(request)
    request.save()
    note_author(review, by=by)
    facts = {"replied_on": request.replied_on, "answer": request.answer_id, "before": before}
    record(review.claim.chain, "note-answer", by=by, request=request.pk, **facts)
    return request


def _check_days(request: ReplyRequest) -> None:
    """Refuse days in the wrong order, and an answer if nobody was asked."""
    asked, answered = request.asked_on, bool(request.reply or request.answer_id)
    wrong: dict[str, str] = {}
    if asked and request.not_asked_because:
        wrong["not_asked_because"] = _("You asked, so don’t give a reason for not asking.")
    if asked is None and (answered or request.replied_on or request.due_on):
        wrong["asked_on"] = _("Say when you asked.")
    if asked and asked > timezone.localdate():
        wrong["asked_on"] = _(
            "This day is in the future. Note the request once you have asked."
        )
    if asked and request.due_on and request.due_on < asked:
        wrong["due_on"] = _("The answer can’t be due before the day you asked.")
    if asked and request.replied_on and request.replied_on < asked:
        wrong["replied_on"] = _("The answer can’t be older than the question.")
    if wrong:
        raise ValidationError(wrong)
