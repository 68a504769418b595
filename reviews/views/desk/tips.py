"""Tips: what readers sent, and what the desk makes of it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims import actions as claims
from claims.models import Claim, Tip
from reviews import actions
from reviews.models import Publication
from reviews.views.desk.forms import is_done, parsed
from reviews.views.desk.paging import page_before
from reviews.views.desk.tip_forms import AnswerForm, EraseForm
from reviews.views.work.answers import show, tell

UNPROCESSABLE = 422
MOST_NEAR = 4


@desk_only
@require_GET
def tips(request: UserRequest) -> HttpResponse:
    """What nobody has decided on, the newest first; or what was decided."""
    is_decided = request.GET.get("show") == "decided"
    rows = Tip.objects.decided() if is_decided else Tip.objects.to_read()
    page = page_before(rows.newest_of_each().for_lists(), request.GET.get("before"))
    context = {"page": page, "is_decided": is_decided, "place": "tips"}
    return show(request, "desk/tips.html", context)


@desk_only
@require_GET
def tip(request: UserRequest, pk: int) -> HttpResponse:
    """One tip as it was sent, and the ways to deal with it."""
    found = get_object_or_404(Tip.objects.for_lists(), pk=pk)
    return show(request, "desk/tip.html", _context(found, AnswerForm()))


@desk_only
@require_POST
def read(request: UserRequest, pk: int) -> HttpResponse:
    """Make an article of it, and go there."""
    found = get_object_or_404(Tip, pk=pk)
    article = claims.read_tip(found, by=request.user)
    tell(request, f"Tip {pk} is being read.", undo=_undo([pk]))
    return redirect("reviews:article", article.pk)


@desk_only
@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Answer in our words and close; what was typed stays where something stops it."""
    found = get_object_or_404(Tip.objects.for_lists(), pk=pk)
    form = AnswerForm(request.POST)
    if is_done(form, lambda: actions.answer_tip(found, by=request.user, **form.given())):
        tell(request, f"Tip {pk} answered.", undo=_undo([pk]))
        return redirect("reviews:tips")
    return show(request, "desk/tip.html", _context(found, form), status=UNPROCESSABLE)


@desk_only
@require_POST
def spam(request: UserRequest) -> HttpResponse:
    """Close all that are ticked, with all that say the same, as spam."""
    chosen = _chosen(request.POST)
    closed = [claims.close_as_spam(one, by=request.user) for one in chosen]
    if closed:
        words = f"Tip {closed[0].pk}" if len(closed) == 1 else f"{len(closed)} tips"
        tell(request, f"{words} closed as spam.", undo=_undo([one.pk for one in closed]))
    return redirect("reviews:tips")


@desk_only
@require_POST
def undo(request: UserRequest) -> HttpResponse:
    """Take back what was decided on these; the address names them."""
    for one in _chosen(request.GET):
        claims.undo_tip(one, by=request.user)
    tips_url = reverse("reviews:tips")
    return (
        HttpResponse(headers={"HX-Redirect": tips_url}) if request.htmx else redirect(tips_url)
    )


@desk_only
@require_POST
def erase(request: UserRequest, pk: int) -> HttpResponse:
    """Erase its words for good, for a reason."""
    found = get_object_or_404(Tip, pk=pk)
    claims.erase_tip(found, by=request.user, **parsed(EraseForm(request.POST)))
    tell(request, f"Tip {pk} is erased.")
    return redirect("reviews:tip", pk)


def _chosen(given: QueryDict) -> list[Tip]:
    """The tips named by `tip=5&tip=6`, in a fixed order; what is none is left out."""
    numbers = [
        int(one) for one in given.getlist("tip")[:200] if one.isascii() and one.isdigit()
    ]
    return list(Tip.objects.filter(pk__in=numbers).order_by("pk"))


def _undo(numbers: list[int]) -> str:
    return f"{reverse('reviews:tips_undo')}?{urlencode({'tip': numbers}, doseq=True)}"


def _context(tip: Tip, form: AnswerForm) -> dict[str, object]:
    alike = Tip.objects.alike(tip).order_by("-pk")
    return {
        "tip": tip,
        "form": form,
        "erasing": EraseForm(),
        "alike": alike.exclude(pk=tip.pk)[:20],
        "n_alike": alike.count(),
        "near": near_checks(tip.text) if tip.state in {"received", "read"} else [],
        "place": "tips",
    }


def near_checks(text: str) -> list[Publication]:
    """Live checks of claims with much the same words, nearest first."""
    claims_near = Claim.objects.much_like(text, limit=MOST_NEAR)
    live = Publication.objects.live().with_revision().filter(claim__in=claims_near)
    by_claim = {one.claim_id: one for one in live}
    return [by_claim[claim.pk] for claim in claims_near if claim.pk in by_claim]


urlpatterns = [
    path("tips/", tips, name="tips"),
    path("tips/spam/", spam, name="tips_spam"),
    path("tips/undo/", undo, name="tips_undo"),
    path("tips/<int:pk>/", tip, name="tip"),
    path("tips/<int:pk>/read/", read, name="tip_read"),
    path("tips/<int:pk>/answer/", answer, name="tip_answer"),
    path("tips/<int:pk>/erase/", erase, name="tip_erase"),
]
