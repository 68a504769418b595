"""Every route of the desk with the methods it takes, by walking the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("get", "post", "put", "patch", "delete")
LEFT_OUT = ("admin/",)
"""The admin's own routes are Django's; who may enter is tested in tests/accounts."""


@dataclass(frozen=True)
class Route:
    """One address with its parameters in angle brackets, such as `desk/reviews/<int:pk>/`."""

    pattern: str
    name: str
    methods: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    @property
    def is_desk(self) -> bool:
        return self.pattern.startswith("desk/")

    @property
    def is_staff(self) -> bool:
        """For people of the desk alone; readers' pages and one's own account are not."""
        return self.pattern.startswith(("api/", "desk/"))

    @property
    def about(self) -> str:
        """The word before the first parameter: `reviews`; empty where there is none."""
        before, mark, _ = self.pattern.partition("<")
        return before.rstrip("/").rpartition("/")[2] if mark else ""


def routes() -> list[Route]:
    """All of them, in the order of the resolver."""
    return [
        Route(pattern, name, methods)
        for pattern, name, methods in _walk(get_resolver().url_patterns, "")
        if not pattern.startswith(LEFT_OUT) and "^" not in pattern
    ]


def _walk(
    patterns: list[URLPattern | URLResolver], before: str
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not here.startswith(LEFT_OUT):
                yield from _walk(pattern.url_patterns, here)
        else:
            yield here, pattern.name or "", _methods(pattern)


def _methods(pattern: URLPattern) -> tuple[str, ...]:
    """Those of an API's view; for a page GET and POST, as it takes no others (405)."""
    view = getattr(pattern.callback, "cls", None)
    if view is None:
        return ("get", "post")
    return tuple(name for name in METHODS if hasattr(view, name))
