"""The right of reply: that somebody was asked, what they answered, or why nobody asked."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from history.record import record
from reviews.replies.models import ReplyRequest
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review
from sources.snapshots.models import Snapshot


@transaction.atomic
def note_reply(
    review: Review,
    *,
    whom: str = "",
    asked_on: date | None = None,
    asked_by: User | None = None,
    how: str = "",
    message: str = "",
    due_on: date | None = None,
    reply: str = "",
    replied_on: date | None = None,
    answer: Snapshot | None = None,
    not_asked_because: str = "",
    by: User,
) -> ReplyRequest:
    """Note that the claimant was asked, what they said, or why they were not asked.

    `whom`: somebody else than the claimant. `asked_by`: who asked, by default whoever notes it.
    """
    review = lock_for_writing(review, by=by)
    request = ReplyRequest(
        review=review,
        whom=" ".join(whom.split()),
        asked_on=asked_on,
        asked_by=(asked_by or by) if asked_on else None,
        how=" ".join(how.split()),
        message=message.strip(),
        due_on=due_on,
        reply=reply.strip(),
        replied_on=replied_on,
        answer=answer,
        not_asked_because=" ".join(not_asked_because.split()),
        noted_by=by,
    )
    request.full_clean()
    _look_over(request)
    request.save()
    note_author(review, by=by)
    told = {"asked_on": asked_on, "whom": request.whom, "due_on": due_on}
    record(f"claim:{review.claim_id}", "note-reply", by=by, review=review.pk, **told)
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
    """Note what came back, perhaps days after: words, a file that we keep, or both.

    What was noted before gives way; a file stays unless another one takes its place. Without a
    day the answer came today.
    """
    review = lock_for_writing(request.review, by=by)
    request = review.replies.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.asked_on:
        raise ValidationError("Nobody was asked here: note first that you asked.")
    if not reply.strip() and answer is None:
        raise ValidationError({"reply": "Give the words of the answer, or a file with it."})
    before = {"replied_on": request.replied_on, "answer": request.answer_id}
    request.reply = reply.strip()
    request.replied_on = replied_on or timezone.localdate()
    request.answer = answer or request.answer
    request.full_clean()
    _look_over(request)
    request.save()
    note_author(review, by=by)
    told = {"replied_on": request.replied_on, "answer": request.answer_id, "before": before}
    record(f"claim:{review.claim_id}", "note-answer", by=by, request=request.pk, **told)
    return request


def _look_over(request: ReplyRequest) -> None:
    """Days in their order, and an answer only where somebody was asked."""
    asked, answered = request.asked_on, bool(request.reply or request.answer_id)
    wrong: dict[str, str] = {}
    if asked and request.not_asked_because:
        wrong["not_asked_because"] = "You asked: then there is no reason for not asking."
    if asked is None and (answered or request.replied_on or request.due_on):
        wrong["asked_on"] = "Say when you asked."
    if asked and asked > timezone.localdate():
        wrong["asked_on"] = "This day has not come yet: note what was asked, not what will be."
    if asked and request.due_on and request.due_on < asked:
        wrong["due_on"] = "The answer cannot be due before the day you asked."
    if asked and request.replied_on and request.replied_on < asked:
        wrong["replied_on"] = "The answer cannot be older than the question."
    if wrong:
        raise ValidationError(wrong)
