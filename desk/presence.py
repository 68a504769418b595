"""Who else has the same page open, as far as the cache knows. It is a hint, not a lock."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from accounts.models import User

AWAY_AFTER = 15
"""Seconds without a request from a page, after which its reader counts as gone."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with the same page open; `at` is the number of their open statement, or 0."""

    name: str
    at: int


def note_presence(place: str, *, at: int, by: User) -> list[Visitor]:
    """Note that somebody has a page open, and return who else has.

    One of two notes at the same moment may be lost until the next; without a cache, nobody is
    known.
    """
    key = f"here:{place}"
    now = time.time()
    known: dict[int, tuple[str, int, float]] = cache.get(key) or {}
    here = {pk: seen for pk, seen in known.items() if now - seen[2] < AWAY_AFTER}
    others = [Visitor(name, where) for pk, (name, where, _) in here.items() if pk != by.pk]
    cache.set(key, {**here, by.pk: (by.name, at, now)}, AWAY_AFTER * 2)
    return sorted(others, key=lambda one: one.name)
