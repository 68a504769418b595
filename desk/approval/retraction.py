"""A retraction: the request, the text for readers, and an editor's decision."""

from datetime import datetime
from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, desk_only
from claims.claims.models import Claim
from desk.approval.forms import RetractionForm
from desk.move_offers import MoveOffer, move_offers
from desk.responses import UNPROCESSABLE, add_toast, render_page
from history.models import Event
from reviews.publication.models import Publication
from reviews.review.models import Review
from reviews.revisions.document import FrozenRating


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def retraction(request: UserRequest, pk: int) -> HttpResponse:
    """The request, its answer, and the page of a check that is retracted."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    if request.method != "POST":
        form = RetractionForm(initial={"text": review.retract_text})
        return render_page(
            request, "desk/approval/retraction.html", _shown(review, request, form)
        )
    form = RetractionForm(request.POST)
    if form.is_done(review, by=request.user):
        add_toast(request, form.done)
        return redirect("desk:retraction", pk)
    shown = _shown(review, request, form)
    return render_page(request, "desk/approval/retraction.html", shown, UNPROCESSABLE)


class RetractionContext(TypedDict):
    """The check that may be retracted, the request, and what this user can do about it."""

    review: Review
    claim: Claim
    publication: Publication | None
    rating: FrozenRating | None
    form: RetractionForm
    asked_at: datetime | None
    is_asked: bool
    asked_by_me: bool
    step: dict[str, MoveOffer]
    place: str


def _shown(review: Review, request: UserRequest, form: RetractionForm) -> RetractionContext:
    checks = Publication.objects.with_revision().filter(claim=review.claim_id)
    asked = Event.objects.of(review.claim.chain).filter(kind="ask-retract").first()
    publication = checks.order_by("-pk").first()
    return {
        "review": review,
        "claim": review.claim,
        "publication": publication,
        "rating": publication.revision.public_part["rating"] if publication else None,
        "form": form,
        "asked_at": asked.occurred_at if asked else None,
        "is_asked": bool(review.retract_asked_by_id and publication)
        and not publication.is_retracted,  # type: ignore[union-attr]
        "asked_by_me": review.retract_asked_by_id == request.user.pk,
        "step": move_offers(review, request.user),
        "place": "turn",
    }
