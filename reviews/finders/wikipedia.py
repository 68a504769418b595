"""Finds articles on Wikipedia about the claimant and the subject of a claim.

MediaWiki's action API (mediawiki.org/wiki/API:Search as a generator, with API:Info for the
addresses and TextExtracts for the first sentences): `{"query": {"pages": [{"index", "title",
"canonicalurl", "extract", "description"}]}}`, unordered but for `index`.
"""

from collections.abc import Sequence

from django.conf import settings

from reviews.finders import http as finder_http
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from reviews.finders.queries import build_query

OF_CLAIMANT, OF_SUBJECT = 1, 4


class Wikipedia(Finder):
    name = "wikipedia"
    title = "Wikipedia"
    needs = ("WIKIPEDIA_URL",)
    most = OF_CLAIMANT + OF_SUBJECT

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        subject = build_query(facts.text, language=facts.language, most=4, numbers=False)
        pages = [
            *self._search(subject, OF_SUBJECT, "what the claim is about"),
            *self._search(facts.claimant, OF_CLAIMANT, "who said it"),
        ]
        return list({page.url: page for page in reversed(pages)}.values())[::-1]

    def _search(self, words: str, most: int, on: str) -> list[FoundPage]:
        if not words:
            return []
        there = finder_http.finder_service(
            "Wikipedia", settings.WIKIPEDIA_URL, seconds=self.seconds
        )
        asked = {
            "action": "query",
            "format": "json",
            "formatversion": "2",
            "generator": "search",
            "gsrsearch": words,
            "gsrlimit": str(most),
            "prop": "info|extracts|description",
            "inprop": "url",
            "exintro": "1",
            "explaintext": "1",
            "exsentences": "2",
            "exlimit": "max",
        }
        answer = finder_http.ask_service(self.name, there, "/w/api.php", asked)
        pages = finder_http.objects_in(finder_http.value_at(answer, "query", "pages"))
        return [_found(page, on) for page in sorted(pages, key=_place)[:most]]


def _place(page: finder_http.JsonObject) -> int:
    place = page.get("index")
    return place if isinstance(place, int) else 99


def _found(page: finder_http.JsonObject, on: str) -> FoundPage:
    return FoundPage(
        url=finder_http.plausible_url(page.get("canonicalurl") or page.get("fullurl")),
        title=finder_http.plain_text(page.get("title"), 500),
        publisher="Wikipedia",
        snippet=finder_http.plain_text(page.get("extract"), 500)
        or finder_http.plain_text(page.get("description"), 300),
        about={"on": on},
    )
