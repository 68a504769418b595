"""Triage, claims, drafts and evidence by API."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.claimants.models import Claimant
from claims.claims.models import Claim
from claims.statements.models import Statement
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.replies import actions as reply_actions
from reviews.review.models import Review
from reviews.revisions.models import Revision
from reviews.triage import actions as triage_actions
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.actions import archive_by_hand
from sources.snapshots.models import Content
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

WORDING = "Police funding was cut by 40 percent in a single year"


# --- statements -------------------------------------------------------------------------------


def test_a_statement_is_accepted_as_a_claim_in_our_wording():
    caller = Caller(given.checker())
    statement = given.statement()
    body = {
        "text": WORDING,
        "claimant": {"name": "Mara Brook"},
        "said_on": "2026-03-03",
        "where": "the council",
        "topics": ["Police", "Budget"],
        "why": "It is repeated a lot.",
    }

    made = caller.post(f"statements/{statement.pk}/accept/", body)

    assert made.status_code == 201
    claim, review = made.json()["claim"], made.json()["review"]
    assert claim["text"] == WORDING
    assert claim["claimant"]["name"] == "Mara Brook"
    assert (claim["said_on"], claim["where"]) == ("2026-03-03", "the council")
    assert sorted(claim["topics"]) == ["Budget", "Police"]
    assert claim["why"] == "It is repeated a lot."
    assert claim["review"] == {"id": review["id"], "state": "queued", "holder": None}
    assert (review["state"], review["claim"]["id"]) == ("queued", claim["id"])
    statement.refresh_from_db()
    assert (statement.state, statement.claim_id) == ("accepted", claim["id"])


def test_without_a_claimant_it_is_the_speaker():
    statement = given.statement()
    assert statement.speaker

    made = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert made.json()["claim"]["claimant"]["name"] == statement.speaker


def test_without_a_claimant_what_the_article_itself_says_is_its_publishers():
    statement = _said_by_nobody()

    made = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert made.json()["claim"]["claimant"]["name"] == "Northfield Courier"


def test_a_claim_of_nobody_is_422():
    statement = _said_by_nobody(publisher="")

    answer = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"text": WORDING}
    )

    assert is_problem(answer, 422, "claimant: Say who said it.")


def _said_by_nobody(**more):
    statement = given.statement(**more)
    Statement.objects.filter(pk=statement.pk).update(kind="narration", speaker=None)
    return statement


def test_a_claimant_is_named_by_id():
    known = given.claim().claimant
    statement = given.statement()

    made = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"text": WORDING, "claimant": known.pk}
    )

    assert made.json()["claim"]["claimant"]["id"] == known.pk


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "text:"),
        ({"text": ""}, "text:"),
        ({"text": "Was it cut?"}, "A question is not a claim"),
        ({"text": WORDING, "claimant": "Mara Brook"}, "claimant:"),
        ({"text": WORDING, "claimant": {}}, "name:"),
        ({"text": WORDING, "claimant": {"name": " "}}, "name:"),
        ({"text": WORDING, "claimant": {"name": "x" * 300}}, "name:"),
        ({"text": WORDING, "claimant": True}, "claimant:"),
        ({"text": WORDING, "claimant": 987654}, "There is no claimant 987654"),
        ({"text": WORDING, "claimant": 10**30}, "There is no claimant"),
        ({"text": WORDING, "said_on": "03/03/2026"}, "said_on:"),
        ({"text": WORDING, "topics": "Police"}, "topics:"),
        ({"text": WORDING + " x" * 300}, "text:"),
        ({"claim": 987654}, "claim:"),
        ({"claim": "x"}, "claim:"),
        ({"claim": 1, "text": WORDING}, ""),
    ],
)
def test_what_makes_no_claim_is_422_and_changes_nothing(body, words):
    statement = given.statement()

    answer = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", body)

    assert is_problem(answer, 422, words)
    statement.refresh_from_db()
    assert statement.state == "proposed"
    assert not Claim.objects.exists()


def test_a_statement_is_joined_to_a_known_claim():
    review = given.taken()
    statement = given.statement()

    made = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"claim": review.claim_id}
    )

    assert made.status_code == 201
    assert made.json()["claim"]["id"] == review.claim_id
    assert made.json()["review"]["id"] == review.pk
    assert made.json()["claim"]["review"]["holder"] == review.holder.username
    assert Review.objects.count() == 1


def test_a_statement_is_decided_on_once():
    caller = Caller(given.checker(name="Jo Reed"))
    statement = given.statement()
    caller.post(f"statements/{statement.pk}/decline/", {"reason": "opinion", "note": "A view."})

    answer = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert is_problem(answer, 409, "Jo Reed declined this statement already.")
    shown = caller.get(f"articles/{statement.article_id}/").json()["statements"]
    declined = next(one for one in shown if one["id"] == statement.pk)
    assert declined["state"] == "declined"
    assert (declined["decline_reason"], declined["decline_note"]) == ("opinion", "A view.")


@pytest.mark.parametrize(
    "body", [{}, {"reason": "boring"}, {"reason": "opinion", "note": "x" * 501}]
)
def test_declining_needs_a_reason_of_the_list(body):
    statement = given.statement()

    answer = Caller(given.checker()).post(f"statements/{statement.pk}/decline/", body)

    assert is_problem(answer, 422)


def test_undo_puts_everything_back():
    caller = Caller(given.checker())
    statement = given.statement()
    made = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING}).json()

    undone = caller.post(f"statements/{statement.pk}/undo/")

    assert (undone.status_code, undone.json()["state"]) == (200, "proposed")
    assert is_problem(caller.get(f"reviews/{made['review']['id']}/"), 404)
    assert is_problem(caller.get(f"claims/{made['claim']['id']}/"), 404)


def test_undoing_what_somebody_else_decided_is_403_and_says_whom_to_ask():
    statement = given.statement()
    by = given.checker(name="Ada Okoro")
    Caller(by).post(f"statements/{statement.pk}/accept/", {"text": WORDING})
    undo = f"statements/{statement.pk}/undo/"

    assert is_problem(Caller(given.checker()).post(undo), 403, "Ada Okoro", "an editor")
    assert Caller(given.editor()).post(undo).status_code == 200


def test_undo_after_somebody_took_it_is_409():
    caller = Caller(given.checker())
    statement = given.statement()
    made = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING}).json()
    Caller(given.checker()).post(f"reviews/{made['review']['id']}/take/")

    assert is_problem(caller.post(f"statements/{statement.pk}/undo/"), 409)


# --- claims -----------------------------------------------------------------------------------


def test_a_claim_without_an_article_is_filed():
    caller = Caller(given.checker())
    body = {
        "text": WORDING,
        "claimant": {"name": "Mara Brook"},
        "said_on": "2026-03-03",
        "where": "Radio Northfield",
        "topics": ["Police"],
        "why": "A reader asked.",
    }

    made = caller.post("claims/", body)

    assert made.status_code == 201
    claim = Claim.objects.get(pk=made.json()["claim"]["id"])
    assert (claim.said_where, claim.said_on) == ("Radio Northfield", date(2026, 3, 3))
    assert claim.filed_by == caller.person
    assert made.json()["review"]["state"] == "queued"


@pytest.mark.parametrize("left_out", ["text", "claimant"])
def test_a_claim_needs_wording_and_claimant(left_out):
    body = {"text": WORDING, "claimant": {"name": "Mara Brook"}}
    del body[left_out]

    assert is_problem(Caller(given.checker()).post("claims/", body), 422, f"{left_out}:")
    assert not Claimant.objects.exists()


def test_claims_are_found_by_words_with_state_and_holder():
    review = given.taken(review=given.queued(text="The bridge was closed for nine months"))
    given.queued(text="Rents rose by ten percent")
    caller = Caller(given.checker())

    found = caller.get("claims/", q="bridges closed").json()["results"]

    assert [claim["id"] for claim in found] == [review.claim_id]
    assert found[0]["review"] == {
        "id": review.pk,
        "state": "evidence",
        "holder": review.holder.username,
    }
    assert caller.get("claims/", q="lighthouse").json()["results"] == []
    assert len(caller.get("claims/", q="").json()["results"]) == 2


def test_a_claim_shows_where_it_was_said():
    statement = given.statement()
    claim = triage_actions.accept_statement(statement, text=WORDING, by=given.checker()).claim

    told = Caller(given.checker()).get(f"claims/{claim.pk}/").json()

    assert [one["quote"] for one in told["appearances"]] == [statement.quote]
    assert told["appearances"][0]["article"] == statement.article_id


def test_a_dropped_claim_is_queued_anew():
    dropped = given.dropped()

    made = Caller(given.checker()).post(f"claims/{dropped.claim_id}/queue/")

    assert made.status_code == 201
    assert made.json()["review"]["id"] != dropped.pk
    assert made.json()["review"]["state"] == "queued"


@pytest.mark.parametrize("state", ["queued", "published"])
def test_a_claim_in_work_or_public_is_not_queued_again(state):
    claim = getattr(given, state)().claim

    assert is_problem(Caller(given.checker()).post(f"claims/{claim.pk}/queue/"), 409)


# --- reviews ----------------------------------------------------------------------------------


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


# --- drafts -----------------------------------------------------------------------------------


def _draft(**changes):
    return {
        "version": 1,
        "rating": "half-true",
        "conclusion": "One grant fell; the budget did not.",
        "body": "See [1].",
        **changes,
    }


def test_a_draft_is_saved_and_its_version_counts_up():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)

    first = caller.put(f"reviews/{review.pk}/draft/", _draft())
    again = caller.put(f"reviews/{review.pk}/draft/", _draft(version=2, body="See [1].  \n"))

    assert (first.status_code, first.json()) == (200, _draft(version=2))
    assert again.json() == _draft(version=3, body="See [1].  \n")


def test_a_draft_made_from_an_older_version_is_409_with_the_other_text():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    caller.put(f"reviews/{review.pk}/draft/", _draft(body="The first text."))

    answer = caller.put(f"reviews/{review.pk}/draft/", _draft(body="Another text."))

    assert is_problem(answer, 409, "Both texts are kept")
    assert answer.json()["draft"] == {
        **_draft(version=2, body="The first text."),
        "saved_by": caller.person.username,
    }


@pytest.mark.parametrize("left_out", ["version", "rating", "conclusion", "body"])
def test_a_draft_is_sent_whole(left_out):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = _draft()
    del body[left_out]

    assert is_problem(caller.put(f"reviews/{review.pk}/draft/", body), 422, f"{left_out}:")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rating": "pants-on-fire"}, "The scale has no grade “pants-on-fire”."),
        ({"conclusion": "x" * 301}, "conclusion:"),
        ({"body": "x" * 200_001}, "body:"),
        ({"version": "two"}, "version:"),
        ({"version": 0}, "version:"),
    ],
)
def test_what_a_draft_cannot_be_is_422(changes, words):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)

    answer = caller.put(f"reviews/{review.pk}/draft/", _draft(**changes))

    assert is_problem(answer, 422, words)
    assert given.fresh(review).draft.version == 1


def test_only_holder_and_editors_write_and_only_while_it_is_in_work():
    review = given.taken()
    submitted = given.submitted()

    stranger = Caller(given.checker()).put(f"reviews/{review.pk}/draft/", _draft())
    late = Caller(submitted.holder).put(f"reviews/{submitted.pk}/draft/", _draft(version=2))

    assert is_problem(stranger, 403, "Only its holder and editors")
    assert is_problem(late, 409, "submitted")


# --- evidence ---------------------------------------------------------------------------------


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

    assert is_problem(answer, 422, "Nothing was said of [1]")


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
    assert is_problem(caller.post(f"evidence/{piece.pk}/take-near/"), 422, "No near words")


@pytest.mark.parametrize("verb", ["restore", "page", "take-near"])
def test_evidence_of_a_review_that_somebody_else_holds_is_left_alone(verb):
    piece = _without_page(given.checker())
    body = {"url": "https://example.org/2"}

    assert is_problem(Caller(given.checker()).post(f"evidence/{piece.pk}/{verb}/", body), 403)


# --- what it costs ----------------------------------------------------------------------------


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
