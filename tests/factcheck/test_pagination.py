"""Cursor pages: every row once, forwards and back, whatever is added meanwhile."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.publication.models import Publication
from reviews.review.models import Review
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def _query(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def _walk(caller, path, way, **query):
    pages = [caller.get(path, **query).json()]
    while link := pages[-1][way]:
        pages.append(caller.get(path, **_query(link)).json())
    return pages


def test_every_row_once_forwards_and_back():
    made = [given.queued().pk for _ in range(7)]
    caller = Caller(given.checker())

    forwards = _walk(caller, "reviews/", "next", page_size=3)
    back = _walk(caller, "reviews/", "previous", **_query(forwards[-2]["next"]))

    assert [[row["id"] for row in page["results"]] for page in forwards] == [
        made[6:3:-1],
        made[3:0:-1],
        made[0:1],
    ]
    assert [page["results"] for page in back] == [
        page["results"] for page in reversed(forwards)
    ]
    assert forwards[0]["previous"] is None
    assert forwards[-1]["next"] is None


def test_what_comes_in_meanwhile_moves_nothing():
    made = [given.queued().pk for _ in range(4)]
    caller = Caller(given.checker())
    first = caller.get("reviews/", page_size=2).json()

    newest = given.queued().pk

    second = caller.get("reviews/", **_query(first["next"])).json()
    assert [row["id"] for row in second["results"]] == [made[1], made[0]]
    before = caller.get("reviews/", **_query(second["previous"])).json()
    assert [row["id"] for row in before["results"]] == [made[3], made[2]]
    assert [
        row["id"]
        for row in caller.get("reviews/", **_query(before["previous"])).json()["results"]
    ] == [newest]


def test_rows_of_the_same_moment_are_told_apart_by_their_id():
    checks = [Publication.objects.live_of(given.published()) for _ in range(5)]
    Publication.objects.update(published_at=checks[0].published_at)

    pages = _walk(Caller(), "checks/", "next", page_size=2)

    slugs = [row["slug"] for page in pages for row in page["results"]]
    assert slugs == [check.slug for check in reversed(checks)]


def test_filters_stay_in_the_links():
    for _ in range(3):
        given.queued()
    given.taken()
    caller = Caller(given.checker())

    pages = _walk(caller, "reviews/", "next", state="queued", page_size=2)

    assert [len(page["results"]) for page in pages] == [2, 1]


@pytest.mark.parametrize(
    ("asked", "size"), [("1", 1), ("0", 1), ("9999", 3), ("x", 3), ("", 3)]
)
def test_the_size_of_a_page_has_limits(asked, size):
    for _ in range(3):
        given.queued()

    assert (
        len(Caller(given.checker()).get("reviews/", page_size=asked).json()["results"]) == size
    )


def _cursor(told):
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "é",
        _cursor([0]),
        _cursor([0, 1, 2]),
        _cursor([0, None]),
        _cursor([0, "x"]),
        _cursor([0, [1]]),
        _cursor([0, True]),
        _cursor({"a": 1}),
        _cursor(7),
        _cursor([0, 1e400]),
        _cursor("[" * 50),
    ],
)
def test_a_cursor_that_is_none_is_400(cursor):
    assert is_problem(Caller(given.checker()).get("reviews/", cursor=cursor), 400, "cursor")


def test_a_cursor_beyond_every_id_is_an_end():
    review = given.queued()
    caller = Caller(given.checker())

    assert caller.get("reviews/", cursor=_cursor([1, 10**30])).json()["results"] == []
    rows = caller.get("reviews/", cursor=_cursor([0, 10**30])).json()["results"]
    assert [row["id"] for row in rows] == [review.pk]


def test_no_page_is_found_by_counting_rows():
    for _ in range(5):
        given.queued()
    caller = Caller(given.checker())
    first = caller.get("reviews/", page_size=2).json()

    with CaptureQueriesContext(connection) as queries:
        caller.get("reviews/", **_query(first["next"]))

    asked = [query["sql"].upper() for query in queries]
    assert not any(" OFFSET " in sql or "COUNT(" in sql for sql in asked)
    assert any(f'"{Review._meta.db_table}"."ID" < '.upper() in sql for sql in asked)
