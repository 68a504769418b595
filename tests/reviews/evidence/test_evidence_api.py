"""Evidence by API: added, withdrawn, described, given another page."""

import pytest

from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.actions import archive_by_hand
from sources.snapshots.models import Content
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def test_words_of_a_kept_page_become_evidence():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    page = given.kept_page()
    body = {
        "snapshot": page.pk,
        "quote": "police spending  falls from 90.2 million".replace("police", "Police"),
        "stance": "refutes",
        "primary": True,
        "note": "The budget itself.",
        "origin": "Town treasurer",
    }

    made = caller.post(f"reviews/{review.pk}/evidence/", body)

    assert made.status_code == 201
    told = made.json()
    assert (told["number"], told["anchored"], told["primary"]) == (1, True, True)
    assert told["passage"] == "Police spending falls from 90.2 million"
    assert told["snapshot"]["sha256"] == page.sha256
    assert (told["note"], told["origin"]) == ("The budget itself.", "Town treasurer")


def test_words_that_are_only_near_are_offered_and_not_taken():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = {
        "snapshot": given.kept_page().pk,
        "quote": given.PASSAGE.replace("falls", "fell"),
        "stance": "refutes",
    }

    told = caller.post(f"reviews/{review.pk}/evidence/", body).json()

    assert told["anchored"] is False
    assert told["passage"] == ""
    assert told["near"]["passage"] == given.PASSAGE
    assert 80 <= told["near"]["percent"] < 100


def test_a_page_that_is_not_there_yet_is_fetched_first():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = {"url": "https://example.org/budget", "quote": given.PASSAGE, "stance": "supports"}

    told = caller.post(f"reviews/{review.pk}/evidence/", body).json()

    assert told["anchored"] is None
    assert told["snapshot"] is None
    capture = Capture.objects.get(pk=told["capture"]["id"])
    assert told["capture"] == {"id": capture.pk, "state": "waiting", "kind": "", "detail": ""}
    assert capture.url == "https://example.org/budget"
    whole = caller.get(f"reviews/{review.pk}/").json()
    weigh = next(move for move in whole["moves"] if move["name"] == "weigh")
    assert weigh["missing"] == ["[1] is still waiting for its page."]


def test_words_wait_for_a_page_that_is_still_being_read():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    page = archive_by_hand(given.PAGE.encode(), media_type="text/plain", by=caller.person)
    body = {"snapshot": page.pk, "quote": given.PASSAGE, "stance": "refutes"}

    before = caller.post(f"reviews/{review.pk}/evidence/", body).json()
    parse_job.parse_content(Content.objects.lease(page.pk))
    evidence_actions.anchor_page(page)

    after = caller.get(f"reviews/{review.pk}/").json()["evidence"][0]
    assert (before["anchored"], after["anchored"]) == (None, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"snapshot": None}, "snapshot:"),
        ({"snapshot": 987654}, "snapshot:"),
        ({"url": "https://example.org/"}, "one page"),
        ({"quote": "  "}, "quote:"),
        ({"quote": "x" * 5001}, "quote:"),
        ({"stance": "maybe"}, "stance:"),
        ({"confidential": True}, "Say how"),
    ],
)
def test_what_is_no_evidence_is_422(changes, words):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = {"snapshot": given.kept_page().pk, "quote": given.PASSAGE, "stance": "refutes"}

    answer = caller.post(f"reviews/{review.pk}/evidence/", {**body, **changes})

    assert is_problem(answer, 422, words)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("url", ["", "nowhere", "javascript:alert(1)"])
def test_evidence_needs_an_address_or_a_kept_page(url):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = {"url": url, "quote": given.PASSAGE, "stance": "refutes"}

    assert is_problem(caller.post(f"reviews/{review.pk}/evidence/", body), 422)
    assert not Capture.objects.exists()


def test_evidence_is_withdrawn_and_its_number_stays_its_own():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    first = given.evidence(review, by=caller.person)

    gone = caller.post(f"evidence/{first.pk}/withdraw/", {"note": "The wrong year."})
    second = given.evidence(review, by=caller.person)

    assert (gone.status_code, gone.json()["withdrawn"]) == (200, True)
    assert second.number == 2
    shown = caller.get(f"reviews/{review.pk}/").json()["evidence"]
    assert [(one["number"], one["withdrawn"]) for one in shown] == [(1, True), (2, False)]


def test_withdrawn_evidence_is_put_back_under_its_own_number():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    piece = given.evidence(review, by=caller.person)
    caller.post(f"evidence/{piece.pk}/withdraw/", {"note": "The wrong year."})

    back = caller.post(f"evidence/{piece.pk}/restore/")

    assert (back.status_code, back.json()["withdrawn"]) == (200, False)
    assert back.json()["number"] == 1
    piece.refresh_from_db()
    assert piece.withdrawn_note == ""


def test_what_was_said_of_evidence_is_taken_back():
    caller = Caller(given.checker())
    piece = given.evidence(given.taken(by=caller.person), by=caller.person)
    caller.patch(
        f"evidence/{piece.pk}/", {"stance": "context", "figure": "90.2", "figure_unit": "CZK"}
    )

    before = caller.post(f"evidence/{piece.pk}/undescribe/").json()
    again = caller.post(f"evidence/{piece.pk}/undescribe/").json()

    assert (before["stance"], before["figure"]) == ("refutes", None)
    assert (again["stance"], again["figure"]["value"]) == ("context", "90.2")


def test_where_nothing_was_said_nothing_is_taken_back():
    caller = Caller(given.checker())
    piece = given.evidence(given.taken(by=caller.person), by=caller.person)

    answer = caller.post(f"evidence/{piece.pk}/undescribe/")

    assert is_problem(answer, 422, "There is no change of [1]")


def _without_page(by):
    """A piece whose page could not be kept."""
    piece = given.evidence(given.taken(by=by), by=by, url="https://example.org/budget")
    Capture.objects.filter(pk=piece.capture_id).update(
        state="failed", failure="timeout", detail="The site took too long.", attempts=3
    )
    return piece


def test_evidence_whose_page_could_not_be_kept_is_given_a_kept_one():
    caller = Caller(given.checker())
    piece = _without_page(caller.person)
    page = given.kept_page(by=caller.person)

    told = caller.post(f"evidence/{piece.pk}/page/", {"snapshot": page.pk})

    assert told.status_code == 200
    assert told.json()["snapshot"]["id"] == page.pk
    assert (told.json()["anchored"], told.json()["passage"]) == (True, given.PASSAGE)


def test_evidence_whose_page_could_not_be_kept_is_given_another_address():
    caller = Caller(given.checker())
    piece = _without_page(caller.person)

    told = caller.post(f"evidence/{piece.pk}/page/", {"url": "https://example.org/2"}).json()

    assert (told["anchored"], told["capture"]["state"]) == (None, "waiting")
    assert Capture.objects.due().get(pk=told["capture"]["id"]).url == "https://example.org/2"


def test_evidence_that_has_its_page_is_given_none():
    caller = Caller(given.checker())
    piece = given.evidence(given.taken(by=caller.person), by=caller.person)
    page = given.kept_page(by=caller.person)

    answer = caller.post(f"evidence/{piece.pk}/page/", {"snapshot": page.pk})

    assert is_problem(answer, 422, "has its page")
    assert is_problem(caller.post(f"evidence/{piece.pk}/page/", {}), 422, "one page")
    piece.refresh_from_db()
    assert piece.snapshot_id != page.pk


def test_the_pages_own_words_are_taken_where_they_are_offered():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    quote = given.PASSAGE.replace("falls", "fell")
    piece = given.evidence(review, by=caller.person, quote=quote)
    assert piece.near_passage

    taken = caller.post(f"evidence/{piece.pk}/take-near/")

    assert (taken.status_code, taken.json()["quote"]) == (200, piece.near_passage)
    assert (taken.json()["anchored"], taken.json()["near"]) == (True, None)
    assert is_problem(
        caller.post(f"evidence/{piece.pk}/take-near/"), 422, "There are no similar words"
    )


@pytest.mark.parametrize("verb", ["restore", "page", "take-near"])
def test_evidence_of_a_review_that_somebody_else_holds_is_left_alone(verb):
    piece = _without_page(given.checker())
    body = {"url": "https://example.org/2"}

    assert is_problem(Caller(given.checker()).post(f"evidence/{piece.pk}/{verb}/", body), 403)
