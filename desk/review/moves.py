"""Every move of the table, and what else is written about a review by a small form."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from accounts.models import User
from desk.approval.views import show_approval
from desk.responses import add_toast, respond_to_form
from desk.review.evidence import review_url
from desk.review.forms import ParkForm, RewordForm
from readers.row_ids import key_in
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import Move
from reviews.workflow import actions, maintenance
from reviews.workflow.claim_wording import reword_claim

ASKS_FIRST = {
    review_table.PUBLISH: "Tick that readers will see it: publishing cannot be undone.",
    review_table.CORRECT: "Tick that readers will see it: a correction cannot be undone.",
    review_table.RETRACT: "Tick that the page will say so: a retraction cannot be undone.",
}
OPPOSITE = {
    review_table.TAKE: review_table.RELEASE,
    review_table.SUBMIT: review_table.RECALL,
    review_table.WEIGH: review_table.GATHER,
}
"""Undo without a form; revoke, the opposite of approve, must say why."""
DONE = {
    review_table.TAKE: "It is yours.",
    review_table.RELEASE: "Released to the queue. Draft and evidence stay.",
    review_table.WEIGH: "Now weigh the evidence.",
    review_table.SUBMIT: "Submitted. An editor will look at exactly this version.",
    review_table.APPROVE: "Approved.",
    review_table.SEND_BACK: "Sent back with your note.",
    review_table.PUBLISH: "Published.",
    review_table.RETRACT: "Retracted. The page stays at its address and says so.",
}


def _person(given: QueryDict) -> User | None:
    name = given.get("to", "").strip()
    if not name:
        return None
    found: User | None = User.objects.filter(username=name).first()
    if found is None:
        raise ValidationError({"to": f"Nobody here is called {name}."})
    return found


def _number(given: QueryDict) -> int:
    number = key_in(given.get("revision"))
    if number is None:
        raise ValidationError({"revision": "Say which version you mean."})
    return number


def _time(given: QueryDict) -> datetime | None:
    written = given.get("at", "").strip()
    if not written:
        return None
    try:
        at = parse_datetime(written)
    except ValueError:
        at = None
    if at is None:
        raise ValidationError({"at": "Give a day and a time, or leave both out."})
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def _words(name: str) -> Callable[[QueryDict], str]:
    return lambda given: given.get(name, "").replace("\x00", "").strip()


READ: dict[str, Callable[[QueryDict], Any]] = {
    "to": _person,
    "revision": _number,
    "at": _time,
    **{name: _words(name) for name in ("note", "reason", "kind", "text")},
}


def move_arguments(chosen: Move, given: QueryDict) -> dict[str, Any]:
    """What the move takes, from a form. A name nobody has, a time that is none: 422."""
    if chosen in ASKS_FIRST and not given.get("sure") and not given.get("at"):
        raise ValidationError(ASKS_FIRST[chosen])
    body = {name: READ[name](given) for name in chosen.takes}
    if chosen == review_table.ASSIGN and body["to"] is None:
        raise ValidationError({"to": "Say who is to have it."})
    return body


@desk_only
@require_POST
def move(request: UserRequest, pk: int, move: str) -> HttpResponse:
    """Make any move of the table."""
    chosen = review_table.BY_NAME.get(move)
    if chosen is None:
        raise Http404
    review = get_object_or_404(Review, pk=pk)
    try:
        body = move_arguments(chosen, request.POST)
    except ValidationError as error:
        if chosen != review_table.PUBLISH or not review.revisions.exists():
            raise
        return show_approval(request, pk, unsure=" ".join(error.messages))
    getattr(actions, chosen.action)(review, by=request.user, **body)
    opposite = OPPOSITE.get(chosen)
    undo = reverse("desk:move", args=[pk, opposite.name]) if opposite else ""
    words = DONE.get(chosen, f"{chosen.label}: done.")
    if body.get("at"):
        words, undo = f"It will be published on {body['at']:%-d %B %Y at %H:%M}.", ""
    add_toast(request, words, undo=undo)
    return redirect(_page_after(chosen, review, body), pk)


def _page_after(chosen: Move, review: Review, body: dict[str, Any]) -> str:
    """The name of the page on which one goes on after a move."""
    if chosen == review_table.RECALL and hasattr(review, "proposed_correction"):
        return "desk:correction"
    if chosen in {review_table.APPROVE, review_table.REVOKE} or body.get("at"):
        return "desk:approval"
    return "desk:review"


@desk_only
@require_POST
def reword(request: UserRequest, pk: int) -> HttpResponse:
    """Change the claim's wording, claimant, date or place."""
    review = get_object_or_404(Review.objects.select_related("claim__claimant"), pk=pk)

    def write(given: dict[str, Any]) -> None:
        reword_claim(review, by=request.user, **given)
        add_toast(request, "The claim is reworded. Statements stay as they were said.")

    heading = "The claim was not changed. Nothing you typed is lost."
    form = RewordForm(request.POST)
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "source")
    )


@desk_only
@require_POST
def park(request: UserRequest, pk: int) -> HttpResponse:
    """Say what it waits for and until when; nothing: work goes on."""
    review = get_object_or_404(Review, pk=pk)

    def write(given: dict[str, Any]) -> None:
        maintenance.park(review, by=request.user, **given)
        waiting = given["waiting_for"]
        add_toast(request, f"Parked, waiting for {waiting}." if waiting else "Work goes on.")

    heading = "It was not parked. Nothing you typed is lost."
    form = ParkForm(request.POST)
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "more")
    )


@desk_only
@require_POST
def renew(request: UserRequest, pk: int) -> HttpResponse:
    """The lease starts anew."""
    review = maintenance.renew_lease(get_object_or_404(Review, pk=pk), by=request.user)
    if request.htmx:
        until = review.lease_until.isoformat() if review.lease_until else ""
        return HttpResponse(status=204, headers={"X-Lease-Until": until})
    return redirect("desk:review", pk)
