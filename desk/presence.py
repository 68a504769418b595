"""Who else has the same page open, as far as the cache knows: a courtesy, never a lock."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from accounts.models import User

AWAY_AFTER = 15
"""Seconds without a word from a page after which its reader is taken to have left."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the same page: `at` is the number of the statement they have open, or 0."""

    name: str
    at: int


def note_presence(place: str, *, at: int, by: User) -> list[Visitor]:
    """Say that somebody is at a place, and hear who else is. Two notes at one moment may lose
    one of them until the next; a cache that is down knows nobody.
    """
    key = f"here:{place}"
    now = time.time()
    known: dict[int, tuple[str, int, float]] = cache.get(key) or {}
    here = {pk: seen for pk, seen in known.items() if now - seen[2] < AWAY_AFTER}
    others = [Visitor(name, where) for pk, (name, where, _) in here.items() if pk != by.pk]
    cache.set(key, {**here, by.pk: (by.name, at, now)}, AWAY_AFTER * 2)
    return sorted(others, key=lambda one: one.name)
