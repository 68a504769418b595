"""Every move of the table, and the small forms for wording, parking and lease."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from accounts.http import UserRequest, desk_only
from desk.approval.views import show_approval
from desk.move_forms import inputs_from
from desk.responses import add_toast, respond_to_form
from desk.review.evidence import review_url
from desk.review.forms import ParkForm, RewordForm
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import Move
from reviews.workflow import maintenance
from reviews.workflow.actions import action_of
from reviews.workflow.claim_changes import reword_claim


@desk_only
@require_POST
def move(request: UserRequest, pk: int, move: str) -> HttpResponse:
    """Make any move of the table."""
    chosen = review_table.BY_NAME.get(move)
    if chosen is None:
        raise Http404
    review = get_object_or_404(Review, pk=pk)
    try:
        body = inputs_from(chosen, request.POST)
    except ValidationError as error:
        if chosen != review_table.PUBLISH or not review.revisions.exists():
            raise
        return show_approval(request, pk, unsure=" ".join(error.messages))
    action_of(chosen)(review, by=request.user, **body)
    add_toast(request, _done(chosen, body), undo=_undo(chosen, pk))
    return redirect(_page_after(chosen, review, body), pk)


def _done(made: Move, body: Mapping[str, Any]) -> StrOrPromise:
    """What was done, in a sentence."""
    if at := body.get("at"):
        return made.done_later.format(
            at=date_format(timezone.localtime(at), _("j F Y \\a\\t H:i"))
        )
    return made.done


def _undo(made: Move, pk: int) -> str:
    """The address that undoes a move, if a button is enough for that."""
    opposite = review_table.BY_NAME.get(made.opposite)
    if opposite is None or opposite.inputs:
        return ""
    return reverse("desk:move", args=[pk, opposite.name])


def _page_after(made: Move, review: Review, body: Mapping[str, Any]) -> str:
    """The URL name of the page to show after a move."""
    if made == review_table.RECALL and hasattr(review, "proposed_correction"):
        return "desk:correction"
    return "desk:approval" if body.get("at") else made.next_page


@desk_only
@require_POST
def reword(request: UserRequest, pk: int) -> HttpResponse:
    """Change the claim's wording, claimant, date or place."""
    review = get_object_or_404(Review.objects.select_related("claim__claimant"), pk=pk)

    def write() -> None:
        reword_claim(review, by=request.user, **form.cleaned_data)
        add_toast(request, _("The claim is reworded. Statements aren’t changed."))

    heading = _("The claim wasn’t changed. Nothing you typed is lost.")
    form = RewordForm(request.POST)
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "source")
    )


@desk_only
@require_POST
def park(request: UserRequest, pk: int) -> HttpResponse:
    """Set what the review waits for and until when; an empty choice ends it."""
    review = get_object_or_404(Review, pk=pk)

    def write() -> None:
        maintenance.park_review(review, by=request.user, **form.cleaned_data)
        waiting = form.cleaned_data["waiting_for"]
        add_toast(
            request,
            _("Parked, waiting for %(waiting)s.") % {"waiting": waiting}
            if waiting
            else _("No longer parked."),
        )

    heading = _("It wasn’t parked. Nothing you typed is lost.")
    form = ParkForm(request.POST)
    return respond_to_form(
        request, review, form, write, heading=heading, back=review_url(review, "more")
    )


@desk_only
@require_POST
def renew(request: UserRequest, pk: int) -> HttpResponse:
    """Restart the lease."""
    review = maintenance.renew_lease(get_object_or_404(Review, pk=pk), by=request.user)
    if request.htmx:
        until = review.lease_until.isoformat() if review.lease_until else ""
        return HttpResponse(status=204, headers={"X-Lease-Until": until})
    return redirect("desk:review", pk)
