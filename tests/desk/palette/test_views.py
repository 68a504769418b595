"""The palette: what it finds while one types, for whom, and what it offers to do."""

import pytest
from django.urls import reverse

from desk.palette.views import marked
from sources.captures.models import Capture
from tests import given
from tests.desk.requests import HTMX, queries, url

pytestmark = pytest.mark.django_db


def found(client, words, **more):
    return client.get(url("palette"), {"q": words}, **HTMX, **more)


def texts(answer):
    return [claim.text for claim in answer.context["claims"]]


@pytest.mark.parametrize(
    "words",
    ["police fund", "polic", "fundi", "Police fundings", "cut of funding", "fun pol", "4.5"],
)
def test_words_find_a_claim_before_they_are_whole(client, checker, words):
    given.queued(text="Police funding was cut by 4.5 percent")
    given.queued(text="Rents doubled in a year")

    assert texts(found(client, words)) == ["Police funding was cut by 4.5 percent"]


@pytest.mark.parametrize(
    "words", ["unding", "police rents", "the", "' & | !", "(", "a\0b", "?"]
)
def test_words_that_no_claim_holds_find_none(client, checker, words):
    given.queued(text="Police funding was cut by 40 percent")

    answer = found(client, words)

    assert answer.status_code == 200
    assert texts(answer) == []


def test_a_claim_is_found_by_its_number_and_by_who_said_it(client, checker):
    claim = given.claim(text="Rents doubled in a year")

    assert texts(found(client, str(claim.pk))) == [claim.text]
    assert texts(found(client, "Mara Br")) == [claim.text]
    assert "<b>Mara</b> <b>Br</b>ook" in found(client, "Mara Br").content.decode()


def test_a_claim_with_a_verdict_shows_its_mark_and_word(client, checker):
    given.published()

    page = found(client, "police").content.decode()

    assert 'data-rating="half-true"' in page
    assert "#mark-half-true" in page
    assert "Half true, " in page


def test_what_waits_for_oneself_comes_first_and_leads_to_the_review(client, checker):
    mine = given.taken(by=checker)
    given.queued()

    answer = found(client, "police funding")
    first = answer.context["claims"][0]

    assert first.pk == mine.claim_id
    assert f'href="{url("review", mine.pk)}"' in answer.content.decode()
    assert "your turn, gathering evidence" in answer.content.decode()
    assert texts(found(client, "")) == [mine.claim.text]


def test_kept_pages_are_found_by_title_and_address(client, checker):
    page = given.kept_page(by=checker, title="Budget 2026", url="https://example.org/police/b")

    for words in ("budget", "example.org/police"):
        answer = found(client, words)
        assert answer.context["pages"] == [page]
        assert f'href="{url("archived_page", page.pk)}"' in answer.content.decode()


def test_a_pasted_link_is_kept_or_becomes_an_article(client, checker):
    address = "https://example.org/a?b=c&d"

    page = found(client, address).content.decode()
    answer = client.post(url("archive_page"), {"url": address})

    assert "Archive this page" in page
    assert f"{url('new_article')}?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d" in page
    assert answer["Location"] == url("archived_pages")
    assert Capture.objects.get().url == address
    assert Capture.objects.get().asked_by == checker


def test_a_link_pasted_over_ones_review_is_kept_for_it(client, checker):
    mine, other = given.taken(by=checker), given.taken()

    def offered_at(review):
        here = f"http://testserver{url('review', review.pk)}?pane=2"
        return found(client, "https://example.org/a", HTTP_HX_CURRENT_URL=here)

    assert f'action="{url("source_add", mine.pk)}"' in offered_at(mine).content.decode()
    assert f'action="{url("archive_page")}"' in offered_at(other).content.decode()


def test_what_is_no_address_is_not_kept(client, checker):
    answer = client.post(url("archive_page"), {"url": "nonsense"})

    assert answer.status_code == 422
    assert not Capture.objects.exists()


def test_words_can_be_filed_as_a_claim(client, checker):
    page = found(client, "Rents tripled & more").content.decode()
    address = f"{url('new_claim')}?text=Rents+tripled+%26+more"

    assert f'href="{address}"' in page
    assert "Rents tripled &amp; more</textarea>" in client.get(address).content.decode()


def test_pages_of_the_desk_are_found_by_the_beginnings_of_words(client, checker):
    page = found(client, "si ou").content.decode()

    assert reverse("account_logout") in page
    assert reverse("usersessions_list") not in page


def test_it_costs_the_same_for_two_claims_and_for_four(client, checker):
    address = f"{url('palette')}?q=police"
    given.published()
    given.taken(by=checker)
    before = queries(client, address)
    given.published()
    given.taken(by=checker)

    assert queries(client, address) == before


def test_typed_beginnings_are_marked_and_nothing_else():
    assert marked("Refunds for police funding", "fund pol") == [
        ("Refunds for ", False),
        ("pol", True),
        ("ice ", False),
        ("fund", True),
        ("ing", False),
    ]
