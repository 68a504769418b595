"""One review: source, evidence and verdict, and the fragments that keep the page up to date."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import render_page
from desk.review import context, replies
from desk.review.evidence_forms import EvidenceForm
from desk.review.evidence_list import evidence_list
from desk.review.forms import CalculationForm, ParkForm, RewordForm, SourceForm
from reviews import calculations
from reviews.review import policies
from reviews.review.markdown import render_body as prose
from reviews.review.models import Review
from reviews.workflow.querysets import DetailedReviews


@desk_only
@require_GET
def review(request: UserRequest, pk: int) -> HttpResponse:
    """The page of a review."""
    found = get_object_or_404(DetailedReviews(Review).for_page(), pk=pk)
    forms = {
        "reword_form": RewordForm.about(found),
        "reply_form": replies.new_reply_form(request.user),
        "calculations": calculations.calculations_of(found),
        "calculation_form": CalculationForm(prefix="calculation"),
        "figures": calculations.usable_figures(found.evidence.all()),
        "today": timezone.localdate(),
        "park_form": ParkForm(
            initial={"waiting_for": found.parked_for, "until": found.parked_until}
        ),
        "page_form": SourceForm(),
        "words_form": EvidenceForm(prefix="words"),
    }
    return render_page(
        request,
        "desk/review/review.html",
        {**context.review_page_context(found, request.user), **forms},
    )


@desk_only
@require_GET
def ledger(request: UserRequest, pk: int) -> HttpResponse:
    """The evidence pane's list alone; 204 while it looks as it did at `mark`."""
    found = get_object_or_404(Review.objects.for_lists(), pk=pk)
    now = evidence_list(found)
    if request.GET.get("mark") == now.mark:
        return HttpResponse(status=204)
    may_write = policies.may_write(request.user, found) and policies.is_writable(found)
    shown = {"review": found, "ledger": now, "may_write": may_write, "is_fragment": True}
    answer = render(request, "desk/review/evidence_list.html", shown)
    answer["HX-Trigger"] = "desk:changed"
    return answer


@desk_only
@require_GET
def needed(request: UserRequest, pk: int) -> HttpResponse:
    """What is still needed, and the button of the next move."""
    found = get_object_or_404(Review.objects.for_lists(), pk=pk)
    shown = {"review": found, **context.progress_of(found, request.user), "is_fragment": True}
    return render(request, "desk/review/needed.html", shown)


@desk_only
@require_POST
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The body as readers will get it, from what is in the field now."""
    found = get_object_or_404(Review, pk=pk)
    pieces = found.evidence.standing()
    numbers = set(pieces.values_list("number", flat=True))
    return HttpResponse(prose(request.POST.get("body", ""), numbers))


@desk_only
@require_GET
def saves(request: UserRequest, pk: int) -> HttpResponse:
    """Earlier texts of the draft, newest first: nothing that was saved is ever lost."""
    found = get_object_or_404(Review.objects.for_lists(), pk=pk)
    earlier = found.draft.saves.select_related("saved_by", "rating")[:50]
    return render_page(
        request, "desk/review/draft_saves.html", {"review": found, "saves": earlier}
    )
