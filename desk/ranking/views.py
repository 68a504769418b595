"""The ranking: what the desk leans to, and how it does on the desk's own decisions."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.preferences.models import Leaning
from claims.ranking import actions
from claims.ranking import metrics as ranking_metrics
from desk.forms import try_action
from desk.responses import UNPROCESSABLE, add_toast, render_page

AMOUNTS = [
    (2, "Raise a lot"),
    (1, "Raise"),
    (-1, "Lower"),
    (-2, "Lower a lot"),
]
"""In log-odds, as a person chooses among them."""


class LeaningForm(forms.Form):
    """A topic, person or word, and how far it is raised or lowered."""

    kind = forms.ChoiceField(label="Lean on a", choices=Leaning.Kind.choices)
    text = forms.CharField(
        label="Which one",
        max_length=100,
        help_text="· as it is written in articles",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    amount = forms.TypedChoiceField(label="How far", choices=AMOUNTS, coerce=int, initial=1)


@desk_only
def desk_ranking(request: UserRequest) -> HttpResponse:
    """The leanings and, for editors, a form for one more; the figures, and what went wrong."""
    form = LeaningForm(request.POST or None)
    made: list[Leaning] = []

    def add() -> None:
        made.append(actions.add_leaning(by=request.user, **form.cleaned_data))

    if request.method == "POST" and try_action(form, add):
        add_toast(request, f"The desk leans on {made[0]}. What waits was ranked anew.")
        return redirect("desk:ranking")
    context = {
        "form": form,
        "leanings": Leaning.objects.select_related("set_by").order_by("-amount", "text"),
        "ranking": ranking_metrics.measure_ranking(),
        "fewest": ranking_metrics.FEWEST,
        "place": "articles",
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render_page(request, "desk/ranking/ranking.html", context, status=status)


@desk_only
@require_POST
def drop(request: UserRequest, pk: int) -> HttpResponse:
    """Lean on it no more."""
    leaning = get_object_or_404(Leaning, pk=pk)
    actions.drop_leaning(leaning, by=request.user)
    add_toast(request, f"The desk leans on {leaning} no more. What waits was ranked anew.")
    return redirect("desk:ranking")
