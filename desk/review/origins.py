"""Whether two pieces have one origin, decided in the ledger."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast
from reviews.evidence import common_origins
from reviews.evidence.models import SharedOrigin

PAIRS = SharedOrigin.objects.select_related("first", "second")


@desk_only
@require_POST
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """They are one: gates count them once."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.confirm_origin(pair, name=request.POST.get("name", ""), by=request.user)
    return _told(request, pair, "have one origin", can_undo=True)


@desk_only
@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    """They are not one."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.refuse_origin(pair, by=request.user)
    return _told(request, pair, "are not one origin", can_undo=True)


@desk_only
@require_POST
def undecide(request: UserRequest, pk: int) -> HttpResponse:
    """Nobody has decided, as before."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.undecide_origin(pair, by=request.user)
    return _told(request, pair, "are undecided again")


def _told(
    request: UserRequest, pair: SharedOrigin, says: str, *, can_undo: bool = False
) -> HttpResponse:
    undo = reverse("desk:origin_undecide", args=[pair.pk]) if can_undo else ""
    add_toast(request, f"[{pair.first.number}] and [{pair.second.number}] {says}.", undo=undo)
    review = reverse("desk:review", args=[pair.first.review_id])
    return redirect(f"{review}#evidence")
