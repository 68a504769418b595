"""The page of corrections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from readers.corrections import page as reader_corrections
from readers.row_ids import key_in
from reviews.publication.withheld import Withheld


def corrections(request: HttpRequest) -> HttpResponse:
    before = key_in(request.GET.get("before"))
    context = reader_corrections.context(request.GET.get("kind", ""), before, Withheld.now())
    return render(request, "readers/corrections/list.html", {**context, "place": "corrections"})
