"""Finding checks: words, filters, the way on; every address may be typed by anybody."""

import re
from urllib.parse import urlencode

import pytest

from readers.lists import check_list
from readers.lists.check_list import Filters
from reviews.triage import actions
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


def check(text, *, claimant="Mara Brook", rating="half-true", topics=(), conclusion="It fell."):
    review = actions.file_claim(
        text=text, claimant=claimant, topics=list(topics), by=given.checker()
    )
    return stories.published(review=given.fresh(review), rating=rating, conclusion=conclusion)


@pytest.fixture
def checks():
    return [
        check("Police funding was cut", topics=["Police", "Budget"]),
        check("Rents have doubled", claimant="Hugo Lund", rating="false", topics=["Housing"]),
        check(
            "No police station is left", claimant="Hugo Lund", rating="false", topics=["Police"]
        ),
    ]


def found(client, **query):
    html = client.get("/checks/?" + urlencode(query, doseq=True)).content.decode()
    return [
        slug.split("/")[2]
        for slug in re.findall(r'<h3 class="claim-line"><a href="([^"]*)', html)
    ]


def test_the_newest_stands_first(client, checks):
    assert found(client) == [one.slug for one in reversed(checks)]


def test_words_find_claims_names_and_conclusions_in_their_forms(client, checks):
    police, rents, station = (one.slug for one in checks)

    assert found(client, q="police") == [station, police]
    assert found(client, q="funded") == [police]
    assert found(client, q="lund") == [station, rents]
    assert found(client, q="fell") == [station, rents, police]
    assert found(client, q='"police station"') == [station]
    assert found(client, q="police -station") == [police]


def test_searched_words_are_marked_and_nothing_else_is_html(client):
    check("Police & <b>funding</b> was cut", conclusion="The police budget fell.")

    html = client.get("/checks/?q=police").content.decode()

    assert "that <mark>police</mark> &amp; &lt;b&gt;funding&lt;/b&gt; was cut</a>" in html
    assert "The <mark>police</mark> budget fell." in html
    assert "<b>funding" not in html


def test_filters_narrow_each_other_and_widen_themselves(client, checks):
    police, rents, station = (one.slug for one in checks)

    assert found(client, rating="false") == [station, rents]
    assert found(client, rating=["false", "half-true"]) == [station, rents, police]
    assert found(client, topic="Police") == [station, police]
    assert found(client, topic="Police", claimant="hugo-lund") == [station]
    assert found(client, topic="Police", rating="true") == []


def test_an_empty_list_names_the_filter_that_hides_the_most(client, checks):
    html = client.get("/checks/?q=rents&topic=Police&rating=false").content.decode()

    assert "Without the words there is one check" in html
    assert 'href="/checks/?rating=false&amp;topic=Police"' in html


def test_an_empty_list_offers_no_way_that_leads_nowhere(client, checks):
    html = client.get("/checks/?q=nothing&topic=Nowhere").content.decode()

    assert "Dropping a single filter would not help." in html


def test_each_chosen_filter_can_be_dropped_alone(client, checks):
    html = client.get(
        "/checks/?q=police&rating=false&rating=true&claimant=hugo-lund"
    ).content.decode()

    assert 'href="/checks/?rating=false&amp;rating=true&amp;claimant=hugo-lund"' in html
    assert 'href="/checks/?q=police&amp;rating=true&amp;claimant=hugo-lund"' in html
    assert 'href="/checks/?q=police&amp;rating=false&amp;rating=true"' in html


def test_older_checks_follow_without_gap_or_repetition(client, checks, monkeypatch):
    monkeypatch.setattr(check_list, "ROWS", 2)
    monkeypatch.setattr(check_list.rows, "__kwdefaults__", {"limit": 2})
    html = client.get("/checks/").content.decode()
    (before,) = set(re.findall(r"before=(\d+)", html))

    first, second = found(client), found(client, before=before)

    assert first + second == [one.slug for one in reversed(checks)]


def test_a_retracted_check_is_in_no_list(client):
    gone = stories.retracted()

    assert found(client) == []
    assert gone.slug not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%FF%FE",
        "q=" + "a" * 5000,
        "q=%27%22%5C%26%7C%21%28%29%3A*",
        "before=-1",
        "before=99999999999999999999999",
        "before=²",
        "before=x",
        "rating=%00&claimant=%00&topic=%00",
        "topic=" + "&topic=".join("x" * 90 for _ in range(50)),
    ],
)
def test_whatever_is_typed_is_a_page(client, query):
    stories.published()

    assert client.get(f"/checks/?{query}").status_code == 200


def test_an_address_says_the_same_as_its_filters():
    filters = Filters.of(
        {"q": [" police  cuts "], "rating": ["false", "false", ""], "before": ["7"]}
    )

    assert filters.query == "q=police+cuts&rating=false"
    assert filters.before == 7
    assert filters.without("rating", "false").query == "q=police+cuts"
    assert not Filters.of({"before": ["7"]})
