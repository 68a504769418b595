"""The open web, by a SearXNG that the desk runs.

docs.searxng.org/dev/search_api: `{"results": [{"url", "title", "content", "publishedDate",
"engines"}]}`. The instance must allow JSON (`search.formats` in its settings.yml), else 403.
"""

from collections.abc import Sequence

from django.conf import settings

from reviews.finders import asking
from reviews.finders.base import Archived, Facts, Finder, Found
from reviews.finders.queries import query
from sources.services import ServiceFailed

FORBIDDEN = 403


class WebSearch(Finder):
    name = "web-search"
    title = "Web search"
    needs = ("SEARCH_URL",)

    def find(self, facts: Facts) -> Sequence[Found | Archived]:
        there = asking.service("The search engine", settings.SEARCH_URL, seconds=self.seconds)
        asked = {
            "q": query(facts.text, claimant=facts.claimant, language=facts.language),
            "format": "json",
            "language": facts.language,
        }
        try:
            answer = asking.ask(self.name, there, "/search", asked)
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
                url=asking.address(row.get("url")),
                title=asking.words(row.get("title"), 500),
                published_on=asking.day(row.get("publishedDate")),
                snippet=asking.words(row.get("content"), 500),
            )
            for row in asking.rows(asking.part(answer, "results"))[: self.most]
        ]
