"""Finds the check at an address, for every page about one check."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from readers.check import addresses
from reviews.publication.withheld import Withheld

CheckView = Callable[..., HttpResponse]
"""A page of one check: takes request, publication, what is withheld, and at times a number."""


def with_check(page: CheckView) -> CheckView:
    """Find the check for a page; redirect if it moved, raise `NotShown` if it is withheld."""

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
