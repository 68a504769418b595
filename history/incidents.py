"""Signs that somebody bypassed the desk to write to the database. Nobody can remove them."""

from datetime import timedelta

from django.db.models.functions import Now

from history.models import Event
from history.record import Actor, record

SITE = "site"
FORGED_PAGE = "forged-page"
"""The kind of event for a stored page that the desk's own key does not authenticate."""
SHOWN = 20
LATELY = timedelta(days=14)


def report_forged_page(path: str, *, by: Actor) -> None:
    """Record that the stored page of a path was not written by this desk."""
    record(SITE, FORGED_PAGE, by=by, path=path)


def recent_forged_pages() -> list[Event]:
    """The newest reports of the last two weeks, at most `SHOWN`, newest first."""
    since = Event.objects.of(SITE).filter(occurred_at__gt=Now() - LATELY)
    return list(since.filter(kind=FORGED_PAGE)[:SHOWN])
