"""What other desks have published: Google's Fact Check Tools, `claims:search`.

Answers are `{"claims": [{"text", "claimant", "claimDate", "claimReview": [{"publisher":
{"name", "site"}, "url", "title", "reviewDate", "textualRating", "languageCode"}]}]}`
(developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search).
"""

from collections.abc import Sequence

from django.conf import settings

from reviews.finders import http as finder_http
from reviews.finders.base import Archived, Facts, Finder, Found
from reviews.finders.queries import query


class FactCheckTools(Finder):
    name = "fact-check-tools"
    title = "Other fact-check desks"
    needs = ("FACT_CHECK_TOOLS_URL", "FACT_CHECK_TOOLS_KEY")

    def find(self, facts: Facts) -> Sequence[Found | Archived]:
        there = finder_http.service(
            "Google Fact Check Tools",
            settings.FACT_CHECK_TOOLS_URL,
            seconds=self.seconds,
            headers={"X-Goog-Api-Key": settings.FACT_CHECK_TOOLS_KEY},
        )
        asked = {
            "query": query(facts.text, language=facts.language, most=10),
            "languageCode": facts.language[:2],
            "pageSize": str(self.most),
        }
        answer = finder_http.ask(self.name, there, "/v1alpha1/claims:search", asked)
        found: list[Found | Archived] = []
        for claim in finder_http.rows(finder_http.part(answer, "claims")):
            for check in finder_http.rows(claim.get("claimReview")):
                rating = finder_http.words(check.get("textualRating"), 100)
                found.append(
                    Found(
                        url=finder_http.address(check.get("url")),
                        title=finder_http.words(check.get("title"), 500),
                        publisher=finder_http.words(
                            finder_http.part(check, "publisher", "name"), 200
                        )
                        or finder_http.words(finder_http.part(check, "publisher", "site"), 200),
                        published_on=finder_http.day(check.get("reviewDate")),
                        snippet=finder_http.words(claim.get("text"), 500),
                        about={
                            "rating": rating,
                            "claimant": finder_http.words(claim.get("claimant"), 200),
                        },
                    )
                )
        return found
