"""Every address by every method and with unusual headers: never a 500."""

import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests import given

pytestmark = pytest.mark.django_db

FILLED = {
    "slug": "x",
    "kind": "capture",
    "move": "take",
    "token_key": "0123",
    "app_label": "accounts",
    "uidb36": "1",
    "key": "1-abc",
    "code": "x",
}
WRITING = ("PUT", "PATCH", "DELETE")
ACCEPT = (
    *("image/png", "application/xml", "text/html;q=0", "*/*;q=0", "no/such; q=abc", ",;=/"),
    *("application/json; indent=99999999", "application/vnd.oai.openapi", "a" * 5000),
)


def _addresses(patterns=None, before="/"):
    """One address of every route, with something in place of each argument."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        arguments = {
            name: 1 if "Int" in type(converter).__name__ else FILLED.get(name, "x")
            for name, converter in pattern.pattern.converters.items()
        }
        route = str(pattern.pattern)
        for name in pattern.pattern.regex.groupindex:
            if name not in arguments:
                arguments[name] = FILLED.get(name, "1")
        yield from _filled(pattern, route, arguments, before)


def _filled(pattern, route, arguments, before):
    match = getattr(pattern.pattern, "_route", None)
    if match is None:  # a regular expression: allauth's and the admin site's
        address = before + re.sub(r"\(\?P<(\w+)>[^)]*\)", _by_name(arguments), route)
        address = re.sub(r"[\^$\\?]", "", address)
    else:
        address = before + re.sub(r"<(?:\w+:)?(\w+)>", _by_name(arguments), route)
    if isinstance(pattern, URLResolver):
        yield from _addresses(pattern.url_patterns, address)
    else:
        yield address


def _by_name(arguments):
    return lambda found: str(arguments[found[1]])


# /healthz says 503 here, where no worker runs.
ADDRESSES = sorted(set(_addresses()) - {"/healthz"})
API = [address for address in ADDRESSES if address.startswith("/api/")]
PAGES = [address for address in ADDRESSES if address not in API]


@pytest.fixture
def admin():
    """Somebody to whom every page and route is open."""
    client = Client(raise_request_exception=False)
    client.force_login(given.admin())
    return client


def test_every_route_of_pages_is_among_the_addresses():
    assert {"/", "/desk/", "/desk/queue/", "/accounts/login/", "/admin/login/"} <= set(PAGES)
    assert len(PAGES) > 150


@pytest.mark.parametrize("method", [*WRITING, "OPTIONS", "TRACE", "PROPFIND"])
def test_pages_know_get_head_and_post_alone(method):
    stranger = Client()
    for page in PAGES:
        answer = stranger.generic(method, page)
        assert answer.status_code == 405, page
        assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_no_page_fails_when_only_its_head_is_asked_for(admin):
    for page in PAGES:
        assert admin.head(page).status_code < 500, page


@pytest.mark.parametrize("method", [*WRITING, "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
def test_no_method_makes_a_route_of_the_api_fail(admin, method):
    for route in API:
        assert admin.generic(method, route).status_code < 500, route


@pytest.mark.parametrize("accept", ACCEPT)
def test_no_accept_header_makes_a_route_of_the_api_fail(admin, accept):
    for route in API:
        for method in ("GET", "OPTIONS"):
            answer = admin.generic(method, route, headers={"Accept": accept})
            assert answer.status_code < 500, (method, route)


def test_the_page_of_the_api_s_documentation_says_what_it_takes(admin):
    answer = admin.options("/api/docs/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
