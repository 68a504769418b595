"""Feeds of published checks: Atom, RSS, JSON Feed, and ClaimReview."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from readers.feeds import checks as feed_checks
from readers.feeds import data_feed
from readers.row_ids import key_in
from reviews.publication.withheld import Withheld


def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "json":
        return JsonResponse(
            feed_checks.json_feed(Withheld.now()), content_type="application/feed+json"
        )
    text, media_type = feed_checks.xml(kind, Withheld.now())
    return HttpResponse(text, content_type=media_type)


def claimreview(request: HttpRequest) -> HttpResponse:
    before = key_in(request.GET.get("before"))
    feed, more = data_feed.page(Withheld.now(), before)
    answer = JsonResponse(feed, content_type="application/ld+json")
    if more:
        address = settings.SITE_URL + reverse("readers:feed_claimreview")
        answer["Link"] = f'<{address}?before={more}>; rel="next"'
    return answer
