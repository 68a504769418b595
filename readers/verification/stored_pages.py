"""Compares stored pages with the same pages rendered now.

A stored page that is not current is left out: no reader is sent it, and it is made again when
somebody asks for it.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from history.export import AT_ONCE, one_moment
from readers.check.source_status import day_of_check
from readers.models import StoredPage
from readers.pagecache import store as pagecache_store
from readers.pagecache.middleware import CHECK
from readers.pagecache.response import CachedPage, Headers, page_of
from readers.verification.difference import Difference

AROUND = 30
"""Bytes that are shown on each side of the first one that differs."""


def differences(*, sample: int | None = None) -> Iterator[Difference | None]:
    """Every stored page that is not what it should be; a None for each that was compared.

    `sample`: only as many, chosen at random.
    """
    django = WSGIHandler()
    paths = StoredPage.objects.order_by("path").values_list("path", flat=True)
    if sample is not None:
        paths = paths.order_by("?")[:sample]
    for path in paths.iterator(chunk_size=AT_ONCE):
        if check := CHECK.fullmatch(path):
            # What is stored and what it is made of, as both were at one instant.
            with one_moment():
                yield from _of_page(django, path, check["slug"])


def _of_page(django: WSGIHandler, path: str, slug: str) -> Iterator[Difference | None]:
    found = pagecache_store.read(path, slug, None, "")
    if found.is_forged:
        yield None
        yield Difference(
            path, "its stored page was not written by this desk, and no reader is sent it"
        )
    if found.page is None:
        return
    yield None
    page = _rendered(django, path)
    if page.status != HTTPStatus.OK:
        yield Difference(
            path, f"its stored page is current, but rendering it gives {page.status}"
        )
        return
    if comparable(page.headers) != comparable(found.page.headers):
        yield Difference(path, "its stored headers are not those of the page rendered now")
    stored, now = (day_of_check().sub(b"same", one.body) for one in (found.page, page))
    if stored != now:
        place = _first_difference(stored, now)
        what = f"has {_excerpt(stored, place)} where the page rendered now has"
        yield Difference(path, f"its stored page {what} {_excerpt(now, place)}")


def comparable(headers: Headers) -> list[tuple[str, list[str]]]:
    """Headers without the order of the directives in them: each process has its own."""
    return sorted((name, sorted(value.split("; "))) for name, value in headers)


def _rendered(django: WSGIHandler, path: str) -> CachedPage:
    """The page of a path for a reader of this site.

    Not by calling the WSGI application: the signals that it sends would close the connection.
    """
    site = urlsplit(settings.SITE_URL)
    environ = {"PATH_INFO": path, "HTTP_HOST": site.netloc, "wsgi.url_scheme": site.scheme}
    setup_testing_defaults(environ)
    answer: Any = django.get_response(WSGIRequest(environ))
    return page_of(f"{answer.status_code}", list(answer.items()), answer.content, cached="")


def _first_difference(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _excerpt(body: bytes, place: int) -> str:
    around = body[max(0, place - AROUND) : place + AROUND]
    return '"' + " ".join(around.decode(errors="replace").split()) + '"'
