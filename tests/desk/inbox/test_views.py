"""The lists of the desk: who may, what they show and what they cost."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from claims.claims.models import Claim
from desk.inbox import rows as inbox_rows
from reviews.review.models import Review
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, plans
from reviews.workflow.querysets import DetailedReviews
from tests import given
from tests.desk.requests import queries, url

pytestmark = pytest.mark.django_db

GETS = [
    ("inbox", []),
    ("queue", []),
    ("articles", []),
    ("new_article", []),
    ("article", ["article"]),
    ("article_changes", ["article"]),
    ("claims", []),
    ("new_claim", []),
    ("claim", ["claim"]),
    ("near_claims", []),
    ("palette", []),
    ("near_claim", ["claim"]),
]
POSTS = [
    ("take_next", [], 302),
    ("archive_page", [], 422),
    ("extract_again", ["article"], 422),
    ("mark_statement", ["article"], 422),
    ("statement_accept", ["statement"], 422),
    ("statement_decline", ["statement"], 422),
    ("statement_join", ["statement"], 422),
    ("statement_undo", ["statement"], 302),
    ("queue_claim", ["claim"], 409),
]


@pytest.fixture
def keys():
    statement = given.statement()
    return {
        "article": statement.article_id,
        "statement": statement.pk,
        "claim": given.claim().pk,
    }


@pytest.mark.parametrize(("name", "of"), GETS)
def test_pages_are_for_people_of_the_desk(client, keys, name, of):
    address = url(name, *(keys[one] for one in of))

    assert client.get(address).status_code == 302
    for user, status in [
        (given.outsider(), 403),
        (given.checker(), 200),
        (given.editor(), 200),
    ]:
        client.force_login(user)
        assert client.get(address).status_code == status


@pytest.mark.parametrize(("name", "of", "status"), POSTS)
def test_actions_are_for_people_of_the_desk_and_only_by_post(client, keys, name, of, status):
    address = url(name, *(keys[one] for one in of))

    assert client.post(address).status_code == 302
    assert "/accounts/login/" in client.post(address)["Location"]
    client.force_login(given.outsider())
    assert client.post(address).status_code == 403
    for user in (given.checker(), given.editor()):
        client.force_login(user)
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == status


# --- lists ---


def test_the_queue_is_filtered_by_its_address(client, checker):
    given.queued(text="Rents doubled in a year", by=checker)
    given.queued(text="The bridge cost four times as much", by=checker)
    triage_actions.file_claim(
        text="Crime fell by a third", claimant="Hugo Lund", topics=["Police"], by=checker
    )

    def claims_at(query):
        reviews = client.get(f"{url('queue')}{query}").context["reviews"]
        return [review.claim.text for review in reviews]

    assert claims_at("?q=rents") == ["Rents doubled in a year"]
    assert claims_at("?q=Lund") == ["Crime fell by a third"]
    assert claims_at("?topic=police") == ["Crime fell by a third"]
    assert claims_at("?topic=police&q=rents") == []


def test_the_queue_goes_on_where_a_page_ended():
    for priority in (50, 90, 50, 10):
        given.queued(priority=priority)
    due_at = datetime(2026, 12, 1, 17, tzinfo=UTC)
    plans.plan_review(given.queued(priority=50), due_at=due_at, by=given.editor())
    whole, _ = inbox_rows.queue_page(DetailedReviews(Review), "", size=10)

    seen, after = [], ""
    for _ in range(3):
        rows, key = inbox_rows.queue_page(DetailedReviews(Review), after, size=2)
        seen += rows
        after = str(key)

    assert seen == whole
    assert key is None
    assert [review.priority for review in whole] == [90, 50, 50, 50, 10]
    assert whole[1].due_on == date(2026, 12, 1)


def test_the_queue_has_a_column_for_due_times_once_there_is_one(client, checker):
    review = given.queued()
    before = client.get(url("queue")).content.decode()
    due_at = datetime(2026, 3, 6, 17, tzinfo=UTC)
    plans.plan_review(review, due_at=due_at, by=given.editor())

    with time_machine.travel("2026-03-06T10:00Z", tick=False):
        client.force_login(checker)
        page = client.get(url("queue")).content.decode()

    assert "Due</span>" not in before
    assert '<span class="num strong warn">today 17:00</span>' in page


@pytest.mark.parametrize("name", ["queue", "articles", "claims"])
def test_lists_cost_the_same_for_one_row_and_for_ten(client, checker, name):
    given.article(by=checker)
    given.published()
    given.queued()
    before = queries(client, url(name))
    for number in range(3):
        given.article(f"Rents rose by {number} percent, said Hugo Lund.", by=checker)
        given.published()
        given.queued()

    assert queries(client, url(name)) == before


def test_a_claim_shows_where_it_appeared_its_reviews_and_its_history(client, statement):
    editor = given.editor(name="Ada Okoro")
    review = triage_actions.accept_statement(
        statement, text="Police funding fell by 40 percent", by=editor
    )
    moves.drop(review, reason="Nobody said it.", by=editor)

    page = client.get(url("claim", review.claim_id)).content.decode()

    assert "Mayor defends budget" in page
    assert "dropped: “Nobody said it.”" in page
    assert page.index("dropped it") < page.index("turned a statement into this claim")
    assert "Queue again" in page


def test_a_dropped_claim_is_queued_anew_once(client, checker):
    claim = given.dropped().claim

    client.post(url("queue_claim", claim.pk))
    again = client.post(url("queue_claim", claim.pk))

    assert claim.reviews.count() == 2
    assert again.status_code == 409
    assert "already being reviewed" in again.content.decode()


def test_search_finds_claims_by_words_and_by_who_said_them(client, checker):
    given.queued(text="Rents doubled in a year", by=checker)
    given.queued(text="The bridge cost four times as much", by=checker)

    found = client.get(url("claims"), {"q": "doubling rents"}).context["page"].rows

    assert [claim.text for claim in found] == ["Rents doubled in a year"]
    assert len(client.get(url("claims"), {"q": "Brook"}).context["page"].rows) == 2


def test_a_link_in_the_search_becomes_a_new_article(client, checker):
    response = client.get(url("claims"), {"q": "https://courier.example/a?b=c"}, follow=True)

    assert response.context["form"]["url"].value() == "https://courier.example/a?b=c"


def test_a_claim_without_an_article_is_filed_and_queued(client, checker):
    client.post(
        url("new_claim"),
        {
            "text": "Rents doubled in a year",
            "claimant": "Hugo Lund",
            "said_on": "2026-03-03",
            "said_where": "Radio Northfield",
            "topics": "Housing, Rents",
        },
    )

    claim = Claim.objects.get()
    assert (claim.said_where, claim.said_on) == ("Radio Northfield", date(2026, 3, 3))
    assert [topic.name for topic in claim.topics.all()] == ["Housing", "Rents"]
    assert claim.reviews.get().state == "queued"


def test_a_refused_claim_keeps_what_was_typed(client, checker):
    response = client.post(
        url("new_claim"), {"text": "Did rents double?", "claimant": "", "why": "Many ask"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Did rents double?" in page
    assert "Many ask" in page
    assert "Nothing you typed is lost" in page
    assert not Claim.objects.exists()


def test_known_claims_are_shown_while_one_is_written(client, checker):
    given.queued(text="Rents in Northfield doubled in a year", by=checker)

    page = client.get(
        url("near_claims"), {"text": "Rents in Northfield tripled in 3 years"}
    ).content.decode()

    assert "Rents in Northfield doubled in a year" in page
    assert "in the queue" in page
