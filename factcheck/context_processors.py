"""Context of every page: the desk's name, the table of keys, and the texts of scripts."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from accounts.models import is_checker
from desk import script_strings, shortcuts
from desk.inbox import rows


def desk(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    return {
        "language": language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "desk_name": settings.DESK_NAME,
        "desk_tagline": settings.DESK_TAGLINE,
        "site_url": settings.SITE_URL,
        "theme": request.COOKIES.get("theme", "")
        if request.COOKIES.get("theme") in {"light", "dark"}
        else "",
        "counts": SimpleLazyObject(lambda: _counts(request)),
        "script_strings": script_strings.for_page,
        **shortcuts.context(request),
    }


def language() -> str:
    """The language of the desk's pages as `lang` names it: `en`, `pt-br`."""
    code: str = settings.LANGUAGE_CODE
    return "en" if code.startswith("en-") else code


def _counts(request: HttpRequest) -> dict[str, str]:
    """The counts in the navigation; pages that print none do not ask for them."""
    user = getattr(request, "user", None)
    return rows.counts(user) if user is not None and is_checker(user) else {}
