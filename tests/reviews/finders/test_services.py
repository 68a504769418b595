"""Finders that ask services: what they ask, what they make of answers, and of bad ones."""

from dataclasses import replace

import pytest

from factcheck.cache import ForgivingClient
from reviews.finders import ArchiveLink, ClaimFacts, ReviewPage, finder_named
from reviews.finders.fact_check_tools import FactCheckTools
from reviews.finders.wayback import Wayback
from reviews.finders.web_search import WebSearch
from reviews.finders.wikidata import Wikidata
from reviews.finders.wikipedia import Wikipedia
from sources.service_client import ServiceFailed
from tests.reviews.finders.service_stubs import (
    Answering,
    articles,
    available,
    entity,
    entity_search,
    fact_checks,
    results,
)
from tests.sources.safe_fetch.hostile_servers import Stranger, answer

pytestmark = pytest.mark.usefixtures("servers")  # the cache is the real one

FACTS = ClaimFacts(
    review=1,
    claim=1,
    text="Police funding was cut by 40 percent in Northfield",
    claimant="Mara Brook",
    pages=(
        ReviewPage("https://courier.example.org/budget", snapshot=7),
        ReviewPage("https://gone.example.org/table", snapshot=None),
    ),
)
SETTINGS = {
    "fact-check-tools": ("FACT_CHECK_TOOLS_URL", FactCheckTools),
    "wikipedia": ("WIKIPEDIA_URL", Wikipedia),
    "wikidata": ("WIKIDATA_URL", Wikidata),
    "wayback": ("WAYBACK_URL", Wayback),
    "web-search": ("SEARCH_URL", WebSearch),
}


@pytest.fixture(autouse=True)
def _the_cache_is_asked(monkeypatch):
    """Whatever outage another test had it remember."""
    monkeypatch.setattr(ForgivingClient, "_down_until", 0.0)


@pytest.fixture
def at(settings):
    """`at(finder, service)`: the finder of that name, pointed at a service."""
    settings.FACT_CHECK_TOOLS_KEY = "k3y"

    def point(name, service):
        setattr(settings, SETTINGS[name][0], service.url)
        return SETTINGS[name][1]()

    return point


def test_a_finder_is_on_when_all_that_it_needs_is_named(settings):
    finder = finder_named("fact-check-tools")
    settings.FACT_CHECK_TOOLS_URL = "https://example.org"
    settings.FACT_CHECK_TOOLS_KEY = ""

    assert not finder.is_on()
    assert finder.lacks() == ["FACT_CHECK_TOOLS_KEY"]
    assert finder_named("nobody") is None


def test_other_desks_checks_come_with_their_rating_and_the_key_goes_in_the_head(at):
    url = "https://facts.example.org/police"
    with Answering(fact_checks(("Police funding fell by 40 percent", url))) as there:
        (found,) = at("fact-check-tools", there).find(FACTS)

    assert (found.url, found.publisher) == (url, "Harbour Facts")
    assert found.about["rating"] == "Half true"
    assert found.published_on.isoformat() == "2026-03-09"
    ((path, asked),) = there.asked
    assert path == "/v1alpha1/claims:search"
    assert asked["query"] == "Police funding cut 40 percent Northfield"
    assert "k3y" not in str(asked)
    assert b"X-Goog-Api-Key: k3y" in there.hits[0]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_service_reads_who_asks_and_whom_to_write_to(name, at, settings):
    settings.DESK_NAME, settings.CONTACT = "Northfield Check", "desk@example.org"
    settings.SITE_URL = "https://check.example.org"
    facts = replace(FACTS, claimant=f"Mara Brook {name}")  # asked for by nobody before

    with Answering({}) as there:
        at(name, there).find(facts)

    who = b"factcheck/0.1 (Northfield Check; +https://check.example.org; desk@example.org)"
    assert there.hits
    assert all(b"User-Agent: " + who in hit for hit in there.hits)


def test_the_web_is_searched_by_words_of_the_claim_and_markup_is_taken_off(at):
    page = (
        "https://budget.example.org/2026",
        "Budget <b>2026</b>",
        "Police fall&amp;s\x00 to 4 %",
    )
    with Answering(results(page)) as there:
        (found,) = at("web-search", there).find(FACTS)

    assert (found.title, found.snippet) == ("Budget 2026", "Police fall&s to 4 %")
    ((path, asked),) = there.asked
    assert (path, asked["format"]) == ("/search", "json")
    assert asked["q"] == "Mara Brook Police funding cut 40 percent Northfield"


def test_a_search_engine_that_gives_no_json_says_what_to_change(at):
    with (
        Answering({}, status=b"403 Forbidden") as there,
        pytest.raises(ServiceFailed, match=r"search\.formats") as refused,
    ):
        at("web-search", there).find(FACTS)

    assert not refused.value.retriable


def test_an_encyclopaedia_is_asked_for_the_subject_and_for_who_said_it(at):
    def says(_path, asked):
        who = ("https://wiki.example.org/wiki/Mara_Brook", "Mara Brook", "A mayor.")
        if asked["gsrsearch"] == "Mara Brook":
            return articles(who)
        budget = ("https://wiki.example.org/wiki/Police", "Police", "They police.")
        return articles(budget, who)

    with Answering(says) as there:
        found = at("wikipedia", there).find(FACTS)

    assert [one.title for one in found] == ["Police", "Mara Brook"]
    assert there.asked[0][1]["gsrsearch"] == "Police funding cut Northfield"


def test_a_claimant_s_entity_is_proposed_with_who_it_says_they_are(at):
    def says(_path, asked):
        if asked["action"] == "wbsearchentities":
            return entity_search("Q42", "not an id")
        return entity("Q42", website="https://mayor.example.org/")

    with Answering(says) as there:
        who, site = at("wikidata", there).find(FACTS)

    assert who.about["same_as"] == who.url == "https://www.wikidata.org/wiki/Q42"
    assert who.snippet == "Mara Brook: mayor of Northfield"
    assert who.about["born"] == "1970-02-03"
    assert site.url == "https://mayor.example.org/"


def test_a_claimant_known_by_their_entity_is_not_looked_for(at):
    facts = ClaimFacts(1, 1, "x", "Mara Brook", same_as="https://www.wikidata.org/wiki/Q42")
    with Answering(entity("Q42", website="https://mayor.example.org/")) as there:
        (site,) = at("wikidata", there).find(facts)

    assert site.title == "Official website of Mara Brook"
    assert [asked["action"] for _, asked in there.asked] == ["wbgetentities"]


def test_the_archive_s_copy_is_noted_for_a_kept_page_and_proposed_for_one_that_failed(at):
    def says(_path, asked):
        return available(f"http://web.archive.org/web/20260304091200/{asked['url']}")

    with Answering(says) as there:
        noted, proposed = at("wayback", there).find(FACTS)

    assert isinstance(noted, ArchiveLink)
    assert (noted.snapshot, noted.archived_at.isoformat()) == (7, "2026-03-04T09:12:00+00:00")
    assert proposed.url.endswith("https://gone.example.org/table")
    assert proposed.about["copy_of"] == "https://gone.example.org/table"


def test_where_the_archive_has_nothing_nothing_is_found(at):
    with Answering(available("")) as there:
        assert at("wayback", there).find(FACTS) == []


JUNK: list[object] = [
    {},
    [],
    None,
    "words",
    7,
    {"claims": "x", "results": 3, "query": [], "search": {}, "archived_snapshots": "no"},
    {"claims": [3, {"claimReview": [None, {"url": 7, "publisher": []}]}]},
    {"results": [[], {"url": None, "title": {"a": 1}, "publishedDate": "yesterday"}]},
    {"query": {"pages": [{"index": "first", "canonicalurl": 5}, 8]}},
    {"search": [{"id": "Q0"}, {"id": ["Q1"]}, 4], "entities": [1]},
    {"search": [{"id": "Q1"}], "entities": {"Q1": {"claims": {"P856": [{"mainsnak": 1}]}}}},
    {"archived_snapshots": {"closest": {"available": True, "url": "u", "status": 200}}},
]


@pytest.mark.parametrize("name", SETTINGS)
def test_an_answer_of_another_shape_is_an_answer_without_sources(at, name):
    said = iter(JUNK * 3)
    with Answering(lambda _path, _query: next(said)) as there:
        finder = at(name, there)
        for place in range(len(JUNK)):
            facts = ClaimFacts(
                1, 1, f"Claim {place} of Northfield", f"Mara {place}", pages=FACTS.pages
            )
            for one in finder.find(facts):
                assert isinstance(one.url, str)


@pytest.mark.parametrize(
    ("status", "kind", "retriable"),
    [
        (b"429 Too Many Requests", "server_error", True),
        (b"401 Unauthorized", "refused", False),
        (b"302 Found", "redirects", False),
    ],
)
@pytest.mark.parametrize("name", SETTINGS)
def test_a_refusal_is_the_finder_s_failure(at, name, status, kind, retriable):
    headers = [b"Retry-After: 30", b"Location: http://127.0.0.1:1/"]
    with (
        Answering({}, status=status, headers=headers) as there,
        pytest.raises(ServiceFailed) as failed,
    ):
        at(name, there).find(FACTS)

    assert (failed.value.kind, failed.value.retriable) == (kind, retriable)
    assert failed.value.wait == (None if kind == "redirects" else 30)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_huge_answer_is_not_read_to_its_end(at, name):
    with Stranger(answer(b'"' + b"a" * 1_200_000 + b'"')) as there:
        there.url = f"http://127.0.0.1:{there.port}"
        with pytest.raises(ServiceFailed) as failed:
            at(name, there).find(FACTS)

    assert failed.value.kind == "too_large"


def test_the_same_question_is_asked_once_a_day_and_a_failure_again(at):
    with Answering(results(("https://a.example.org/1", "A", ""))) as there:
        finder = at("web-search", there)
        there.status = b"500 Internal Server Error"
        with pytest.raises(ServiceFailed):
            finder.find(FACTS)
        there.status = b"200 OK"
        first, second = finder.find(FACTS), finder.find(FACTS)

    assert first == second
    assert len(there.asked) == 2


def test_a_cache_that_is_away_is_only_one_question_more(at, settings):
    lost = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": lost}
    with Answering(results(("https://a.example.org/1", "A", ""))) as there:
        finder = at("web-search", there)
        assert finder.find(FACTS) == finder.find(FACTS)

    assert len(there.asked) == 2
