"""Reviews by API: listed, taken, shown whole, and what that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.claims.models import Claim
from reviews.replies import actions as reply_actions
from reviews.revisions.models import Revision
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def test_reviews_are_listed_by_state_and_holder():
    mine, theirs, waiting = given.taken(), given.taken(), given.queued()
    caller = Caller(given.checker())

    def listed(**query):
        return [row["id"] for row in caller.get("reviews/", **query).json()["results"]]

    assert listed() == [waiting.pk, theirs.pk, mine.pk]
    assert listed(state="evidence") == [theirs.pk, mine.pk]
    assert listed(holder=mine.holder.username) == [mine.pk]
    assert listed(state="queued", holder=mine.holder.username) == []
    assert listed(holder="nobody") == []
    assert listed(state="", holder="") == [waiting.pk, theirs.pk, mine.pk]
    assert is_problem(caller.get("reviews/", state="sleeping"), 422, "state:")


def test_take_next_gives_the_most_important_and_then_nothing():
    given.queued(priority=10)
    urgent = given.queued(priority=90)
    caller = Caller(given.checker())

    first, _, third = (caller.post("reviews/take-next/") for _ in range(3))

    assert (first.status_code, third.status_code) == (200, 204)
    assert first.json()["id"] == urgent.pk
    assert first.json()["holder"] == caller.person.username
    assert first.json()["state"] == "evidence"
    assert first.json()["lease_until"]
    assert first.json()["draft"]["version"] == 1
    assert third.content == b""


def test_whoever_takes_many_asks_for_less():
    review = given.queued()
    caller = Caller(given.checker())

    with CaptureQueriesContext(connection) as queries:
        taken = caller.client.post(
            "/api/reviews/take-next/", headers={"Prefer": "return=minimal"}
        )

    assert taken.headers["Preference-Applied"] == "return=minimal"
    assert taken.json() == caller.get("reviews/").json()["results"][0]
    assert (taken.json()["id"], taken.json()["holder"]) == (review.pk, caller.person.username)
    assert len(queries) <= 6


def test_a_review_is_shown_whole():
    checker = given.checker()
    review = given.submitted(by=checker)

    told = Caller(given.editor()).get(f"reviews/{review.pk}/").json()

    assert told["state"] == "submitted"
    assert told["holder"] == checker.username
    assert told["draft"] == {
        "version": 2,
        "rating": "half-true",
        "conclusion": "One grant fell by 40 percent; the budget fell by 4 percent.",
        "body": "The budget gives the figures [1].",
    }
    assert told["revision"]["number"] == 1
    assert told["revision"]["hash"] == Revision.objects.newest_of(review).hash
    assert told["revision"]["authors"] == [checker.username]
    assert told["missing"] == []
    piece = told["evidence"][0]
    assert (piece["number"], piece["stance"], piece["anchored"]) == (1, "refutes", True)
    assert piece["passage"] == given.PASSAGE
    assert piece["snapshot"]["sha256"]
    assert piece["capture"] is None
    assert piece["near"] is None
    assert piece["withdrawn"] is False
    assert [event["kind"] for event in told["events"]] == [
        *("submit", "weigh", "attach", "take", "queue", "file"),
    ]
    assert told["events"][0]["by"] == checker.username


def test_a_review_says_what_is_missing_and_what_may_be_done():
    checker = given.checker()
    review = given.taken(by=checker)

    told = Caller(checker).get(f"reviews/{review.pk}/").json()
    moves = {move["name"]: move for move in told["moves"]}

    assert "No rating chosen yet." in told["missing"]
    assert moves["release"] == {
        "name": "release",
        "allowed": True,
        "why_not": "",
        "missing": [],
    }
    assert moves["weigh"]["allowed"] is False
    assert moves["weigh"]["missing"] == ["No evidence yet: at least one passage is needed."]
    assert moves["assign"]["why_not"] == "Only an editor may assign this review."
    assert moves["publish"]["allowed"] is False
    assert "evidence" in moves["publish"]["why_not"]


def _queries(caller, path):
    caller.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = caller.get(path)
    return len(queries), answer.json()


@pytest.mark.parametrize("path", ["reviews/", "claims/", "claims/?q=funding"])
def test_lists_cost_as_many_queries_however_long_they_are(path):
    caller = Caller(given.checker())

    def file():
        number = Claim.objects.count()
        body = {
            "text": f"Police funding was cut by {number} percent",
            "claimant": {"name": f"Speaker {number}"},
            "topics": [f"Topic {number}", "Police"],
        }
        made = caller.post("claims/", body).json()
        Caller(given.checker()).post(f"reviews/{made['review']['id']}/take/")

    file()
    one, short = _queries(caller, path)
    for _ in range(9):
        file()
    ten, long = _queries(caller, path)

    assert (len(short["results"]), len(long["results"])) == (1, 10)
    assert one == ten


def test_a_review_costs_as_many_queries_however_much_is_in_it():
    caller = Caller(given.checker())
    review = given.weighed(by=caller.person)
    one, short = _queries(caller, f"reviews/{review.pk}/")
    for _ in range(5):
        given.evidence(review, by=caller.person)
        reply_actions.note_reply(review, not_asked_because="Too late.", by=caller.person)
    six, long = _queries(caller, f"reviews/{review.pk}/")

    assert (len(short["evidence"]), len(long["evidence"])) == (1, 6)
    assert one == six
