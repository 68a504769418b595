"""The home page, lists, and the pages of claimants."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.withholding import actions as withholding_actions
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


def test_home_shows_the_latest_large_and_the_others_below(client):
    first, latest = stories.published(), stories.published()
    html = client.get("/").content.decode()

    head, below = html.split("All checks</h2>")
    assert latest.slug in head
    assert first.slug in below
    assert latest.slug not in below


def test_home_before_the_first_check_is_a_page(client):
    assert "Nothing is published yet" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/checks/", "/corrections/", "/docket/", "/claimants/"]
)
def test_a_list_costs_the_same_for_one_and_for_many(client, address):
    stories.corrected()
    stories.published()

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    few = (cost(), stories.corrected(), stories.published(), cost())
    assert few[0] == few[-1]


def test_a_person_without_checks_has_no_page(client):
    stories.published()

    assert client.get("/claimants/mara-brook/").status_code == 200
    assert client.get("/claimants/nobody/").status_code == 404


def test_the_page_of_a_person_whose_checks_are_all_retracted_says_so(client):
    gone = stories.retracted()

    html = client.get("/claimants/mara-brook/").content.decode()

    assert "Zero claims" not in html
    assert "We retracted one check of what Mara Brook said and no longer stand by it." in html
    assert f'href="/checks/{gone.slug}/"' in html


def test_the_page_of_a_person_whose_checks_are_all_withheld_is_not_shown(client):
    check = stories.published()
    withholding_actions.withhold(check, what="check", reason="A threat.", by=given.editor())

    answer = client.get("/claimants/mara-brook/")

    assert answer.status_code == 451
    assert "Mara Brook" not in answer.content.decode()


def test_no_average_stands_on_a_persons_page(client):
    stories.published(rating="false")
    html = client.get("/claimants/mara-brook/").content.decode()

    assert "not a sample" in html
    assert "%" not in re.sub(r"<[^>]*>", "", html.split("<main")[1])
