"""The calculations that a review shows: preview, add, remove and restore."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast, respond_to_form
from desk.review.evidence import review_url
from desk.review.forms import CalculationForm
from reviews import calculations
from reviews.calculations import actions
from reviews.calculations.models import Calculation
from reviews.review.models import Review


@desk_only
@require_GET
def preview_calculation(request: UserRequest, pk: int) -> HttpResponse:
    """What the calculation in the fields would show now; nothing is saved."""
    review = get_object_or_404(Review, pk=pk)
    form = CalculationForm(request.GET, prefix="calculation")
    form.fields["label"].required = False
    shown = None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("expression", "unit", "decimals")}
        shown = calculations.try_calculation(review, **given)
    return render(request, "desk/review/calculation_preview.html", {"form": form, "one": shown})


@desk_only
@require_POST
def add_calculation(request: UserRequest, pk: int) -> HttpResponse:
    """Show one more calculation."""
    review = get_object_or_404(Review, pk=pk)

    def add() -> None:
        row = actions.add_calculation(review, by=request.user, **form.cleaned_data)
        add_toast(
            request,
            _("The calculation is shown."),
            undo=reverse("desk:remove_calculation", args=[row.pk]),
        )

    heading = _("The calculation was not added. Nothing you typed is lost.")
    form = CalculationForm(request.POST, prefix="calculation")
    return respond_to_form(
        request, review, form, add, heading=heading, back=review_url(review, "calculations")
    )


@desk_only
@require_POST
def remove_calculation(request: UserRequest, pk: int) -> HttpResponse:
    row = actions.remove_calculation(get_object_or_404(Calculation, pk=pk), by=request.user)
    undo = reverse("desk:restore_calculation", args=[row.pk])
    add_toast(
        request,
        _("The calculation “%(label)s” was removed.") % {"label": row.label},
        undo=undo,
    )
    return redirect(review_url(row.review, "calculations"))


@desk_only
@require_POST
def restore_calculation(request: UserRequest, pk: int) -> HttpResponse:
    row = actions.restore_calculation(get_object_or_404(Calculation, pk=pk), by=request.user)
    add_toast(request, _("The calculation “%(label)s” is shown again.") % {"label": row.label})
    return redirect(review_url(row.review, "calculations"))
