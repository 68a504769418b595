"""What readers see, without cookies. Slow pages are stored (`readers.pagecache`)."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.http import UserRequest, desk_only
from claims.tips import actions
from claims.tips.models import Tip
from readers.check import addresses, content
from readers.check import page as shown
from readers.corrections import page as reader_corrections
from readers.docket import page as listed
from readers.feeds import checks as feed_checks
from readers.feeds import data_feed
from readers.lists import check_list
from readers.lists import claimants as reader_claimants
from readers.tips import reports
from readers.tips import status as tip_status
from readers.tips.forms import ReportForm, SentForm, TipForm
from reviews.publication.models import Publication
from reviews.publication.withheld import NotShown, Withheld
from reviews.review.models import Rating, Review
from reviews.review.participants import bylines
from reviews.review.table import WRITABLE
from reviews.revisions import document as revision_document
from reviews.revisions.public_document import public_documents
from reviews.standards.models import Standard
from sources.snapshots.models import Snapshot
from sources.snapshots.storage_errors import BytesGone

log = logging.getLogger(__name__)

GONE = 410
NO_COPY = (
    "Our copy of this page is no longer there. The words that the check quotes from it, and "
    "when it was kept, stand beside the check. Write to us if you need more."
)


def home(request: HttpRequest) -> HttpResponse:
    withheld = Withheld.now()
    latest = Publication.objects.live().shown().with_revision().newest_first().first()
    context = check_list.context(check_list.Filters(), withheld, skip=latest)
    if latest:
        document = withheld.document(latest.revision)
        context |= {"latest": latest, "check": content.check(document)}
    beside = reader_corrections.latest(withheld)
    return render(request, "readers/lists/home.html", {**context, **beside, "place": "checks"})


def checks(request: HttpRequest) -> HttpResponse:
    withheld = Withheld.now()
    context = check_list.context(check_list.Filters.of(dict(request.GET.lists())), withheld)
    beside = reader_corrections.latest(withheld)
    return render(
        request, "readers/lists/checks.html", {**context, **beside, "place": "checks"}
    )


Page = Callable[..., HttpResponse]
"""A page of one check: takes request, publication, what is withheld, and at times a number."""


def of_check(page: Page) -> Page:
    """Find the check for a page; lead on where it moved, and say so where it is not shown."""

    @wraps(page)
    def found(request: HttpRequest, slug: str, **more: int) -> HttpResponse:
        withheld = Withheld.now()
        publication = addresses.check_at(slug, withheld)
        if publication is None:
            raise Http404
        if publication.slug != slug:
            return redirect(f"readers:{page.__name__}", publication.slug, *more.values())
        return page(request, publication, withheld, **more)

    return found


@of_check
def check(request: HttpRequest, publication: Publication, withheld: Withheld) -> HttpResponse:
    if withholding := withheld.check(publication):
        raise NotShown.by(withholding)
    if publication.is_retracted:
        return render(
            request, "readers/check/retracted.html", shown.retracted(publication, withheld)
        )
    return render(request, "readers/check/check.html", shown.check(publication, withheld))


@of_check
def version(
    request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    if context := shown.version(publication, number, withheld):
        return render(request, "readers/check/version.html", context)
    raise Http404


@of_check
def evidence(
    request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    if context := shown.evidence(publication, number, withheld):
        return render(request, "readers/check/evidence.html", context)
    raise Http404


@of_check
def copy(
    _request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    """The kept bytes, as a download, of pages alone that may be shown whole."""
    if context := shown.evidence(publication, number, withheld):
        pages_shown = Snapshot.objects.filter(content__is_public=True)
        snapshot = get_object_or_404(pages_shown, pk=context["source"].snapshot)
        text = snapshot.content.text
        if withholding := withheld.copy(snapshot.pk, text, publication.claim_id):
            raise NotShown.by(withholding)
        if withheld.hidden.in_text(text):
            raise Http404
        try:
            body = snapshot.body()
        except BytesGone:
            log.error(
                "The bytes of kept page %s are gone, and readers ask for them.", snapshot.pk
            )
            return HttpResponse(NO_COPY, status=GONE, content_type="text/plain")
        answer = HttpResponse(body, content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="kept-{snapshot.sha256[:12]}"'
        return answer
    raise Http404


def claimants(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "").replace("\x00", "")
    context = reader_claimants.names(after, Withheld.now())
    return render(request, "readers/lists/claimants.html", {**context, "place": "people"})


def claimant(request: HttpRequest, slug: str) -> HttpResponse:
    before = check_list.Filters.of(dict(request.GET.lists())).before
    withheld = Withheld.now()
    if withholding := withheld.claimant(slug):
        raise NotShown.by(withholding)
    if context := reader_claimants.person(slug, before, withheld):
        return render(request, "readers/lists/claimant.html", {**context, "place": "people"})
    raise Http404


def corrections(request: HttpRequest) -> HttpResponse:
    before = check_list.Filters.of(dict(request.GET.lists())).before
    context = reader_corrections.context(request.GET.get("kind", ""), before, Withheld.now())
    return render(request, "readers/corrections/list.html", {**context, "place": "corrections"})


def docket(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    month = listed.Month.of(request.GET.get("month", ""), now)
    show, before = (request.GET.get(name, "") for name in ("show", "before"))
    context = listed.context(month, show, before, now, Withheld.now())
    return render(request, "readers/docket/docket.html", {**context, "place": "docket"})


def methodology(request: HttpRequest) -> HttpResponse:
    scales = Rating.objects.order_by("-scale", "place")
    standard = Standard.current()
    context = {
        "scales": scales,
        "standard": standard,
        "policy": content.sections(standard.policy, [], untitled="What we add"),
        "place": "methodology",
        "contact": settings.CONTACT,
        "withhold_hours": settings.WITHHOLD_CONFIRM_HOURS,
    }
    return render(request, "readers/site/methodology.html", context)


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
@of_check
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
    request: HttpRequest, form: SentForm, name: str, context: dict[str, Any]
) -> HttpResponse:
    """Take in what a form brings. What was typed is never lost to a refusal."""
    status, wait = 422, 0
    if not _is_ours(request):
        form.add_error(
            None, "This came from another site’s page. Look at it, then send it here."
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
    """Where a tip stands, for whoever knows its secret; and the way to take it back."""
    found = actions.tip_of(secret)
    if found is None or found.is_report:
        raise Http404
    return _standing(request, found, "readers/tips/tip_status.html", tip_status.standing)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_standing(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a report stands, for whoever knows its secret; and the way to take it back."""
    found = actions.tip_of(secret)
    if found is None or not found.is_report:
        raise Http404
    return _standing(request, found, "readers/tips/report_status.html", reports.standing)


Standing = Callable[[Tip, Withheld], dict[str, Any]]
"""What a private page shows."""


def _standing(
    request: HttpRequest, found: Tip, template: str, context: Standing
) -> HttpResponse:
    if request.method != "POST":
        shown = {**context(found, Withheld.now()), "address": request.path}
        return _private(render(request, template, shown))
    does = {"withdraw": actions.withdraw_tip, "forget": actions.forget_email}
    if _is_ours(request) and (action := does.get(request.POST.get("do", ""))):
        action(found)
    return _private(redirect(request.path))


def _address_of(request: HttpRequest) -> str:
    """As the API counts callers: beyond our own proxies a header is a stranger's word."""
    return str(BaseThrottle().get_ident(Request(request)) or "")


def _is_ours(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says.

    `Sec-Fetch-Site` is sent by every browser of today over https; else `Origin` tells. A
    program that sends neither is nobody's browser, so nobody's trust is abused.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin in {None, "null", f"{request.scheme}://{request.get_host()}"}


def _private(answer: HttpResponse) -> HttpResponse:
    """For one reader: kept by no cache, found by no search, told to no other site."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "json":
        return JsonResponse(
            feed_checks.json_feed(Withheld.now()), content_type="application/feed+json"
        )
    text, media_type = feed_checks.xml(kind, Withheld.now())
    return HttpResponse(text, content_type=media_type)


def claimreview(request: HttpRequest) -> HttpResponse:
    before = check_list.Filters.of(dict(request.GET.lists())).before
    feed, more = data_feed.page(Withheld.now(), before)
    answer = JsonResponse(feed, content_type="application/ld+json")
    if more:
        address = settings.SITE_URL + reverse("readers:feed_claimreview")
        answer["Link"] = f'<{address}?before={more}>; rel="next"'
    return answer


def sitemap(request: HttpRequest) -> HttpResponse:
    live = Publication.objects.live().shown().order_by("-changed_at").only("slug", "changed_at")
    context = {"checks": live[:49_000]}  # a sitemap may name 50,000 pages
    return render(request, "readers/site/sitemap.xml", context, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "readers/site/robots.txt", content_type="text/plain")


@desk_only
@require_GET
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The page as readers would see it: what was submitted, or what is written now."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    revision = None if review.state in WRITABLE else review.revision
    frozen = revision.frozen if revision else json.loads(revision_document.content_of(review))
    (document,) = map(Withheld.now().blanked, public_documents([frozen]))
    submitted_on = timezone.localdate(revision.submitted_at if revision else None)
    check = content.check(document, authors=bylines(document), submitted_on=submitted_on)
    context = {"review": review, "revision": revision, "check": check}
    return render(request, "readers/check/preview.html", context)
