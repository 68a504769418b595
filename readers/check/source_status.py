"""The state of a source's live page as we last saw it; not part of the revision."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from reviews.watch import assess as watch_assess
from reviews.watch.models import OTHER_WORDS, Watch

Page = Watch.Page

ICONS: Mapping[str, str] = {
    Page.SAME: "same",
    Page.CHANGED: "changed",
    Page.MOVED: "moved",
    Page.GONE: "gone",
    Page.WALLED: "lock",
    Page.UNREACHABLE: "gone",
}
WORDS: Mapping[str, StrPromise] = {
    Page.SAME: gettext_lazy("same on %(day)s"),
    Page.CHANGED: gettext_lazy("changed %(day)s"),
    Page.MOVED: gettext_lazy("moved %(day)s"),
    Page.GONE: gettext_lazy("not there since %(day)s"),
    Page.WALLED: gettext_lazy("behind a wall since %(day)s"),
    Page.UNREACHABLE: gettext_lazy("not reached since %(day)s"),
}
LOST = (Page.GONE, Page.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What became of a page. `page` and `passage` are those of a `Watch`.

    `words` is short ("changed 5 March 2026"), `sentence` is complete. The day is that of the
    last check for an unchanged page, else the day on which the change was first seen.
    """

    page: str
    passage: str
    since: datetime | None
    looked_at: datetime | None
    sentence: str

    @property
    def icon(self) -> str:
        return ICONS[self.page]

    @property
    def tone(self) -> str:
        """The colour of its words: ok, warn, danger, or none if only other words changed."""
        if self.page == Page.SAME:
            return "ok"
        if self.page in LOST:
            return "danger"
        is_trouble = self.page == Page.WALLED or self.passage in OTHER_WORDS
        return "warn" if is_trouble else ""

    @property
    def words(self) -> str:
        at = self.looked_at if self.page == Page.SAME else self.since
        day = date_format(timezone.localtime(at), "j F Y") if at else _("when we looked")
        return WORDS[self.page] % {"day": day}

    @property
    def is_same(self) -> bool:
        return self.page == Page.SAME


def day_of_check() -> re.Pattern[bytes]:
    """Matches the day of the last check; a stored page may show an earlier one."""
    words = WORDS[Page.SAME] % {"day": "\0"}
    before, after = (re.escape(part) for part in words.split("\0"))
    return re.compile(rf"{before}[^<>]{{6,40}}? \d{{4}}{after}".encode())


def of_review(review_id: int) -> dict[int, SourceStatus]:
    """The state of each page that was checked, by number of the evidence, in one query.

    Settled changes are left out: the desk has seen them and still stands by the check.
    """
    watches = (
        Watch.objects.filter(
            evidence__review=review_id, evidence__is_confidential=False, settled_at=None
        )
        .exclude(page="")
        .values_list("evidence__number", "page", "passage", "since", "looked_at")
    )
    return {number: _live(*told) for number, *told in watches}  # type: ignore[arg-type]


def _live(
    page: str, passage: str, since: datetime | None, looked_at: datetime | None
) -> SourceStatus:
    watch = Watch(page=page, passage=passage, since=since)
    return SourceStatus(page, passage, since, looked_at, watch_assess.readers_note(watch))
