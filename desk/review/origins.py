"""Decide whether two pieces of evidence have one origin."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast
from reviews.evidence import common_origins
from reviews.evidence.models import SharedOrigin

PAIRS = SharedOrigin.objects.select_related("first", "second")


@desk_only
@require_POST
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm that they have one origin: gates count them once."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.confirm_origin(pair, name=request.POST.get("name", ""), by=request.user)
    words = _("[%(first)s] and [%(second)s] have one origin.")
    return _respond(request, pair, words, can_undo=True)


@desk_only
@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    """Say that they have different origins."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.refuse_origin(pair, by=request.user)
    words = _("[%(first)s] and [%(second)s] have different origins.")
    return _respond(request, pair, words, can_undo=True)


@desk_only
@require_POST
def undecide(request: UserRequest, pk: int) -> HttpResponse:
    """Take the decision back."""
    pair = get_object_or_404(PAIRS, pk=pk)
    common_origins.undecide_origin(pair, by=request.user)
    return _respond(request, pair, _("[%(first)s] and [%(second)s] are undecided again."))


def _respond(
    request: UserRequest, pair: SharedOrigin, words: str, *, can_undo: bool = False
) -> HttpResponse:
    undo = reverse("desk:origin_undecide", args=[pair.pk]) if can_undo else ""
    numbers = {"first": pair.first.number, "second": pair.second.number}
    add_toast(request, words % numbers, undo=undo)
    review = reverse("desk:review", args=[pair.first.review_id])
    return redirect(f"{review}#evidence")
