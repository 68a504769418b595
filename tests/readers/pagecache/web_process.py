"""A process of the web server as tests drive it: its clock, and how often Django was asked."""

from functools import cache

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from readers.pagecache import middleware
from readers.pagecache.middleware import StoredPages


class Clock:
    now = 100.0

    def __call__(self):
        return self.now

    def later(self, seconds=middleware.FRESH):
        self.now += seconds


@cache
def _django():
    """Made once: each time, Django configures logging again and drops pytest's handler."""
    return get_wsgi_application()


class Front:
    """One process of the web server: the layer, and how often it asked Django behind it."""

    def __init__(self):
        self.clock = Clock()
        self.django = _django()
        self.asked = 0
        self.app = StoredPages(self._counted, clock=self.clock)

    def _counted(self, environ, start_response):
        self.asked += 1
        assert "HTTP_COOKIE" not in environ or environ["PATH_INFO"].startswith(middleware.DESK)
        return self.django(environ, start_response)

    def ask(self, path, *, method="GET", **headers):
        environ = RequestFactory().generic(method, path, **headers).environ
        said = {}

        def start_response(status, headers, exc_info=None):
            said.update(status=int(status[:3]), headers=dict(headers), pairs=headers)

        body = b"".join(self.app(environ, start_response))
        return said["status"], said["headers"], body
