"""Reader pages from memory, in front of Django: no SQL, no template, no cookie on the hot path.

A check's page is stored with a stamp of what it was made of. At most once a second, for a page
that somebody asks for, one query compares the stored stamp with that of now: a publication, a
correction or a retraction shows within that second, on every machine, and nothing has to be
told to anybody. Lists have no stamp: they are rendered at most once a second.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIEnvironment

from django.db import Error, close_old_connections

from readers.pagecache import store as pagecache_store
from readers.pagecache.response import CachedPage, Headers, answer, page_of

log = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

FRESH = 1.0
"""Seconds for which a page is served before it is checked again."""
PAUSE = 3.0
"""Seconds for which an outage of the database is remembered; memory is served meanwhile."""
MEMORY = 64 * 1024 * 1024
"""Bytes that one process keeps; the oldest page goes first."""

DESK = ("/desk/", "/api/", "/accounts/", "/admin/", "/static/", "/healthz")
"""Paths that aren't for readers and are passed on untouched."""
ASKING = ("GET", "HEAD")
CHECK = re.compile(r"/checks/(?P<slug>[-\w]{1,100})/(?:versions/\d{1,5}/)?")
DOWNLOAD = re.compile(r"/checks/[-\w]+/evidence/\d+/copy/")
PRIVATE = ("/tip/", "/reports/")
"""Private pages: never kept, and with Django's own headers."""

CACHED = "public, max-age=30, stale-while-revalidate=30"
"""For caches: what is retracted, corrected or withheld is gone everywhere within a minute."""


class StoredPages:
    """A WSGI application around Django's."""

    def __init__(
        self, app: Application, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._clock = clock
        self._pages: dict[str, tuple[CachedPage, float]] = {}  # and when somebody looked last
        self._size = 0
        self._away_until = 0.0
        self._keeping = threading.Lock()
        self._looking = [threading.Lock() for _ in range(64)]

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(DESK):
            return self._app(environ, start_response)
        is_asking = environ["REQUEST_METHOD"] in ASKING
        if not is_asking or path.startswith(PRIVATE) or DOWNLOAD.fullmatch(path):
            return self._app(_of_any_reader(environ), start_response)
        is_search = environ.get("QUERY_STRING") and path != "/" and not CHECK.fullmatch(path)
        page = self._render(environ, CACHED, None) if is_search else self._page(path, environ)
        return answer(page, environ, start_response)

    def from_memory(self, method: str, path: str, query: str) -> CachedPage | None:
        """A page that is fresh in memory, if there is one. Never waits for anything."""
        return self._fresh(path) if method in ASKING and not query else None

    def _page(self, path: str, environ: WSGIEnvironment) -> CachedPage:
        """Serve from memory while it is fresh; otherwise one thread checks it.

        Whoever has something to show meanwhile shows it: a slow look does not pile up readers.
        """
        if fresh := self._fresh(path):
            return fresh
        known = self._pages.get(path)
        lock = self._looking[hash(path) % len(self._looking)]
        if not lock.acquire(blocking=known is None) and known:
            return known[0]
        try:
            return self._fresh(path) or self._look(path, environ)
        finally:
            lock.release()

    def _fresh(self, path: str) -> CachedPage | None:
        page, looked_at = self._pages.get(path, (None, 0.0))
        return page if page and self._clock() - looked_at < FRESH else None

    def _look(self, path: str, environ: WSGIEnvironment) -> CachedPage:
        known, looked_at = self._pages.get(path, (None, 0.0))[0], self._clock()
        if known and looked_at < self._away_until:
            return known
        check = CHECK.fullmatch(path)
        page = (
            self._check(path, check["slug"], environ, known)
            if check
            else self._render(environ, CACHED, known)
        )
        if page.status >= HTTPStatus.INTERNAL_SERVER_ERROR and known:
            page = known  # what we had is better than an error
        self._keep(path, page if page.status == HTTPStatus.OK else None, looked_at)
        return page

    def _check(
        self, path: str, slug: str, environ: WSGIEnvironment, known: CachedPage | None
    ) -> CachedPage:
        try:
            found = pagecache_store.read(path, slug, known, CACHED)
        except Error as error:
            log.warning("Could not look whether %s still holds: %s", path, error)
            self._away_until = self._clock() + PAUSE
            return known or self._render(environ, CACHED, None)
        finally:
            close_old_connections()  # gives the connection back to the pool
        if found.page:
            return found.page
        if found.is_forged:
            self._report_forged(path)
        page = self._render(environ, CACHED, known)
        if page.status == HTTPStatus.OK and found.stamp:
            self._store(path, found.stamp, page)
        return page

    def _report_forged(self, path: str) -> None:
        """Report it to log and history; the reader gets the page rendered again."""
        log.error("The stored page %s was not written by this desk: made again.", path)
        try:
            pagecache_store.report_forged(path)
        except Error as error:
            log.warning("Could not write to history that %s was forged: %s", path, error)
        finally:
            close_old_connections()

    def _store(self, path: str, stamp: str, page: CachedPage) -> None:
        try:
            pagecache_store.write(path, stamp, page)
        except Error as error:
            log.warning("Could not store %s: %s", path, error)
        finally:
            close_old_connections()

    def _render(
        self, environ: WSGIEnvironment, cached: str, known: CachedPage | None
    ) -> CachedPage:
        """Render it with Django now; `known` saves compressing the same bytes again."""
        started: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, _exc_info: Any = None) -> None:
            started.append((status, headers))

        result = self._app(_of_any_reader(environ), start_response)
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        return page_of(*started[-1], body, cached=cached, known=known)

    def _keep(self, path: str, page: CachedPage | None, looked_at: float) -> None:
        """Keep the page of a path, or forget it; the oldest go when memory is full."""
        with self._keeping:
            if gone := self._pages.pop(path, None):
                self._size -= gone[0].size
            if page:
                self._pages[path] = (page, looked_at)
                self._size += page.size
            while self._size > MEMORY and len(self._pages) > 1:
                first = next(iter(self._pages))
                self._size -= self._pages.pop(first)[0].size


def _of_any_reader(environ: WSGIEnvironment) -> WSGIEnvironment:
    """The request without cookies and encodings: one page for all readers, uncompressed."""
    dropped = {
        "HTTP_COOKIE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_IF_NONE_MATCH",
        "HTTP_AUTHORIZATION",
    }
    reader = {name: value for name, value in environ.items() if name not in dropped}
    if reader["REQUEST_METHOD"] == "HEAD":
        reader["REQUEST_METHOD"] = "GET"
    return reader
