"""Services that answer as the real ones do, on loopback; shapes from their documentation."""

import json
from contextlib import ExitStack, contextmanager
from urllib.parse import parse_qs, urlsplit

from tests.sources.safe_fetch.hostile_servers import Stranger, answer

ENTITY = "Q1806985"
JSON = [b"Content-Type: application/json; charset=utf-8"]


class Answering(Stranger):
    """A service: `says` is what it answers, or a function of the question's path and query.

    `asked` are the questions that came, as (path, query).
    """

    def __init__(self, says, *, status=b"200 OK", headers=()):
        super().__init__(self._answer)
        self.says = says
        self.status = status
        self.headers = [*JSON, *headers]
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def _answer(self, connection, request, _):
        target = urlsplit(request.split(b" ")[1].decode())
        query = {name: values[0] for name, values in parse_qs(target.query).items()}
        self.asked.append((target.path, query))
        told = self.says(target.path, query) if callable(self.says) else self.says
        raw = told if isinstance(told, bytes) else json.dumps(told).encode()
        connection.sendall(answer(raw, status=self.status, headers=self.headers))


def fact_checks(*checks):
    """`claims:search` of Google's Fact Check Tools."""
    return {
        "claims": [
            {
                "text": claim,
                "claimant": "Mara Brook",
                "claimDate": "2026-03-03T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Harbour Facts", "site": "facts.example.org"},
                        "url": url,
                        "title": "Was police funding cut?",
                        "reviewDate": "2026-03-09T10:00:00Z",
                        "textualRating": "Half true",
                        "languageCode": "en",
                    }
                ],
            }
            for claim, url in checks
        ],
        "nextPageToken": "CAo",
    }


def results(*pages):
    """`/search?format=json` of SearXNG."""
    return {
        "query": "q",
        "number_of_results": 0,
        "results": [
            {
                "url": url,
                "title": title,
                "content": content,
                "publishedDate": "2026-03-05T00:00:00",
                "engine": "bing",
                "parsed_url": ["https", "example.org", "/", "", "", ""],
                "template": "default.html",
                "engines": ["bing", "mojeek"],
                "positions": [1, 4],
                "score": 2.5,
                "category": "general",
            }
            for url, title, content in pages
        ],
        "answers": [],
        "corrections": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [["google", "CAPTCHA"]],
    }


def articles(*pages):
    """`action=query&generator=search` of MediaWiki, format version 2."""
    found = [
        {
            "pageid": 100 + place,
            "ns": 0,
            "title": title,
            "index": place,
            "extract": extract,
            "canonicalurl": url,
            "fullurl": url,
        }
        for place, (url, title, extract) in enumerate(pages, start=1)
    ]
    # The API gives them by number of the page, not in the order of the search.
    return {"batchcomplete": True, "query": {"pages": found[::-1]}}


def entity_search(*ids):
    """`wbsearchentities` of Wikibase."""
    return {
        "searchinfo": {"search": "Mara Brook"},
        "search": [
            {
                "id": pk,
                "title": pk,
                "concepturi": f"http://www.wikidata.org/entity/{pk}",
                "url": f"//www.wikidata.org/wiki/{pk}",
                "label": "Mara Brook",
                "description": "mayor of Northfield",
                "match": {"type": "label", "language": "en", "text": "Mara Brook"},
            }
            for pk in ids
        ],
        "success": 1,
    }


def entity(pk, *, website):
    """`wbgetentities` of Wikibase: label, description, official website, day of birth."""

    def stated(value):
        return [{"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}]

    return {
        "entities": {
            pk: {
                "type": "item",
                "id": pk,
                "labels": {"en": {"language": "en", "value": "Mara Brook"}},
                "descriptions": {"en": {"language": "en", "value": "mayor of Northfield"}},
                "claims": {
                    "P856": stated(website),
                    "P569": stated({"time": "+1970-02-03T00:00:00Z", "precision": 11}),
                },
            }
        },
        "success": 1,
    }


def available(url, stamp="20260304091200"):
    """`/wayback/available` of the Internet Archive; no address: it has none."""
    closest = {"status": "200", "available": True, "url": url, "timestamp": stamp}
    return {"url": "x", "archived_snapshots": {"closest": closest} if url else {}}


@contextmanager
def every_service(page, *, claim, fact_check, subject, website):
    """Every service that finders ask, side by side: the settings that point at them.

    `page` is what a web search brings for `claim`; the others are addresses of what else is
    found: a check of the claim, an article on its subject, the claimant's website.
    """

    def wikidata(_path, asked):
        searching = asked["action"] == "wbsearchentities"
        return entity_search(ENTITY) if searching else entity(ENTITY, website=website)

    def wayback(_path, asked):
        return available(f"http://web.archive.org/web/20260304091200/{asked['url']}")

    says = {
        "FACT_CHECK_TOOLS_URL": fact_checks((claim, fact_check)),
        "WIKIPEDIA_URL": articles((subject, "Aid", "Aid.")),
        "WIKIDATA_URL": wikidata,
        "WAYBACK_URL": wayback,
        "SEARCH_URL": results((page, "Support", claim)),
    }
    with ExitStack() as stack:
        urls = {name: stack.enter_context(Answering(told)).url for name, told in says.items()}
        yield {**urls, "FACT_CHECK_TOOLS_KEY": "k3y"}
