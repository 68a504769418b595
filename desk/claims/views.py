"""Claims: the list, one claim with its history, and a new claim without an article."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims.claims.facts import facts_of, listed
from claims.claims.models import Claim
from desk.claims.forms import ClaimForm
from desk.forms import is_link
from desk.pagination import filter_query, page_before
from desk.responses import UNPROCESSABLE
from history.models import Event
from reviews.proposed_changes import actions as proposed_change_actions
from reviews.publication.claim_status import with_standing
from reviews.review import policies
from reviews.review.models import Review
from reviews.review.table import CLOSED
from reviews.triage import actions as triage_actions
from reviews.triage.policies import may_queue
from reviews.workflow.history_text import event_lines

MOST_EVENTS = 200


@desk_only
@require_GET
def claims(request: UserRequest) -> HttpResponse:
    """Every claim, or those with the words; a pasted link opens the form for an article."""
    words = request.GET.get("q", "").strip()
    if is_link(words):
        return redirect(f"{reverse('desk:new_article')}?{urlencode({'url': words})}")
    rows = Claim.objects.search(words) if words else Claim.objects.all()
    page = page_before(rows.select_related("claimant"), request.GET.get("before"))
    with_standing(page.rows)
    context = {
        "page": page,
        "words": words,
        "query": filter_query(request, "q"),
        "place": "claims",
    }
    return render(request, "desk/claims/list.html", context)


@desk_only
@require_GET
def claim(request: UserRequest, pk: int) -> HttpResponse:
    """One claim: its appearances, its reviews, and its history, newest first."""
    found = get_object_or_404(Claim.objects.with_privacy().with_appearances(), pk=pk)
    with_standing([found])
    events = Event.objects.of(found.chain)[:MOST_EVENTS]
    context = {
        "claim": found,
        "facts": listed(facts_of(found)),
        "reviews": Review.objects.filter(claim=found).for_lists().order_by("-pk"),
        "events": event_lines(events),
        "is_shown": policies.docket_shows(found, is_in_work=_is_in_work(found)),
        "changes": proposed_change_actions.changes_waiting_for(found.claimant),
        "may_queue": may_queue(found),
        "place": "claims",
    }
    return render(request, "desk/claims/claim.html", context)


def _is_in_work(claim: Claim) -> bool:
    """Whether the newest review of a claim (`with_standing`) is open."""
    newest: Review | None = claim.newest  # type: ignore[attr-defined]
    return newest is not None and newest.state not in CLOSED


@desk_only
@require_POST
def queue_claim(request: UserRequest, pk: int) -> HttpResponse:
    """Queue a dropped or retracted claim again, as a new review."""
    review = triage_actions.queue_claim(get_object_or_404(Claim, pk=pk), by=request.user)
    messages.success(request, _("Queued again: a new review is waiting for a checker."))
    return redirect("desk:claim", review.claim_id)


@desk_only
def new_claim(request: UserRequest) -> HttpResponse:
    """File a claim without an article: heard on the radio, seen on a poster."""
    posted = request.method == "POST"
    form = (
        ClaimForm(request.POST)
        if posted
        else ClaimForm(initial={"text": request.GET.get("text", "")})
    )
    if posted and (review := form.file(by=request.user)):
        messages.success(request, _("Filed, and queued for a checker."))
        return redirect("desk:claim", review.claim_id)
    context = {"form": form, "place": "claims"}
    return render(
        request, "desk/claims/new.html", context, status=UNPROCESSABLE if posted else 200
    )
