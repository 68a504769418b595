"""Redirect old addresses to the ones that replaced them.

Bookmarks, scripts and forms that were open during an upgrade keep working.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

MOVED = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"/desk/kept(?=/|$)", "/desk/archive"),
        (r"/desk/archived/(?=\d+/forget/)", "/desk/archive/addresses/"),
        (r"/(desk|api)/sums(?=/)", r"/\1/calculations"),
        (r"/(desk|api)/reviews/(\d+)/sums(?=/)", r"/\1/reviews/\2/calculations"),
    )
)


def new_path(path: str) -> str | None:
    """The path that replaced this one; None if the path is not an old one."""
    for old, new in MOVED:
        if found := old.match(path):
            return found.expand(new) + path[found.end() :]
    return None


class MovedAddresses:
    """Redirects permanently: 301 for reading a page, else 308, which keeps method and body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = new_path(request.path)
        if path is None:
            return self.get_response(request)
        is_page = request.method in {"GET", "HEAD"} and path.startswith("/desk/")
        status = HTTPStatus.MOVED_PERMANENTLY if is_page else HTTPStatus.PERMANENT_REDIRECT
        query = request.META.get("QUERY_STRING", "")
        address = f"{path}?{query}" if query else path
        return HttpResponse(status=status, headers={"Location": address})
