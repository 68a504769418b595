"""The docket: what is in work, what was declined, and how long things take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from readers.docket import page as listed
from reviews.publication.withheld import Withheld


def docket(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    month = listed.Month.of(request.GET.get("month", ""), now)
    show, before = (request.GET.get(name, "") for name in ("show", "before"))
    context = listed.context(month, show, before, now, Withheld.now())
    return render(request, "readers/docket/docket.html", {**context, "place": "docket"})
