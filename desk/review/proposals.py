"""Suggestions of finders for a review: show, take, refuse, search again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast
from desk.review.evidence import review_url
from reviews.evidence.models import Evidence
from reviews.finders.models import Proposal
from reviews.proposals import actions
from reviews.proposals.suggestions import suggestions_of
from reviews.review import policies
from reviews.review.models import Review

PLACE = "proposals"


@desk_only
@require_GET
def proposals(request: UserRequest, pk: int) -> HttpResponse:
    """The suggestions alone; 204 while they are the same as at `mark`."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    now = suggestions_of(review)
    if request.GET.get("mark") == now.mark:
        return HttpResponse(status=204)
    return _pane(request, review)


def _pane(request: UserRequest, review: Review) -> HttpResponse:
    may_write = policies.may_write(request.user, review) and policies.is_writable(review)
    shown = {
        "review": review,
        "suggestions": suggestions_of(review),
        "may_write": may_write,
        "is_fragment": True,
    }
    return render(request, "desk/review/proposals.html", shown)


@desk_only
@require_POST
def find(request: UserRequest, pk: int) -> HttpResponse:
    """Let one finder, or all that are switched on, search again."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    actions.search_again(review, finder=request.POST.get("finder", ""), by=request.user)
    if request.htmx:
        return _pane(request, review)
    return redirect(review_url(review, PLACE))


@desk_only
@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Make evidence of a suggestion; without a stance, go to the page to select words."""
    proposal = get_object_or_404(Proposal.objects.select_related("review"), pk=pk)
    stance = request.POST.get("stance", "")
    taken = actions.take_proposal(proposal, stance=stance, by=request.user)
    review, about = taken.review, taken.about
    back = reverse("desk:proposal_undo", args=[taken.pk])
    piece = Evidence.objects.filter(pk=about.get("evidence")).first()
    if piece is not None:
        add_toast(
            request, _("Evidence [%(number)s] added.") % {"number": piece.number}, undo=back
        )
        return redirect(review_url(review, f"evidence-{piece.number}"))
    if "same_as_before" in about:
        add_toast(
            request,
            _("Noted: %(name)s is “%(title)s”.")
            % {"name": review.claim.claimant.name, "title": taken.title},
            undo=back,
        )
        return redirect(review_url(review, PLACE))
    add_toast(request, _("The page is among the sources of this review now."), undo=back)
    if taken.snapshot_id is None:
        return redirect(review_url(review, "sources"))
    kept = reverse("desk:archived_page", args=[taken.snapshot_id])
    return redirect(f"{kept}?review={review.pk}&proposal={taken.pk}")


@desk_only
@require_POST
def dismiss(request: UserRequest, pk: int) -> HttpResponse:
    """Refuse a suggestion for good."""
    proposal = get_object_or_404(Proposal.objects.select_related("review"), pk=pk)
    refused = actions.dismiss_proposal(proposal, by=request.user)
    back = reverse("desk:proposal_undo", args=[refused.pk])
    words = _("Suggestion refused.")
    if request.htmx:
        review = Review.objects.for_lists().get(pk=refused.review_id)
        told = {"words": words, "undo": back, "swaps": PLACE}
        return trigger_client_event(_pane(request, review), "desk:toast", told)
    add_toast(request, words, undo=back)
    return redirect(review_url(refused.review, PLACE))


@desk_only
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Undo taking or refusing a suggestion, with everything that taking it made."""
    proposal = get_object_or_404(Proposal.objects.select_related("review"), pk=pk)
    proposed = actions.undo_proposal(proposal, by=request.user)
    if request.htmx and request.htmx.target == PLACE:
        return _pane(request, Review.objects.for_lists().get(pk=proposed.review_id))
    add_toast(request, _("The suggestion is back."))
    return redirect(review_url(proposed.review, PLACE))
