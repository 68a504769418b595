"""What every page may show: the desk's name, and the table of keys."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from factcheck import keys


def desk(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    return {
        "desk_name": settings.DESK_NAME,
        "desk_tagline": settings.DESK_TAGLINE,
        "site_url": settings.SITE_URL,
        "theme": request.COOKIES.get("theme", "")
        if request.COOKIES.get("theme") in {"light", "dark"}
        else "",
        **keys.context(request),
    }
