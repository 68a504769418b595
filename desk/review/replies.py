"""The right of reply: the message, that it was sent, and what came back."""

from datetime import timedelta
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from accounts.models import User
from desk.responses import add_toast, respond_to_form
from desk.review.evidence import review_url
from desk.review.forms import ReplyAnswerForm, ReplyForm
from reviews.replies import actions
from reviews.replies import messages as reply_messages
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.review.models import Review
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Snapshot

DAYS_TO_ANSWER = 3


def new_reply_form(user: User) -> ReplyForm:
    """The form with its defaults: asked today by this user, with three days to answer."""
    today = timezone.localdate()
    due = today + timedelta(days=DAYS_TO_ANSWER)
    return ReplyForm(
        prefix="reply", initial={"asked_on": today, "due_on": due, "asked_by": user.pk}
    )


@desk_only
@require_POST
def note_reply(request: UserRequest, pk: int) -> HttpResponse:
    """Note that somebody was asked, what they said, or why they were not asked."""
    review = get_object_or_404(Review, pk=pk)

    def write() -> None:
        given = dict(form.cleaned_data)
        given.pop("template")
        file = given.pop("file")
        with transaction.atomic():
            kept = _kept(file, review, given["whom"], by=request.user)
            actions.note_reply(review, by=request.user, answer=kept, **given)
        add_toast(request, _("The right of reply is noted."))

    heading = _("The reply was not noted. Nothing you typed is lost.")
    form = ReplyForm(request.POST, request.FILES, prefix="reply")
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "reply")
    )


@desk_only
@require_POST
def note_answer(request: UserRequest, pk: int) -> HttpResponse:
    """Note the answer: words, or a file that is archived."""
    asked = get_object_or_404(ReplyRequest.objects.select_related("review__claim"), pk=pk)
    review = asked.review

    def write() -> None:
        given = dict(form.cleaned_data)
        file = given.pop("file")
        with transaction.atomic():
            kept = _kept(file, review, asked.whom, by=request.user)
            actions.note_answer(asked, answer=kept, by=request.user, **given)
        add_toast(request, _("The answer is noted."))

    heading = _("The answer was not noted. Nothing you typed is lost.")
    form = ReplyAnswerForm(request.POST, request.FILES, prefix=f"answer-{pk}")
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "reply")
    )


@desk_only
@require_POST
def reply_message(request: UserRequest, pk: int) -> HttpResponse:
    """The chosen message with its blanks filled, to look over and send; nothing is saved."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    form = ReplyForm(request.POST, prefix="reply")
    form.is_valid()  # what is wrong elsewhere is said when it is noted
    chosen = form.cleaned_data.get("template") or ReplyTemplate.objects.first()
    context = {"review": review, "form": form, "claim": review.claim}
    if chosen is not None:
        context |= _message(review, form, chosen, request.user)
    template = (
        "desk/review/reply_message.html"
        if request.htmx
        else "desk/review/reply_message_page.html"
    )
    return render(request, template, context)


class FilledMessage(TypedDict):
    """The form with its message filled in, and a link that opens it in a mail program."""

    form: ReplyForm
    subject: str
    mail_link: str


def _message(
    review: Review, form: ReplyForm, chosen: ReplyTemplate, user: User
) -> FilledMessage:
    made = reply_messages.reply_message(
        chosen,
        claim=review.claim,
        whom=form.cleaned_data.get("whom") or "",
        due_on=form.cleaned_data.get("due_on"),
        by=user,
    )
    written = {**dict(form.data.items()), "reply-message": made.text}
    filled = ReplyForm(written, prefix="reply")
    return {"form": filled, "subject": made.subject, "mail_link": made.mail_link}


def _kept(
    file: "UploadedFile[Any] | None", review: Review, whom: str, *, by: User
) -> Snapshot | None:
    """The file of an answer as an archived page; None without one."""
    if file is None:
        return None
    if (file.size or 0) > snapshot_actions.HAND_LIMIT:
        raise ValidationError(
            {"file": _("The file is over 25 MB. Save the part that matters.")}
        )
    body = file.read()
    return snapshot_actions.archive_by_hand(
        body,
        media_type=snapshot_actions.kind_of(body, file.name or ""),
        title=f"Answer of {whom or review.claim.claimant.name}: {file.name}"[:500],
        by=by,
    )
