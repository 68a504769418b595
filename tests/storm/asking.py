"""What a storm's desk is asked for: 2,000 jobs, in an order that follows from the seed."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import Error, connections
from psycopg_pool import PoolTimeout

from claims.processing import actions
from sources.captures import actions as capture_actions
from sources.snapshots import actions as snapshot_actions
from tests.storm.sites import KINDS, words

SHARES = {"capture": 50, "link": 5, "page": 25, "article": 20}
"""Of a hundred jobs: pages to fetch, articles by a link, pages put in by hand, pasted texts."""


@dataclass
class Asking:
    """Asks for one job after another; `asked` are the rows that somebody was told of."""

    sites: object
    by: object
    chance: object
    asked: dict[type, list[int]] = field(default_factory=lambda: defaultdict(list))
    refused: int = 0

    def ask(self, number):
        """One job more. Like a person it asks again until it is told that the row is there."""
        (kind,) = self.chance.choices(list(SHARES), SHARES.values())
        (page,) = self.chance.choices(list(KINDS), KINDS.values())
        while True:
            try:
                row = getattr(self, f"_ask_for_{kind}")(number, page)
            except (Error, PoolTimeout):
                self.refused += 1
                with suppress(Error):
                    connections["default"].close()
            else:
                self.asked[type(row)].append(row.pk)
                return

    def _ask_for_capture(self, number, page):
        return capture_actions.ask_for_capture(self.sites.url(page, number), by=self.by)

    def _ask_for_link(self, number, _page):
        return actions.submit_article(url=self.sites.url("plain", number), by=self.by)

    def _ask_for_page(self, number, _page):
        body = words(f"a page put in by hand, number {number}")
        return snapshot_actions.archive_by_hand(
            body, media_type="text/plain", by=self.by
        ).content

    def _ask_for_article(self, number, _page):
        text = (
            f"The mayor of Town {number}, Mara Brook, told the council that police funding was"
            f" cut by {number % 89 + 2} percent.\n“We had {number} officers in 2024,” she"
            " said.\n"
        )
        return actions.submit_article(text=text, by=self.by)
