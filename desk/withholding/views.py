"""Withholding: the form for one check, and the list of everything withheld now."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypedDict

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_stubs_ext import StrOrPromise

from accounts.http import UserRequest, desk_only
from accounts.models import User
from claims.claims.models import Claim
from desk.responses import UNPROCESSABLE, add_toast, render_page
from desk.withholding.forms import LABELS, WithholdForm
from reviews.exceptions import Refused
from reviews.publication.models import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import PART, SENTENCE, What
from reviews.review.models import Review
from reviews.revisions.word_removal import Blank
from reviews.withholding import actions

ACTS: dict[str, tuple[Callable[..., Withholding], StrOrPromise]] = {
    "confirm": (
        actions.confirm_withholding,
        gettext_lazy("Confirmed. It stays withheld until lifted."),
    ),
    "lift": (actions.lift_withholding, gettext_lazy("Lifted. Readers see it again.")),
    "keep": (
        actions.keep_withholding,
        gettext_lazy("Still withheld. Both of you are asked again later."),
    ),
}


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def withhold(request: UserRequest, pk: int) -> HttpResponse:
    """Withhold part of a published check; shows what is already withheld."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    publication = _published(review)
    if publication is None or request.method != "POST":
        form = WithholdForm(publication) if publication else None
        return render_page(
            request, "desk/withholding/withhold.html", _context(request, review, form)
        )
    form = WithholdForm(publication, request.POST)
    if made := form.withhold(by=request.user):
        until = timezone.localtime(made.confirm_by)
        words = _("Withheld. Another editor confirms by %(time)s, or it comes back.") % {
            "time": date_format(until, "H:i")
        }
        add_toast(request, words, undo=reverse("desk:withholding", args=[made.pk, "lift"]))
        return redirect("desk:withhold", pk)
    shown = _context(request, review, form)
    return render_page(request, "desk/withholding/withhold.html", shown, UNPROCESSABLE)


@desk_only
@require_GET
def withhold_found(request: UserRequest, pk: int) -> HttpResponse:
    """Where the typed words appear in the check, as a fragment of the form."""
    publication = _published(get_object_or_404(Review, pk=pk))
    words = request.GET.get("words", "").strip()
    if publication is None or not words:
        return HttpResponse()
    found = actions.where_words_are(publication, Blank(words, ""))
    count = sum(sum(parts.values()) for parts in found.values())
    offered = actions.other_spellings(words) if request.GET.get("what") == What.NAME else []
    asked = request.GET.getlist("offered")
    ticked = request.GET.getlist("spellings")
    spellings = [
        (one, one.words in ticked if one.words in asked else one.is_known) for one in offered
    ]
    context = {"found": found, "count": count, "spellings": spellings}
    return render(request, "desk/withholding/found_words.html", context)


@desk_only
@require_POST
def withholding(request: UserRequest, pk: int, act: str) -> HttpResponse:
    """Confirm, lift or keep one."""
    if act not in ACTS:
        raise Http404
    row = get_object_or_404(Withholding.objects.for_lists(), pk=pk)
    action, words = ACTS[act]
    action(row, by=request.user)
    add_toast(request, words)
    return redirect("desk:withhold", row.publication.review_id)


@desk_only
@require_GET
def withholdings(request: UserRequest) -> HttpResponse:
    """Everything withheld from readers now, unconfirmed first."""
    rows = Withholding.objects.in_force().for_lists().order_by("-confirmed_at", "confirm_by")
    context = {"rows": [_row(row, request.user) for row in rows], "place": "withheld"}
    return render_page(request, "desk/withholding/list.html", context)


def _published(review: Review) -> Publication | None:
    try:
        return actions.check_of(review)
    except Refused:
        return None


class WithholdingRow(TypedDict):
    """One withholding, and what this user may do about it."""

    one: Withholding
    may_confirm: bool
    may_lift: bool
    may_keep: bool


def _row(row: Withholding, user: User) -> WithholdingRow:
    return {
        "one": row,
        "may_confirm": user.is_editor
        and row.confirmed_at is None
        and row.withheld_by_id != user.pk,
        "may_lift": user.is_editor,
        "may_keep": user.is_editor and row.ask_again_at <= timezone.now(),
    }


class WithholdContext(TypedDict):
    """The form, what is withheld of this check now, and what ended lately.

    `others` are editors who could confirm; `part` and `sentence` are what readers see instead.
    """

    review: Review
    claim: Claim
    publication: Publication | None
    form: WithholdForm | None
    rows: list[WithholdingRow]
    ended: QuerySet[Withholding]
    labels: Mapping[str, StrOrPromise]
    sentence: str
    part: str
    hours: int
    confirm_by: datetime
    ask_again_at: datetime
    others: list[User]
    place: str


def _context(
    request: UserRequest, review: Review, form: WithholdForm | None
) -> WithholdContext:
    now = timezone.now()
    editors = User.objects.editors().exclude(pk=request.user.pk)
    rows = Withholding.objects.of_claim(review.claim_id).for_lists()
    return {
        "review": review,
        "claim": review.claim,
        "publication": form.publication if form else None,
        "form": form,
        "rows": [_row(row, request.user) for row in rows.in_force()],
        "ended": rows.ended()[:5],
        "labels": LABELS,
        "sentence": str(SENTENCE),
        "part": str(PART),
        "hours": settings.WITHHOLD_CONFIRM_HOURS,
        "confirm_by": now + timedelta(hours=settings.WITHHOLD_CONFIRM_HOURS),
        "ask_again_at": now + timedelta(days=settings.WITHHOLD_ASK_AGAIN_DAYS),
        "others": list(editors[:3]),
        "place": "turn",
    }
