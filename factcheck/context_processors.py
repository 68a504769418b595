"""Context of every page: the desk's name, and the table of keys."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import is_checker
from desk import shortcuts
from desk.inbox import rows


def desk(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    return {
        "desk_name": settings.DESK_NAME,
        "desk_tagline": settings.DESK_TAGLINE,
        "site_url": settings.SITE_URL,
        "theme": request.COOKIES.get("theme", "")
        if request.COOKIES.get("theme") in {"light", "dark"}
        else "",
        "counts": SimpleLazyObject(lambda: _counts(request)),
        **shortcuts.context(request),
    }


def _counts(request: HttpRequest) -> dict[str, str]:
    """The counts in the navigation; pages that print none do not ask for them."""
    user = getattr(request, "user", None)
    return rows.counts(user) if user is not None and is_checker(user) else {}
