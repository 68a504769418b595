"""Searches the web with a SearXNG instance that the desk runs.

docs.searxng.org/dev/search_api: `{"results": [{"url", "title", "content", "publishedDate",
"engines"}]}`. The instance must allow JSON (`search.formats` in its settings.yml), else 403.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_noop

from reviews.finders import http as finder_http
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from reviews.finders.queries import build_query
from sources.service_client import ServiceFailed

FORBIDDEN = 403


class WebSearch(Finder):
    name = "web-search"
    title = gettext_noop("Web search")
    needs = ("SEARCH_URL",)

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        there = finder_http.finder_service(
            "The search engine", settings.SEARCH_URL, seconds=self.seconds
        )
        asked = {
            "q": build_query(facts.text, claimant=facts.claimant, language=facts.language),
            "format": "json",
            "language": facts.language,
        }
        try:
            answer = finder_http.ask_service(self.name, there, "/search", asked)
        except ServiceFailed as error:
            if error.status != FORBIDDEN:
                raise
            raise ServiceFailed(
                "refused",
                "The search engine gives no JSON: add it to search.formats in its settings.",
                status=FORBIDDEN,
            ) from error
        return [
            FoundPage(
                url=finder_http.plausible_url(row.get("url")),
                title=finder_http.plain_text(row.get("title"), 500),
                published_on=finder_http.iso_date(row.get("publishedDate")),
                snippet=finder_http.plain_text(row.get("content"), 500),
            )
            for row in finder_http.objects_in(finder_http.value_at(answer, "results"))[
                : self.most
            ]
        ]
