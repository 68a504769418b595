"""The ranking: the desk's preferences, and how well it predicts the desk's decisions."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.preferences.models import RankingPreference
from claims.ranking import actions
from claims.ranking import metrics as ranking_metrics
from desk.forms import try_action
from desk.responses import UNPROCESSABLE, add_toast, render_page

AMOUNTS = [
    (2, gettext_lazy("Raise a lot")),
    (1, gettext_lazy("Raise")),
    (-1, gettext_lazy("Lower")),
    (-2, gettext_lazy("Lower a lot")),
]
"""How far to raise or lower, in log-odds."""


KINDS = [
    (RankingPreference.Kind.TOPIC, gettext_lazy("Topic")),
    (RankingPreference.Kind.PERSON, gettext_lazy("Person")),
    (RankingPreference.Kind.WORD, gettext_lazy("Word")),
]


class PreferenceForm(forms.Form):
    """A topic, person or word, and how far it is raised or lowered."""

    kind = forms.ChoiceField(label=gettext_lazy("Raise or lower a"), choices=KINDS)
    text = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=100,
        help_text=gettext_lazy("· as articles write it"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    amount = forms.TypedChoiceField(
        label=gettext_lazy("How far"), choices=AMOUNTS, coerce=int, initial=1
    )


@desk_only
def desk_ranking(request: UserRequest) -> HttpResponse:
    """The preferences and, for editors, a form for another one; the figures and the misses."""
    form = PreferenceForm(request.POST or None)
    made: list[RankingPreference] = []

    def add() -> None:
        made.append(actions.add_preference(by=request.user, **form.cleaned_data))

    if request.method == "POST" and try_action(form, add):
        add_toast(
            request,
            _("The preference %(leaning)s is set. Waiting statements were ranked again.")
            % {"leaning": made[0]},
        )
        return redirect("desk:ranking")
    context = {
        "form": form,
        "leanings": RankingPreference.objects.select_related("set_by").order_by(
            "-amount", "text"
        ),
        "ranking": ranking_metrics.measure_ranking(),
        "fewest": ranking_metrics.FEWEST,
        "place": "articles",
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render_page(request, "desk/ranking/ranking.html", context, status=status)


@desk_only
@require_POST
def drop(request: UserRequest, pk: int) -> HttpResponse:
    """Drop a preference."""
    leaning = get_object_or_404(RankingPreference, pk=pk)
    actions.drop_preference(leaning, by=request.user)
    add_toast(
        request,
        _("The preference %(leaning)s is gone. Waiting statements were ranked again.")
        % {"leaning": leaning},
    )
    return redirect("desk:ranking")
