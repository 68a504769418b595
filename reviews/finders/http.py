"""Requests of finders to their services, and safe reading of the untrusted responses."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from typing import Any

from django.core.cache import cache
from django.utils.html import strip_tags

from sources.captures import politeness
from sources.service_client import Service

JsonObject = dict[str, Any]
"""An object in the response of a service, which may hold anything."""
DAY = 24 * 3600
MOST_BYTES = 1024 * 1024
LONGEST_ADDRESS = 2048
_GAPS = re.compile(r"\s+")


def finder_service(
    title: str, base: str, *, seconds: float, headers: Mapping[str, str] | None = None
) -> Service:
    """The service of a finder, which gets our user agent like every site."""
    told = {"User-Agent": politeness.our_policy().user_agent}
    return Service(
        title, base, seconds=seconds, most_bytes=MOST_BYTES, headers={**told, **(headers or {})}
    )


def ask_service(finder: str, there: Service, path: str, query: Mapping[str, str]) -> Any:
    """The response of a service, cached for a day. Raises `ServiceFailed`, which isn't cached.

    Without a cache there is one request more, nothing else.
    """
    asked = json.dumps([there.base, path, sorted(query.items())])
    key = f"finder:{finder}:{hashlib.sha256(asked.encode()).hexdigest()}"
    if (kept := cache.get(key)) is not None:
        return kept
    answer = there.get(path, query)
    cache.set(key, answer, DAY)
    return answer


def value_at(answer: Any, *names: str) -> Any:
    """The value at a path of names in nested objects, or None."""
    for name in names:
        if not isinstance(answer, dict):
            return None
        answer = answer.get(name)
    return answer


def objects_in(found: Any) -> list[JsonObject]:
    """The objects in a list. Anything else in it, or instead of it, is left out."""
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def plain_text(found: Any, most: int = 300) -> str:
    """A text as one line, without markup and control characters; "" if it isn't a text."""
    if not isinstance(found, str):
        return ""
    plain = unescape(strip_tags(found[: 20 * most]))
    plain = "".join(c if c.isprintable() or c.isspace() else "" for c in plain)
    return _GAPS.sub(" ", plain).strip()[:most]


def plausible_url(found: Any) -> str:
    """An address as it was sent; "" if it can't be one.

    The safe fetcher decides whether we may connect to it.
    """
    is_one = isinstance(found, str) and found.isprintable() and " " not in found
    return found if is_one and len(found) <= LONGEST_ADDRESS else ""


def iso_date(found: Any) -> date | None:
    """The day of an ISO 8601 date or time; None for anything else."""
    if not isinstance(found, str):
        return None
    try:
        return date.fromisoformat(found[:10])
    except ValueError:
        return None


def parse_time(found: Any, pattern: str) -> datetime | None:
    """A time in a format of `strptime` that includes the zone; None for anything else."""
    if not isinstance(found, str):
        return None
    try:
        return datetime.strptime(found, pattern)  # noqa: DTZ007 - the pattern has the zone
    except ValueError:
        return None
