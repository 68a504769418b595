"""How we work, and the files that search engines read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from readers.check import content
from reviews.publication.models import Publication
from reviews.review.models import Rating
from reviews.standards.models import Standard


def methodology(request: HttpRequest) -> HttpResponse:
    scales = Rating.objects.order_by("-scale", "place")
    standard = Standard.current()
    context = {
        "scales": scales,
        "standard": standard,
        "policy": content.sections(standard.policy, [], untitled=_("What we add")),
        "place": "methodology",
        "contact": settings.CONTACT,
        "withhold_hours": settings.WITHHOLD_CONFIRM_HOURS,
    }
    return render(request, "readers/site/methodology.html", context)


def sitemap(request: HttpRequest) -> HttpResponse:
    live = Publication.objects.live().shown().order_by("-changed_at").only("slug", "changed_at")
    context = {"checks": live[:49_000]}  # a sitemap may name 50,000 pages
    return render(request, "readers/site/sitemap.xml", context, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "readers/site/robots.txt", content_type="text/plain")
