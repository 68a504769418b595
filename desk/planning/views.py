"""The plan of one review or of several that were ticked: when due, how urgent."""

from datetime import date, datetime, time, timedelta
from typing import TypedDict

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from accounts.http import UserRequest, desk_only
from claims.statements.reasons import translate_reason
from desk.forms import DayInput, try_action
from desk.inbox.rows import due_words
from desk.responses import add_toast
from readers.row_ids import key_in
from reviews.review import policies
from reviews.review.models import Review
from reviews.workflow import plans

MOST = 200
EVENING, MORNING = time(18), time(9)
FRIDAY, MONDAY = 4, 0
WAYS_BACK = {"queue": "desk:queue", "turn": "desk:inbox"}


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PlanChanges(TypedDict, total=False):
    """What a plan changes; a name that is missing stays as it is."""

    due_at: datetime | None
    priority: int


class PlanForm(forms.Form):
    """An empty field changes nothing, but clearing the day of a single review removes it.

    `due` is one of the offered times, or "none". `changes` is what the action takes.
    """

    changes: PlanChanges

    day = forms.DateField(label=gettext_lazy("Due"), required=False, widget=DayInput())
    hour = forms.TimeField(label=gettext_lazy("Hour"), required=False, widget=TimeInput())
    priority = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"),
            gettext_lazy("Give a whole number from 0 to 100."),
        ),
    )
    due = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean(self) -> None:
        given = super().clean() or {}
        self.changes = changes = PlanChanges()
        if given.get("priority") is not None:
            changes["priority"] = given["priority"]
        day, hour, due = given.get("day"), given.get("hour"), given.get("due")
        if due == "none":
            changes["due_at"] = None
        elif due:
            changes["due_at"] = _offered(due)
        elif day:
            changes["due_at"] = timezone.make_aware(datetime.combine(day, hour or EVENING))
        elif "day" in self.errors:
            pass
        elif self.initial.get("day") and "day" in self.data:
            changes["due_at"] = None
        elif hour:
            self.add_error("day", _("Give the day, too."))


def _offered(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ValidationError(_("This isn’t one of the offered times.")) from None


def offered_times() -> list[datetime]:
    """This evening (tomorrow evening after 18:00), tomorrow morning and Monday morning.

    If tomorrow is Monday, Friday morning is offered instead.
    """
    now = timezone.localtime()
    today = now.date()

    def at(days: int, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(today + timedelta(days), hour))

    def next_day(weekday: int) -> int:
        return (weekday - today.weekday() - 1) % 7 + 1

    monday = next_day(MONDAY)
    evening = at(0 if now.time() < EVENING else 1, EVENING)
    later = at(next_day(FRIDAY) if monday == 1 else monday, MORNING)
    return sorted([evening, at(1, MORNING), later])


def _in_words(due: datetime) -> str:
    """ "today 18:00", "tomorrow 09:00", "Mon 09:00"."""
    due = timezone.localtime(due)
    is_tomorrow = due.date() == timezone.localdate() + timedelta(1)
    if is_tomorrow:
        return _("tomorrow %(time)s") % {"time": date_format(due, "H:i")}
    return due_words(due)


def _chosen(request: UserRequest) -> list[Review]:
    given = request.GET if request.method == "GET" else request.POST
    numbers = [
        key for one in given.getlist("review")[:MOST] if (key := key_in(one)) is not None
    ]
    return list(Review.objects.for_lists().filter(pk__in=numbers))


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: UserRequest) -> HttpResponse:
    """Show or save the plan of `?review=` (one or several), as a page or in a dialog."""
    if refusal := policies.why_not_plan(request.user):
        raise PermissionDenied(refusal)
    reviews = _chosen(request)
    origin = request.GET.get("from") or request.POST.get("from", "")
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_now(reviews))

    def act() -> None:
        if not reviews:
            raise ValidationError(_("Tick the claims to plan, or choose one."))
        plans.plan_reviews(reviews, by=request.user, **form.changes)

    if request.method == "POST" and try_action(form, act):
        return _answer(request, reviews, _done(reviews, form.changes), origin)
    context = {
        "reviews": reviews,
        "form": form,
        "offered": [(due, _in_words(due)) for due in offered_times()],
        "known": _known(reviews),
        "from": origin,
        "back": _back(reviews, origin),
        "place": origin,
    }
    template = "desk/planning/plan.html#form" if request.htmx else "desk/planning/plan.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _answer(
    request: UserRequest, reviews: list[Review], done: str, origin: str
) -> HttpResponse:
    """Go back to the page before; from a dialog, update the page under it.

    A review isn't reloaded, since somebody may be writing in it: only its due time is swapped.
    """
    if request.htmx and origin == "review" and len(reviews) == 1:
        review = Review.objects.for_lists().get(pk=reviews[0].pk)
        context = {"review": review, "may_plan": True, "is_swapped": True}
        fact = render(request, "desk/planning/due.html", context)
        return trigger_client_event(fact, "desk:toast", {"words": done})
    add_toast(request, done)
    if request.htmx:
        return HttpResponseClientRefresh()
    return redirect(_back(reviews, origin))


def _now(reviews: list[Review]) -> dict[str, date | time | int | None]:
    """The present plan of a single review; several have none in common."""
    if len(reviews) != 1:
        return {}
    due = reviews[0].due_at and timezone.localtime(reviews[0].due_at)
    return {
        "day": due and due.date(),
        "hour": due and due.time(),
        "priority": reviews[0].priority,
    }


def _known(reviews: list[Review]) -> list[tuple[str, str]]:
    """Facts that help to judge how urgent a single review is: check-worthiness, appearances."""
    if len(reviews) != 1:
        return []
    said = list(reviews[0].claim.appearances.said_first().order_by("-worth"))
    if not said:
        return []
    worth = _("Worth checking")
    if said[0].reasons:
        worth = f"{worth}: {', '.join(map(translate_reason, said[0].reasons))}"
    times = ngettext("%(count)s time", "%(count)s times", len(said)) % {"count": len(said)}
    return [(worth, f"{round(100 * said[0].worth)}"), (_("Seen"), times)]


def _done(reviews: list[Review], changes: PlanChanges) -> str:
    count = len(reviews)
    what = ngettext("Planned", "%(count)s claims planned", count) % {"count": count}
    said = []
    if "due_at" in changes:
        due = changes["due_at"] and timezone.localtime(changes["due_at"])
        when = _("due %(time)s") % {"time": date_format(due, "j F, H:i")} if due else None
        said.append(when or _("no due time"))
    if "priority" in changes:
        said.append(_("priority %(priority)s") % {"priority": changes["priority"]})
    return f"{what}: {', '.join(said)}."


def _back(reviews: list[Review], origin: str) -> str:
    if origin in WAYS_BACK or len(reviews) != 1:
        return reverse(WAYS_BACK.get(origin, "desk:queue"))
    return reverse("desk:review", args=[reviews[0].pk])
