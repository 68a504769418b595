"""Where the Internet Archive has the pages that a review has to do with.

archive.org/help/wayback_api.php: `{"archived_snapshots": {"closest": {"available": true, "url",
"timestamp": "20130919044612", "status": "200"}}}`, empty where it has none.
"""

from collections.abc import Sequence

from django.conf import settings

from reviews.finders import asking
from reviews.finders.base import Archived, Facts, Finder, Found, Page
from sources.services import Service

MOST_PAGES = 8


class Wayback(Finder):
    name = "wayback"
    title = "Archived copies"
    needs = ("WAYBACK_URL",)
    seconds = 8.0

    def find(self, facts: Facts) -> Sequence[Found | Archived]:
        """Of a kept page the archive's address is noted; of one that could not be kept, the
        archive's copy is proposed instead.
        """
        there = asking.service("The archive", settings.WAYBACK_URL, seconds=self.seconds)
        found = (self._copy(there, page) for page in facts.pages[:MOST_PAGES])
        return [copy for copy in found if copy is not None]

    def _copy(self, there: Service, page: Page) -> Found | Archived | None:
        answer = asking.ask(self.name, there, "/wayback/available", {"url": page.url})
        closest = asking.part(answer, "archived_snapshots", "closest")
        url = asking.address(asking.part(closest, "url"))
        status = asking.words(asking.part(closest, "status"), 3)
        if not url or asking.part(closest, "available") is not True or status != "200":
            return None
        stamp = asking.part(closest, "timestamp")
        at = asking.moment(f"{stamp}+0000", "%Y%m%d%H%M%S%z")
        if page.snapshot is not None:
            return Archived(page.snapshot, url, at)
        return Found(
            url=url,
            title=f"Archived copy of {page.url}"[:500],
            publisher="Internet Archive",
            published_on=None,
            about={"copy_of": page.url, "archived_at": at.isoformat() if at else ""},
        )
