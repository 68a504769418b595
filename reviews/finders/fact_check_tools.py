"""Finds checks of other desks with Google's Fact Check Tools, `claims:search`.

Answers are `{"claims": [{"text", "claimant", "claimDate", "claimReview": [{"publisher":
{"name", "site"}, "url", "title", "reviewDate", "textualRating", "languageCode"}]}]}`
(developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search).
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_noop

from reviews.finders import http as finder_http
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from reviews.finders.queries import build_query


class FactCheckTools(Finder):
    name = "fact-check-tools"
    title = gettext_noop("Other fact-check desks")
    needs = ("FACT_CHECK_TOOLS_URL", "FACT_CHECK_TOOLS_KEY")

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        there = finder_http.finder_service(
            "Google Fact Check Tools",
            settings.FACT_CHECK_TOOLS_URL,
            seconds=self.seconds,
            headers={"X-Goog-Api-Key": settings.FACT_CHECK_TOOLS_KEY},
        )
        asked = {
            "query": build_query(facts.text, language=facts.language, most=10),
            "languageCode": facts.language[:2],
            "pageSize": str(self.most),
        }
        answer = finder_http.ask_service(self.name, there, "/v1alpha1/claims:search", asked)
        found: list[FoundPage | ArchiveLink] = []
        for claim in finder_http.objects_in(finder_http.value_at(answer, "claims")):
            for check in finder_http.objects_in(claim.get("claimReview")):
                rating = finder_http.plain_text(check.get("textualRating"), 100)
                found.append(
                    FoundPage(
                        url=finder_http.plausible_url(check.get("url")),
                        title=finder_http.plain_text(check.get("title"), 500),
                        publisher=finder_http.plain_text(
                            finder_http.value_at(check, "publisher", "name"), 200
                        )
                        or finder_http.plain_text(
                            finder_http.value_at(check, "publisher", "site"), 200
                        ),
                        published_on=finder_http.iso_date(check.get("reviewDate")),
                        snippet=finder_http.plain_text(claim.get("text"), 500),
                        about={
                            "rating": rating,
                            "claimant": finder_http.plain_text(claim.get("claimant"), 200),
                        },
                    )
                )
        return found
