"""Finds copies of a review's pages at the Internet Archive.

archive.org/help/wayback_api.php: `{"archived_snapshots": {"closest": {"available": true, "url",
"timestamp": "20130919044612", "status": "200"}}}`, empty where it has none.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_noop

from reviews.finders import http as finder_http
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage, ReviewPage
from sources.service_client import Service

MOST_PAGES = 8


class Wayback(Finder):
    name = "wayback"
    title = gettext_noop("Archived copies")
    needs = ("WAYBACK_URL",)
    seconds = 8.0

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        """Note the archive's address of an archived page; propose the archive's copy of a page
        that could not be archived.
        """
        there = finder_http.finder_service(
            "The archive", settings.WAYBACK_URL, seconds=self.seconds
        )
        found = (self._copy(there, page) for page in facts.pages[:MOST_PAGES])
        return [copy for copy in found if copy is not None]

    def _copy(self, there: Service, page: ReviewPage) -> FoundPage | ArchiveLink | None:
        answer = finder_http.ask_service(
            self.name, there, "/wayback/available", {"url": page.url}
        )
        closest = finder_http.value_at(answer, "archived_snapshots", "closest")
        url = finder_http.plausible_url(finder_http.value_at(closest, "url"))
        status = finder_http.plain_text(finder_http.value_at(closest, "status"), 3)
        if not url or finder_http.value_at(closest, "available") is not True or status != "200":
            return None
        stamp = finder_http.value_at(closest, "timestamp")
        at = finder_http.parse_time(f"{stamp}+0000", "%Y%m%d%H%M%S%z")
        if page.snapshot is not None:
            return ArchiveLink(page.snapshot, url, at)
        return FoundPage(
            url=url,
            title=f"Archived copy of {page.url}"[:500],
            publisher="Internet Archive",
            published_on=None,
            about={"copy_of": page.url, "archived_at": at.isoformat() if at else ""},
        )
