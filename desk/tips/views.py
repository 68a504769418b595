"""Tips: what readers sent, and how the desk deals with it."""

from typing import TypedDict

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims.claims.models import Claim
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from desk.forms import try_action, valid_data
from desk.pagination import page_before
from desk.responses import UNPROCESSABLE, add_toast, render_page
from desk.tips.forms import EraseTipForm, ReportAnswerForm, TipAnswerForm
from readers.row_ids import key_in
from reviews.publication.models import Correction, Publication
from reviews.publication.models.publications import CorrectedReport
from reviews.tips import actions as answer_actions
from reviews.tips import reports
from reviews.tips.reports import newest_correction_since
from sources.quarantine.models import Quarantine

MOST_NEAR = 4


@desk_only
@require_GET
def tips(request: UserRequest) -> HttpResponse:
    """Tips that nobody has decided on, reports that wait for an answer, or what was decided."""
    listed = {
        "": Tip.objects.to_read(),
        "reports": Tip.objects.to_answer(),
        "decided": Tip.objects.decided(),
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in listed else ""
    rows = listed[chosen].newest_of_each().for_lists()
    page = page_before(rows, request.GET.get("before"))
    context = {
        "page": page,
        "chosen": chosen,
        "is_decided": chosen == "decided",
        "place": "tips",
    }
    return render_page(request, "desk/tips/list.html", context)


@desk_only
@require_GET
def tip(request: UserRequest, pk: int) -> HttpResponse:
    """One tip as it was sent, and the ways to deal with it."""
    found = get_object_or_404(Tip.objects.for_lists(), pk=pk)
    return render_page(request, "desk/tips/tip.html", _context(found, _answering(found)()))


@desk_only
@require_POST
def read(request: UserRequest, pk: int) -> HttpResponse:
    """Make an article of it and go there."""
    found = get_object_or_404(Tip, pk=pk)
    article = tip_actions.submit_tip_as_article(found, by=request.user)
    add_toast(request, _("Tip %(pk)s is being read.") % {"pk": pk}, undo=_undo([pk]))
    return redirect("desk:article", article.pk)


@desk_only
@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Answer and close a tip; if that fails, what was typed stays in the form."""
    found = get_object_or_404(Tip.objects.for_lists(), pk=pk)
    form = _answering(found)(request.POST)
    act = reports.answer_report if found.is_report else answer_actions.answer_tip
    if try_action(form, lambda: act(found, by=request.user, **form.given())):
        add_toast(request, _("%(tip)s answered.") % {"tip": _named(found)}, undo=_undo([pk]))
        return _back_to_list([found])
    return render_page(
        request, "desk/tips/tip.html", _context(found, form), status=UNPROCESSABLE
    )


@desk_only
@require_POST
def spam(request: UserRequest) -> HttpResponse:
    """Close the ticked tips, and all with the same words, as spam."""
    chosen = _chosen(request.POST)
    closed = [tip_actions.close_as_spam(one, by=request.user) for one in chosen]
    if closed:
        undo = _undo([one.pk for one in closed])
        add_toast(request, _closed(closed), undo=undo)
    return _back_to_list(closed)


@desk_only
@require_POST
def undo(request: UserRequest) -> HttpResponse:
    """Undo the decision on the tips named in the address."""
    undone = [tip_actions.undo_tip(one, by=request.user) for one in _chosen(request.GET)]
    tips_url = _list_of(undone)
    return (
        HttpResponse(headers={"HX-Redirect": tips_url}) if request.htmx else redirect(tips_url)
    )


@desk_only
@require_POST
def erase(request: UserRequest, pk: int) -> HttpResponse:
    """Erase its words for good; needs a reason."""
    found = get_object_or_404(Tip, pk=pk)
    tip_actions.erase_tip(found, by=request.user, **valid_data(EraseTipForm(request.POST)))
    add_toast(request, _("Tip %(pk)s is erased.") % {"pk": pk})
    return redirect("desk:tip", pk)


def _chosen(given: QueryDict) -> list[Tip]:
    """The tips named by `tip=5&tip=6`, in a fixed order; anything else is ignored."""
    numbers = [key for one in given.getlist("tip")[:200] if (key := key_in(one)) is not None]
    return list(Tip.objects.filter(pk__in=numbers).order_by("pk"))


def _undo(numbers: list[int]) -> str:
    return f"{reverse('desk:tips_undo')}?{urlencode({'tip': numbers}, doseq=True)}"


def _named(tip: Tip) -> str:
    words = _("Report %(number)s") if tip.is_report else _("Tip %(number)s")
    return words % {"number": tip.pk}


def _closed(tips: list[Tip]) -> str:
    """What was closed: tips as spam, reports as abuse."""
    are_reports = tips[0].is_report
    if len(tips) == 1:
        words = _("%(tip)s closed as abuse.") if are_reports else _("%(tip)s closed as spam.")
        return words % {"tip": _named(tips[0])}
    words = (
        _("%(count)s reports closed as abuse.")
        if are_reports
        else _("%(count)s tips closed as spam.")
    )
    return words % {"count": len(tips)}


def _answering(tip: Tip) -> type[TipAnswerForm] | type[ReportAnswerForm]:
    return ReportAnswerForm if tip.is_report else TipAnswerForm


def _list_of(tips: list[Tip]) -> str:
    """The address of the list that these belong to."""
    are_reports = bool(tips) and tips[0].is_report
    return reverse("desk:tips") + ("?show=reports" if are_reports else "")


def _back_to_list(tips: list[Tip]) -> HttpResponse:
    return redirect(_list_of(tips))


class ReportContext(TypedDict):
    """The check that a report is about, and the correction that may have followed from it."""

    disputed: Publication
    correction: Correction | None
    led_to: CorrectedReport | None


class TipContext(TypedDict):
    """A tip as it was sent, tips with the same words, and published checks of like claims."""

    tip: Tip
    form: TipAnswerForm | ReportAnswerForm
    erasing: EraseTipForm
    held: Quarantine | None
    alike: QuerySet[Tip]
    n_alike: int
    near: list[Publication]
    place: str


class ReportedTipContext(TipContext, ReportContext):
    """A report that a check is wrong, with the check."""


def _context(
    tip: Tip, form: TipAnswerForm | ReportAnswerForm
) -> TipContext | ReportedTipContext:
    alike = Tip.objects.alike(tip).order_by("-pk")
    context: TipContext = {
        "tip": tip,
        "form": form,
        "erasing": EraseTipForm(),
        "held": tip.set_aside.quarantine if tip.quarantined_at else None,
        "alike": alike.exclude(pk=tip.pk)[:20],
        "n_alike": alike.count(),
        "near": near_checks(tip.text) if _may_be_near(tip) else [],
        "place": "tips",
    }
    return {**context, **_of_report(tip)} if tip.is_report else context


def _may_be_near(tip: Tip) -> bool:
    return tip.state in {"received", "read"} and not tip.is_report


def _of_report(report: Tip) -> ReportContext:
    checks = Publication.objects.filter(claim=report.disputes_id).with_revision()
    return {
        "disputed": checks.latest("published_at", "pk"),
        "correction": newest_correction_since(report),
        "led_to": getattr(report, "led_to", None),
    }


def near_checks(text: str) -> list[Publication]:
    """Published checks of claims with similar words, most similar first."""
    claims_near = Claim.objects.similar_to(text, limit=MOST_NEAR)
    live = Publication.objects.live().with_revision().filter(claim__in=claims_near)
    by_claim = {one.claim_id: one for one in live}
    return [by_claim[claim.pk] for claim in claims_near if claim.pk in by_claim]
