"""The HTTP methods that pages accept. Routes of the API answer for themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

FOR_PAGES = ("GET", "HEAD", "POST")


class PageMethods:
    """Answers 405 to any other method, before a view could take it for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in FOR_PAGES and not request.path.startswith("/api/"):
            return HttpResponseNotAllowed(FOR_PAGES)
        return self.get_response(request)
