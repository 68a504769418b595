"""What readers see. No cookie is read or set here; what is slow is kept by `readers.stored`."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.http import UserRequest, desk_only
from readers import docket as listed
from readers import feeds, listing, mending, pages, people, shown
from reviews import freezing
from reviews.models import Correction, Publication, Rating, Review
from reviews.workflow import WRITABLE
from sources.models import Snapshot


def home(request: HttpRequest) -> HttpResponse:
    latest = Publication.objects.live().with_revision().newest_first().first()
    context = listing.context(listing.Filters(), skip=latest)
    if latest:
        context |= {"latest": latest, "check": pages.check(latest.revision.frozen)}
    return render(request, "readers/home.html", {**context, **_beside(), "place": "checks"})


def checks(request: HttpRequest) -> HttpResponse:
    context = listing.context(listing.Filters.of(dict(request.GET.lists())))
    return render(request, "readers/checks.html", {**context, **_beside(), "place": "checks"})


def check(request: HttpRequest, slug: str) -> HttpResponse:
    publication = _publication(slug)
    if publication.is_retracted:
        return render(request, "readers/retracted.html", shown.retracted(publication))
    return render(request, "readers/check.html", shown.check(publication))


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    if context := shown.version(_publication(slug), number):
        return render(request, "readers/version.html", context)
    raise Http404


def evidence(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    if context := shown.evidence(_publication(slug), number):
        snapshot = Snapshot.objects.with_content().get(pk=context["source"].snapshot)
        context["is_public"] = snapshot.content.is_public
        return render(request, "readers/evidence.html", context)
    raise Http404


def copy(_request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The kept bytes, as a download, of pages alone that may be shown whole."""
    if context := shown.evidence(_publication(slug), number):
        pages_shown = Snapshot.objects.filter(content__is_public=True)
        snapshot = get_object_or_404(pages_shown, pk=context["source"].snapshot)
        answer = HttpResponse(snapshot.body(), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="kept-{snapshot.sha256[:12]}"'
        return answer
    raise Http404


def claimants(request: HttpRequest) -> HttpResponse:
    context = people.names(request.GET.get("after", "").replace("\x00", ""))
    return render(request, "readers/claimants.html", {**context, "place": "people"})


def claimant(request: HttpRequest, slug: str) -> HttpResponse:
    before = listing.Filters.of(dict(request.GET.lists())).before
    if context := people.person(slug, before):
        return render(request, "readers/claimant.html", {**context, "place": "people"})
    raise Http404


def corrections(request: HttpRequest) -> HttpResponse:
    before = listing.Filters.of(dict(request.GET.lists())).before
    context = mending.context(request.GET.get("kind", ""), before)
    return render(request, "readers/corrections.html", {**context, "place": "corrections"})


def docket(request: HttpRequest) -> HttpResponse:
    month = listed.Month.of(request.GET.get("month", ""), timezone.now())
    context = listed.context(month, request.GET.get("show", ""))
    return render(request, "readers/docket.html", {**context, "place": "docket"})


def methodology(request: HttpRequest) -> HttpResponse:
    scales = Rating.objects.order_by("-scale", "place")
    context = {"scales": scales, "place": "methodology"}
    return render(request, "readers/methodology.html", context)


def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "json":
        return JsonResponse(feeds.json_feed(), content_type="application/feed+json")
    text, media_type = feeds.xml(kind)
    return HttpResponse(text, content_type=media_type)


def claimreview(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(feeds.data_feed(), content_type="application/ld+json")


def sitemap(request: HttpRequest) -> HttpResponse:
    live = Publication.objects.live().order_by("-changed_at").only("slug", "changed_at")
    context = {"checks": live[:49_000]}  # a sitemap may name 50,000 pages
    return render(request, "readers/sitemap.xml", context, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "readers/robots.txt", content_type="text/plain")


@desk_only
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The page as readers would see it: what was submitted, or what is written now."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    revision = None if review.state in WRITABLE else review.revision
    frozen = revision.frozen if revision else json.loads(freezing.content_of(review))
    context = {"review": review, "revision": revision, "check": pages.check(frozen)}
    return render(request, "readers/preview.html", context)


def _publication(slug: str) -> Publication:
    return get_object_or_404(Publication.objects.for_page(), slug=slug)


def _beside() -> dict[str, object]:
    latest = Correction.objects.select_related("publication__revision").first()
    return {"correction": latest}
