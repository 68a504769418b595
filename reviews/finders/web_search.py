"""The open web, by a SearXNG that the desk runs.

docs.searxng.org/dev/search_api: `{"results": [{"url", "title", "content", "publishedDate",
"engines"}]}`. The instance must allow JSON (`search.formats` in its settings.yml), else 403.
"""

from collections.abc import Sequence

from django.conf import settings

from reviews.finders import http as finder_http
from reviews.finders.base import Archived, Facts, Finder, Found
from reviews.finders.queries import query
from sources.service_client import ServiceFailed

FORBIDDEN = 403


class WebSearch(Finder):
    name = "web-search"
    title = "Web search"
    needs = ("SEARCH_URL",)

    def find(self, facts: Facts) -> Sequence[Found | Archived]:
        there = finder_http.service(
            "The search engine", settings.SEARCH_URL, seconds=self.seconds
        )
        asked = {
            "q": query(facts.text, claimant=facts.claimant, language=facts.language),
            "format": "json",
            "language": facts.language,
        }
        try:
            answer = finder_http.ask(self.name, there, "/search", asked)
        except ServiceFailed as error:
            if error.status != FORBIDDEN:
                raise
            raise ServiceFailed(
                "refused",
                "The search engine gives no JSON: add it to search.formats in its settings.",
                status=FORBIDDEN,
            ) from error
        return [
            Found(
                url=finder_http.address(row.get("url")),
                title=finder_http.words(row.get("title"), 500),
                published_on=finder_http.day(row.get("publishedDate")),
                snippet=finder_http.words(row.get("content"), 500),
            )
            for row in finder_http.rows(finder_http.part(answer, "results"))[: self.most]
        ]
