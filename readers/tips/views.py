"""The forms for tips and reports, and the private page of each."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.tips import actions
from claims.tips.models import Tip
from readers.check.http import with_check
from readers.tips import reports
from readers.tips import status as tip_status
from readers.tips.forms import ReportForm, SentForm, TipForm
from reviews.publication.models import Publication
from reviews.publication.withheld import NotShown, Withheld


@csrf_exempt  # no session and no cookie: `_is_ours` asks the browser instead
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest) -> HttpResponse:
    """The form for something to check."""
    context = {"place": "tip"}
    if request.method == "POST":
        return _take_in(request, TipForm(request.POST), "tip", context)
    given = {"url": request.GET.get("url", "")[:2048], "text": request.GET.get("text", "")}
    return render(request, "readers/tips/tip.html", {"form": TipForm(initial=given), **context})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@with_check
def report(request: HttpRequest, publication: Publication, withheld: Withheld) -> HttpResponse:
    """The form for what is wrong with a check."""
    if withholding := withheld.check(publication):
        raise NotShown.by(withholding)
    context = reports.about(publication, withheld)
    if request.method == "POST":
        form = ReportForm(request.POST, publication=publication)
        return _take_in(request, form, "report", context)
    form = ReportForm(publication=publication)
    return render(request, "readers/tips/report.html", {"form": form, **context})


def _take_in(
    request: HttpRequest, form: SentForm, name: str, context: Mapping[str, object]
) -> HttpResponse:
    """Save what a form sends. If it is refused, what was typed stays in the form."""
    status, wait = 422, 0
    if not _is_ours(request):
        form.add_error(
            None, _("This came from another site’s page. Look at it, then send it here.")
        )
        status = 403
    else:
        try:
            if secret := form.send(address=_address_of(request)):
                return redirect(f"readers:{name}_standing", secret)
        except actions.TooManyTips as refusal:
            form.add_error(None, str(refusal))
            status, wait = 429, refusal.wait
    shown = render(
        request, f"readers/tips/{name}.html", {"form": form, **context}, status=status
    )
    if wait:
        shown["Retry-After"] = str(wait)
    return _private(shown)


@csrf_exempt  # whoever knows the address may do what the page offers
@require_http_methods(["GET", "HEAD", "POST"])
def tip_standing(request: HttpRequest, secret: str) -> HttpResponse:
    """The status of a tip, for anybody who knows its secret, and the way to withdraw it."""
    found = actions.find_tip(secret)
    if found is None or found.is_report:
        raise Http404
    return _standing(request, found, "readers/tips/tip_status.html", tip_status.standing)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_standing(request: HttpRequest, secret: str) -> HttpResponse:
    """The status of a report, for anybody who knows its secret, and the way to withdraw it."""
    found = actions.find_tip(secret)
    if found is None or not found.is_report:
        raise Http404
    return _standing(request, found, "readers/tips/report_status.html", reports.standing)


PrivatePage = Callable[[Tip, Withheld], Mapping[str, object]]
"""Gives the context of a private page."""


def _standing(
    request: HttpRequest, found: Tip, template: str, context: PrivatePage
) -> HttpResponse:
    if request.method != "POST":
        shown = {**context(found, Withheld.now()), "address": request.path}
        return _private(render(request, template, shown))
    does = {"withdraw": actions.withdraw_tip, "forget": actions.forget_email}
    if _is_ours(request) and (action := does.get(request.POST.get("do", ""))):
        action(found)
    return _private(redirect(request.path))


def _address_of(request: HttpRequest) -> str:
    """The address by which the API throttles callers: only our own proxies are trusted."""
    return str(BaseThrottle().get_ident(Request(request)) or "")


def _is_ours(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says.

    Every current browser sends `Sec-Fetch-Site` over https; otherwise `Origin` tells. A program
    that sends neither is no browser, so nobody's session can be abused.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin in {None, "null", f"{request.scheme}://{request.get_host()}"}


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep a page private: no cache, no search engine, no referrer."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
