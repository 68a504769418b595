"""The home page, the list of checks, and the pages of claimants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from readers.check import content
from readers.corrections import page as reader_corrections
from readers.lists import check_list
from readers.lists import claimants as reader_claimants
from reviews.publication.models import Publication
from reviews.publication.withheld import NotShown, Withheld


def home(request: HttpRequest) -> HttpResponse:
    withheld = Withheld.now()
    latest = Publication.objects.live().shown().with_revision().newest_first().first()
    context = check_list.context(check_list.Filters(), withheld, skip=latest)
    shown = {
        **context,
        **reader_corrections.latest(withheld),
        "latest": latest,
        "check": content.check(withheld.document(latest.revision)) if latest else None,
        "place": "checks",
    }
    return render(request, "readers/lists/home.html", shown)


def checks(request: HttpRequest) -> HttpResponse:
    withheld = Withheld.now()
    context = check_list.context(check_list.Filters.of(dict(request.GET.lists())), withheld)
    beside = reader_corrections.latest(withheld)
    return render(
        request, "readers/lists/checks.html", {**context, **beside, "place": "checks"}
    )


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
