"""A kept page as the desk sees it: in a frame where nothing runs, with the passages used."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest, desk_only
from jobs.models import JobState
from reviews import policies
from reviews.models import Evidence, Review
from reviews.views.desk.paging import page_before
from reviews.views.work.answers import show
from reviews.views.work.forms import EvidenceForm
from sources.models import Snapshot

ALSO_USED = 20
KINDS = {
    "text/html": "Web page",
    "application/xhtml+xml": "Web page",
    "application/pdf": "PDF",
    "text/plain": "Text",
}


@desk_only
@require_GET
def kept(request: UserRequest, pk: int) -> HttpResponse:
    """One kept page. `?review=5` shows the form that makes evidence of selected words."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    content = snapshot.content
    if request.htmx and content.state not in {JobState.DONE, JobState.FAILED}:
        return HttpResponse(status=204)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    review = _review(request)
    pieces = list(
        Evidence.objects.standing()
        .filter(snapshot=snapshot)
        .select_related("review__claim")
        .order_by("start", "pk")
    )
    shown: dict[str, Any] = {
        "snapshot": snapshot,
        "content": content,
        "kind": KINDS.get(snapshot.media_type, snapshot.media_type),
        "review": review,
        "characters": len(content.text),
        "passages": [_passage(piece, review) for piece in pieces if piece.anchored],
        "also_used": [piece for piece in pieces if review is None or piece.review != review][
            :ALSO_USED
        ],
        "wanted": request.GET.get("piece", ""),
        "place": "kept",
    }
    if review is not None:
        shown |= _making(request, review, snapshot)
    return show(request, "work/kept.html", shown)


def _review(request: UserRequest) -> Review | None:
    asked = request.GET.get("review", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Review.objects.for_lists(), pk=int(asked))


def _making(request: UserRequest, review: Review, snapshot: Snapshot) -> dict[str, Any]:
    """The form, filled with what is known of the page."""
    last = review.evidence.order_by("-number").first()
    publisher = snapshot.content.publisher
    form = EvidenceForm(
        initial={"snapshot": snapshot.pk, "origin": publisher.name if publisher else ""}
    )
    return {
        "form": form,
        "may_write": policies.may_write(request.user, review) and policies.is_writable(review),
        "stance": last.stance if last and last.added_by == request.user else "supports",
        "next_number": last.number + 1 if last else 1,
        "origins": sorted(
            {piece.origin for piece in review.evidence.standing() if piece.origin}
        ),
    }


def _passage(piece: Evidence, review: Review | None) -> dict[str, Any]:
    """A passage for the page's script: `number` is null where it is another review's."""
    ours = review is not None and piece.review_id == review.pk
    return {
        "number": piece.number if ours else None,
        "stance": piece.stance,
        "text": piece.passage,
        "start": piece.start,
        "end": piece.end,
    }


@desk_only
@require_GET
def kept_pages(request: UserRequest) -> HttpResponse:
    """All kept pages, the newest first; `?q=` looks in titles and addresses."""
    rows = Snapshot.objects.for_lists()
    asked = request.GET.get("q", "").strip()
    if asked:
        rows = rows.called(asked)
    page = page_before(rows, request.GET.get("before"))
    return render(request, "work/kept_pages.html", {"page": page, "q": asked, "place": "kept"})
