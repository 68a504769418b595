"""How the live page of a source stands, as far as we looked: no part of the revision."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

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
WORDS: Mapping[str, str] = {
    Page.SAME: "same on {day}",
    Page.CHANGED: "changed {day}",
    Page.MOVED: "moved {day}",
    Page.GONE: "not there since {day}",
    Page.WALLED: "behind a wall since {day}",
    Page.UNREACHABLE: "not reached since {day}",
}
DAY_OF_LOOK = re.compile(rb"same on \d{1,2} [A-Z][a-z]+ \d{4}")
"""The day of the last look; a stored page may show an earlier one (`pagecache.store`)."""
LOST = (Page.GONE, Page.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class Live:
    """What became of a page. `page` and `passage` are those of a `Watch`.

    `words` are a few ("changed 5 March 2026"), `sentence` says it whole. Of a page that is the
    same the day is that of a look, else the day on which it was first seen so.
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
        """The colour of its words: ok, warn, danger, or none where only the page changed."""
        if self.page == Page.SAME:
            return "ok"
        if self.page in LOST:
            return "danger"
        is_trouble = self.page == Page.WALLED or self.passage in OTHER_WORDS
        return "warn" if is_trouble else ""

    @property
    def words(self) -> str:
        at = self.looked_at if self.page == Page.SAME else self.since
        day = f"{timezone.localtime(at):%-d %B %Y}" if at else "when we looked"
        return WORDS[self.page].format(day=day)

    @property
    def is_same(self) -> bool:
        return self.page == Page.SAME


def of_review(review_id: int) -> dict[int, Live]:
    """The state of each page that somebody looked at, by number of the evidence: one query.

    A change that was settled is not among them: the desk has seen it, and the check stands.
    """
    watches = (
        Watch.objects.filter(
            evidence__review=review_id, evidence__is_confidential=False, settled_at=None
        )
        .exclude(page="")
        .values_list("evidence__number", "page", "passage", "since", "looked_at")
    )
    return {number: _live(*told) for number, *told in watches}  # type: ignore[arg-type]


def _live(page: str, passage: str, since: datetime | None, looked_at: datetime | None) -> Live:
    watch = Watch(page=page, passage=passage, since=since)
    return Live(page, passage, since, looked_at, watch_assess.readers_note(watch))
