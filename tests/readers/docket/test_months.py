"""The months of the docket, and the cost of a page."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.claims.models import Claim
from readers.docket.page import Month
from tests import given
from tests.readers.docket.pages import declined, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", ["x", "9999-99-99~s~1", "2026-01-01~s~1", "~~", "1e5"])
def test_a_place_that_is_none_is_the_first_page(client, before):
    declined()

    answer = client.get("/docket/", {"show": "declined", "before": before})

    assert len(answer.context["declined"]) == 1


def test_the_docket_costs_the_same_for_one_row_and_for_many(client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            page(client)
        return len(caught)

    given.queued(), declined(), given.dropped(), given.tip()
    few = queries()
    for _ in range(4):
        given.queued(), declined(), given.dropped(), given.tip()

    assert queries() == few


def test_months_end_where_the_desk_began(client):
    Claim.objects.filter(pk=given.claim().pk).update(filed_at=datetime(2026, 2, 10, tzinfo=UTC))

    first = page(client, "?month=2026-02")
    second = page(client, "?month=2026-03")

    assert "January 2026" not in first
    assert 'rel="next" href="?month=2026-03"' in first
    assert 'rel="prev" href="?month=2026-02"' in second
    assert "?month=2001-01" not in page(client, "?month=2001-02")


def test_another_month_is_another_docket(client):
    review = given.queued()

    html = client.get("/docket/?month=2001-01").content.decode()

    assert review.claim.text not in html
    assert "What reached us in January 2001" in html


@pytest.mark.parametrize(
    "typed", ["", "x", "2026-13", "0000-01", "9999-12", "2026-3-3", "９９９９-01"]
)
def test_a_month_that_is_none_is_this_one(typed):
    today = datetime(2026, 3, 24, tzinfo=UTC)

    assert Month.of(typed, today) == Month(2026, 3)


def test_months_follow_each_other_over_the_year():
    assert Month(2025, 12).next == Month(2026, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2026, 3).previous.next == Month(2026, 3)
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize("typed", ["2099-12", "2000-01"])
def test_the_first_and_the_last_month_are_pages(client, typed):
    assert client.get(f"/docket/?month={typed}").status_code == 200
