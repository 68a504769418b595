"""Finders: each searches one place for sources about a claim, and proposes them.

A finder is one class in one module of this package; it needs no other registration. See
docs/explanation/finders.md.
"""

import pkgutil
from functools import cache
from importlib import import_module

from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage, ReviewPage

__all__ = [
    "ArchiveLink",
    "ClaimFacts",
    "Finder",
    "FoundPage",
    "ReviewPage",
    "all_finders",
    "enabled_finders",
    "finder_named",
]


@cache
def all_finders() -> tuple[Finder, ...]:
    """All finders, enabled or not: those without settings first, then by title."""
    modules = [
        import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)
    ]
    found = [
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Finder)
        and thing is not Finder
        and thing.__module__ == module.__name__
    ]
    return tuple(sorted(found, key=lambda finder: (bool(finder.needs), finder.title)))


def enabled_finders() -> list[Finder]:
    """The finders whose settings are complete."""
    return [finder for finder in all_finders() if finder.is_on()]


def finder_named(name: str) -> Finder | None:
    """The finder with this name, enabled or not."""
    return next((finder for finder in all_finders() if finder.name == name), None)
