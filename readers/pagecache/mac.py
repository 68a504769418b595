"""Authenticates stored pages, so that bytes written by anybody else are never sent.

Whoever has only the database (its password, a dump that is restored, an injection) can write
any bytes into the table of stored pages. They cannot compute this code: HMAC-SHA-256 under a
key derived from `SECRET_KEY`, which is in the environment of the web processes alone.
"""

import json
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from readers.pagecache.response import CachedPage

PURPOSE = "readers.stored-page.1"
"""Derives this module's own key from `SECRET_KEY`. Change it if what is covered changes."""


def of(path: str, stamp: str, page: CachedPage) -> str:
    """The code of a stored page under today's key, 64 hex digits."""
    return _mac(settings.SECRET_KEY, _covered(path, stamp, page))


def is_authentic(mac: str, path: str, stamp: str, page: CachedPage) -> bool:
    """Whether this desk stored the page, under `SECRET_KEY` or a key in its fallbacks."""
    covered = _covered(path, stamp, page)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(mac, _mac(key, covered)) for key in keys)


def _mac(key: str, covered: bytes) -> str:
    return salted_hmac(PURPOSE, covered, secret=key, algorithm="sha256").hexdigest()


def _covered(path: str, stamp: str, page: CachedPage) -> bytes:
    """Everything that is sent, and where and when: each part as `length:bytes`."""
    return b"".join(_parts(path, stamp, page))


def _parts(path: str, stamp: str, page: CachedPage) -> Iterator[bytes]:
    headers = json.dumps(page.headers, separators=(",", ":"))
    texts = [part.encode() for part in (path, stamp, page.etag, headers)]
    for part in (*texts, page.body, page.gzip, page.brotli):
        yield b"%d:" % len(part)
        yield part
