"""Proposals: finders look by themselves, a person takes or refuses, and nothing is believed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.claimants import actions as claimant_actions
from factcheck.cache import ForgivingClient
from history.models import Event
from jobs.models import JobState
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.exceptions import NotWritable
from reviews.finders import jobs as finder_jobs
from reviews.finders.jobs.store import MOST_PAGES_OF_ONE
from reviews.finders.models import Proposal, Search
from reviews.finders.tasks import read_proposal
from reviews.finders.web_search import WebSearch
from reviews.proposals import actions as proposal_actions
from reviews.proposals.suggestions import suggestions_of
from reviews.review.models import Review
from reviews.triage import actions as triage_actions
from sources.captures.models import Capture
from sources.snapshots.models import ArchivedCopy, Content
from tests import given
from tests.calling import Caller, is_problem
from tests.reviews.finders.service_stubs import (
    Answering,
    available,
    entity,
    entity_search,
    results,
)

pytestmark = pytest.mark.django_db

BUDGET = "https://budget.example.org/2026"
CLAIM = "Police spending was cut by 40 percent in Northfield in 2026"


@pytest.fixture(autouse=True)
def _the_cache_is_asked(monkeypatch):
    monkeypatch.setattr(ForgivingClient, "_down_until", 0.0)


@pytest.fixture
def web(settings):
    """`web(review, page, …)`: what the web search says of a review, and the row after it."""

    def search(review, *pages, **more):
        with Answering(results(*pages), **more) as there:
            settings.SEARCH_URL = there.url
            proposal_actions.search_again(review, finder="web-search", by=given.checker())
            return given.looked(review, "web-search")

    return search


def held(text=CLAIM):
    by = given.checker()
    return given.taken(by=by, review=given.queued(text=text, by=by)), by


def arrived(proposal, page=given.PAGE):
    """Its page was fetched and read, as if by the workers: words of a file put in by hand."""
    kept = given.kept_page(page, url=proposal.url)
    Capture.objects.filter(pk=proposal.capture_id).update(
        state=JobState.DONE, snapshot=kept, run_after=Now()
    )
    return kept


# --- finders at work --------------------------------------------------------------------------


def test_a_new_review_has_a_row_for_each_finder_that_is_on(settings):
    settings.SEARCH_URL = "http://127.0.0.1:1"

    rows = Search.objects.filter(review=given.queued())

    assert {row.finder for row in rows} == {"desk", "links", "web-search"}
    assert {row.state for row in rows} == {JobState.WAITING}


def test_accepting_a_statement_rings_for_each_and_stops_where_nobody_hears(
    monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(
        "reviews.proposals.actions.dispatch", lambda name, pk: rung.append((name, pk))
    )

    with django_capture_on_commit_callbacks(execute=True):
        review = given.accepted(given.statement())

    assert rung == [("reviews.find", review.searches.order_by("pk")[0].pk)]


def test_undoing_an_accepted_statement_takes_its_proposals_along():
    proposal = given.proposal()
    other = given.accepted(given.statement())

    triage_actions.undo_triage(other.claim.appearances.get(), by=given.editor())

    assert not Search.objects.filter(review=other.pk).exists()
    assert Proposal.objects.filter(pk=proposal.pk).exists()


def test_this_desk_s_evidence_on_a_like_claim_is_proposed_with_its_place():
    given.published(review=given.queued(text="Police spending fell by 40 percent in 2026"))
    review, _ = held("Police spending fell by 45 percent in 2026")

    search = given.looked(review, "desk")

    assert (search.state, search.found) == (JobState.DONE, 2)
    check, passage = sorted(review.proposals.all(), key=lambda one: bool(one.passage))
    assert "/checks/" in check.url
    assert check.about["rating"] == "Half true"
    assert check.capture is None
    assert passage.passage == given.PASSAGE
    assert passage.snapshot.content.text[passage.start :].startswith(given.PASSAGE)
    assert {"Police", "spending"} <= set(passage.words)


def test_a_passage_that_holds_the_claim_s_words_is_proposed_whatever_it_was_used_for():
    by = given.checker()
    other = given.taken(by=by, review=given.queued(text="Town money went to sport"))
    given.evidence(other, by=by)
    review, _ = held("Spending on police falls since last spring")

    given.looked(review, "desk")

    assert given.PASSAGE in [one.passage for one in review.proposals.all()]


def test_confidential_evidence_is_proposed_to_nobody():
    by = given.checker()
    secret = given.taken(by=by, review=given.queued(text="Police pay fell by 40 percent"))
    given.evidence(secret, by=by, is_confidential=True, described_as="A person who was there")
    review, _ = held("Police pay fell by 45 percent")

    assert given.looked(review, "desk").found == 0


def test_a_finder_s_pages_are_proposed_and_the_best_are_fetched_as_nobody_asked(web):
    review, _ = held()
    pages = [
        (f"https://site{n}.example.org/page", "Page", "police " * (n % 2)) for n in range(6)
    ]
    best = (BUDGET, "Budget", "Police spending was cut by 40 percent in Northfield")

    search = web(review, *pages, best)

    assert search.found == 7
    asked = review.proposals.filter(capture__isnull=False)
    assert asked.count() == MOST_PAGES_OF_ONE
    assert asked.filter(url=BUDGET).exists()
    assert all(one.capture.is_automatic and one.capture.on_done for one in asked)
    assert review.proposals.first().url == BUDGET


def test_no_more_pages_are_fetched_unasked_than_agreed(web, monkeypatch):
    monkeypatch.setattr("reviews.finders.jobs.store.MOST_PAGES", 2)
    review, _ = held()

    web(review, *[(f"https://site{n}.example.org/page", "Police", "") for n in range(5)])

    assert review.proposals.filter(capture__isnull=False).count() == 2


HOSTILE = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/x",
    "http://127.0.0.1/admin",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://10.0.0.8/",
    "http://localhost/",
    "http://printer.local/",
    "http://user:pass@example.org/",
    "http://example.org:6379/",
    "http://2130706433/",
    "//example.org/x",
    "https://example.org/\r\nHost: x",
    "https://" + "a" * 3000 + ".example.org/",
    "",
]


def test_an_address_that_the_door_would_not_dial_is_no_proposal(web):
    review, _ = held()

    for place in range(0, len(HOSTILE), WebSearch.most):
        urls = HOSTILE[place : place + WebSearch.most]
        search = web(review, *[(url, "Police spending", "cut by 40 percent") for url in urls])
        assert (search.state, search.found) == (JobState.DONE, 0)

    assert not review.proposals.exists()


def test_a_page_that_two_finders_found_is_one_proposal_of_both(web):
    review = given.proposal().review
    (known,) = review.proposals.all()

    search = web(review, (f"{known.url}/?utm_source=feed#top", "The budget", ""))

    assert search.found == 1
    (only,) = suggestions_of(review).first
    assert only.found_by == ("Links in the article", "Web search")


def test_a_page_beside_the_review_already_is_not_proposed(web):
    review, by = held()
    evidence_actions.add_source(review, url=BUDGET, by=by)

    assert web(review, (f"{BUDGET}/", "Budget", "")).found == 0


def test_a_page_that_the_desk_has_is_read_at_once_and_not_fetched(web):
    review, _ = held("Police spending falls in Northfield")
    kept = given.kept_page(url=BUDGET)

    web(review, (BUDGET, "Budget", ""))

    (proposal,) = review.proposals.all()
    assert (proposal.snapshot, proposal.capture) == (kept, None)
    assert proposal.passage == given.PASSAGE


def test_a_failure_stands_on_the_finder_s_row_and_touches_no_other(web):
    review, _ = held()

    failed = web(review, status=b"401 Unauthorized")
    other = given.looked(review, "links")

    assert (failed.state, failed.failure) == (JobState.FAILED, "refused")
    assert "401" in failed.detail
    assert other.state == JobState.DONE
    (shown,) = suggestions_of(review).failed
    assert shown.finder.title == "Web search"


def test_a_service_that_asks_for_patience_gets_it(web):
    review, _ = held()

    search = web(review, status=b"429 Too Many Requests", headers=[b"Retry-After: 120"])

    assert (search.state, search.attempts) == (JobState.WAITING, 1)
    assert Search.objects.lease(search.pk) is None


def test_a_finder_that_was_switched_off_meanwhile_says_so(settings):
    settings.SEARCH_URL = "http://127.0.0.1:1"
    review, _ = held()
    settings.SEARCH_URL = ""

    assert given.looked(review, "web-search").failure == "switched_off"


def test_nothing_is_looked_for_once_a_review_is_closed():
    review = given.dropped()

    assert given.looked(review, "desk").state == JobState.DONE


def test_a_lease_that_was_lost_writes_nothing(web, settings):
    review, _ = held()
    with Answering(results((BUDGET, "Budget", ""))) as there:
        settings.SEARCH_URL = there.url
        proposal_actions.search_again(review, finder="web-search", by=given.checker())
        leased = Search.objects.lease(Search.objects.get(review=review, finder="web-search").pk)
        facts = finder_jobs.facts_for_search(leased)
        Search.objects.filter(pk=leased.pk).update(lease_token=None)
        finder_jobs.run_search(leased, facts)

    assert not review.proposals.exists()
    assert not Capture.objects.filter(url=BUDGET).exists()


def test_the_archive_s_address_is_noted_beside_the_kept_page(settings):
    review, by = held()
    kept = given.kept_page(url=BUDGET)
    evidence_actions.add_source(review, snapshot=kept, by=by)
    with Answering(available(f"http://web.archive.org/web/20260304091200/{BUDGET}")) as there:
        settings.WAYBACK_URL = there.url
        proposal_actions.search_again(review, finder="wayback", by=by)
        given.looked(review, "wayback")

    (copy,) = ArchivedCopy.objects.all()
    assert (copy.snapshot, copy.found_by) == (kept, "wayback")
    assert not review.proposals.exists()


# --- pages that arrive ------------------------------------------------------------------------


def test_of_a_page_that_arrives_the_sentence_that_bears_on_the_claim_is_shown(web):
    review, _ = held("Police spending falls to 80.2 million crowns in 2026")
    web(review, (BUDGET, "Budget", "Police"))
    kept = arrived(review.proposals.get())

    read_proposal(kept.pk)

    proposal = review.proposals.get()
    assert (proposal.snapshot, proposal.passage) == (kept, given.PASSAGE)
    assert proposal.about["why"][0].startswith("other figure: 90.2 million crowns")
    (shown,) = suggestions_of(review).first
    assert [run.text for run in shown.runs if run.is_shared][:2] == ["Police", "spending"]
    assert "".join(run.text for run in shown.runs) == given.PASSAGE


def test_a_page_for_which_nobody_rang_is_read_by_the_sweep(web):
    review, _ = held()
    web(review, (BUDGET, "Budget", "Police"))
    arrived(review.proposals.get())

    assert finder_jobs.match_due() == 1
    assert finder_jobs.match_due() == 0


def test_what_was_proposed_of_a_page_that_was_erased_is_shown_no_more(web):
    proposal, _ = kept_proposal(web)
    Content.objects.filter(pk=proposal.snapshot_id).update(erased_at=Now())

    assert suggestions_of(proposal.review).all == []


def test_two_addresses_that_turn_out_to_be_one_page_become_one_proposal(web):
    review, _ = held()
    web(review, (BUDGET, "Budget", "Police"), ("https://example.org/short", "Budget", "Police"))
    first, second = review.proposals.order_by("pk")
    kept = arrived(first)
    Capture.objects.filter(pk=second.capture_id).update(state=JobState.DONE, snapshot=kept)

    finder_jobs.match_page(kept)

    assert review.proposals.get() == first


# --- what a person does -----------------------------------------------------------------------


def kept_proposal(web):
    review, by = held("Police spending falls in Northfield")
    given.kept_page(url=BUDGET)
    web(review, (BUDGET, "Budget", ""))
    return review.proposals.get(), by


def test_a_sentence_becomes_evidence_with_the_stance_that_a_person_gives(web):
    proposal, by = kept_proposal(web)

    taken = proposal_actions.take_proposal(proposal, stance="refutes", by=by)

    piece = Evidence.objects.get(pk=taken.about["evidence"])
    assert (piece.stance, piece.passage, piece.anchored) == ("refutes", given.PASSAGE, True)
    assert suggestions_of(proposal.review).all == []
    assert Event.objects.of(proposal.review.claim.chain)[0].kind == "take-proposal"


def test_without_a_stance_its_page_stands_beside_the_review(web):
    proposal, by = kept_proposal(web)

    taken = proposal_actions.take_proposal(proposal, by=by)

    assert proposal.review.sources.get(pk=taken.about["source"]).page == proposal.snapshot
    assert not proposal.review.evidence.exists()


def test_undo_takes_back_what_taking_made(web):
    proposal, by = kept_proposal(web)
    proposal_actions.take_proposal(proposal, stance="refutes", by=by)

    back = proposal_actions.undo_proposal(proposal, by=by)

    assert back.state == Proposal.State.PROPOSED
    assert not proposal.review.evidence.standing().exists()
    assert (
        proposal_actions.undo_proposal(proposal_actions.take_proposal(back, by=by), by=by).state
        == "proposed"
    )
    assert not proposal.review.sources.exists()


def test_what_was_refused_is_never_proposed_again(web):
    proposal, by = kept_proposal(web)

    proposal_actions.dismiss_proposal(proposal, by=by)
    web(proposal.review, (BUDGET, "Budget", ""))

    shown = suggestions_of(proposal.review)
    assert (shown.all, len(shown.dismissed)) == ([], 1)
    assert not proposal.review.authors.filter(user=by).exists()


def test_no_stance_can_be_given_to_a_page_that_is_not_there(web):
    review, by = held()
    web(review, (BUDGET, "Budget", "Police"))

    with pytest.raises(ValidationError, match="select the words"):
        proposal_actions.take_proposal(review.proposals.get(), stance="refutes", by=by)

    assert review.proposals.get().state == Proposal.State.PROPOSED


def test_who_a_claimant_is_is_noted_once_a_person_says_so(settings):
    review, by = held()

    def says(_path, asked):
        searching = asked["action"] == "wbsearchentities"
        return entity_search("Q42") if searching else entity("Q42", website="")

    with Answering(says) as there:
        settings.WIKIDATA_URL = there.url
        proposal_actions.search_again(review, finder="wikidata", by=by)
        given.looked(review, "wikidata")
    proposal = review.proposals.get()
    claimant = review.claim.claimant
    claimant_actions.describe_claimant(claimant, same_as="", by=by)

    proposal_actions.take_proposal(proposal, by=by)
    claimant.refresh_from_db()
    assert claimant.same_as == "https://www.wikidata.org/wiki/Q42"

    proposal_actions.undo_proposal(proposal, by=by)
    claimant.refresh_from_db()
    assert claimant.same_as == ""


@pytest.mark.parametrize(
    "act",
    [
        proposal_actions.take_proposal,
        proposal_actions.dismiss_proposal,
        proposal_actions.undo_proposal,
    ],
)
def test_only_who_may_write_in_the_review_decides(act):
    proposal = given.proposal()

    with pytest.raises(PermissionDenied):
        act(proposal, by=given.checker())
    assert act(proposal, by=given.editor()).pk == proposal.pk


def test_nobody_looks_again_for_a_closed_review_or_with_a_finder_that_is_not_set_up():
    with pytest.raises(NotWritable):
        proposal_actions.search_again(given.dropped(), by=given.checker())
    with pytest.raises(ValidationError, match="SEARCH_URL"):
        proposal_actions.search_again(given.queued(), finder="web-search", by=given.checker())
    with pytest.raises(ValidationError, match="no finder"):
        proposal_actions.search_again(given.queued(), finder="crystal-ball", by=given.checker())


def test_looking_again_begins_anew_and_leaves_one_at_work_alone():
    review, by = held()
    given.looked(review, "desk")
    running = Search.objects.lease(Search.objects.get(review=review, finder="links").pk)

    proposal_actions.search_again(review, by=by)

    assert Search.objects.get(review=review, finder="desk").state == JobState.WAITING
    running.refresh_from_db()
    assert running.state == JobState.RUNNING


# --- by API -----------------------------------------------------------------------------------


def test_a_proposal_is_taken_refused_and_put_back_by_api(web):
    proposal, by = kept_proposal(web)
    caller = Caller(by)

    taken = caller.post(f"proposals/{proposal.pk}/take/", {"stance": "refutes"}).json()
    back = caller.post(f"proposals/{proposal.pk}/undo/").json()
    refused = caller.post(f"proposals/{proposal.pk}/dismiss/").json()

    assert (taken["state"], taken["found_by"]) == ("taken", ["web-search"])
    assert Evidence.objects.get(pk=taken["about"]["evidence"]).withdrawn_at
    assert (back["state"], refused["state"]) == ("proposed", "dismissed")
    told = caller.get(f"reviews/{proposal.review_id}/proposals/").json()
    assert [one["state"] for one in told["proposals"]] == ["dismissed"]
    assert {one["finder"]: one["state"] for one in told["finders"]}["wikipedia"] == "off"


def test_finders_look_again_by_api_unless_they_are_not_set_up(web):
    proposal, by = kept_proposal(web)
    caller, address = Caller(by), f"reviews/{proposal.review_id}/find/"

    told = caller.post(address, {"finder": "web-search"}).json()

    assert {one["finder"]: one["state"] for one in told["finders"]}["web-search"] == "waiting"
    is_problem(caller.post(address, {"finder": "wikidata"}), 422)


# --- pages ------------------------------------------------------------------------------------


@pytest.fixture
def desk():
    """`desk(user)`: a browser of somebody who is signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def test_the_pane_shows_sentence_reasons_and_keys_to_who_may_write(desk, web):
    proposal, by = kept_proposal(web)

    page = desk(by).get(reverse("desk:review", args=[proposal.review_id])).content.decode()

    assert "Suggested: Web search" in page
    assert "<mark>Police</mark> <mark>spending</mark>" in page
    assert 'data-key="y"' in page
    assert "not set up" not in page  # an editor's business
    reader = desk(given.editor()).get(reverse("desk:review", args=[proposal.review_id]))
    assert "not set up</span> <code>WIKIPEDIA_URL</code>" in reader.content.decode()


def test_whoever_may_not_write_sees_suggestions_without_buttons(desk, web):
    proposal, _ = kept_proposal(web)

    page = desk(given.checker()).get(reverse("desk:review", args=[proposal.review_id]))

    assert "Suggested: Web search" in page.content.decode()
    assert 'data-key="y"' not in page.content.decode()


def test_the_pane_asks_for_itself_only_while_something_changes(desk):
    review, by = held()
    client, address = desk(by), reverse("desk:proposals", args=[review.pk])

    at_work = client.get(address).content.decode()
    for finder in ("desk", "links"):
        given.looked(review, finder)
    done = client.get(address)

    assert "every 2s" in at_work
    assert "every 2s" not in done.content.decode()
    mark = suggestions_of(review).mark
    assert client.get(f"{address}?mark={mark}").status_code == 204


def test_taking_leads_to_the_page_with_the_sentence_or_to_the_evidence(desk, web):
    proposal, by = kept_proposal(web)
    client = desk(by)

    there = client.post(reverse("desk:proposal_take", args=[proposal.pk]))
    client.post(reverse("desk:proposal_undo", args=[proposal.pk]))
    at_once = client.post(
        reverse("desk:proposal_take", args=[proposal.pk]), {"stance": "supports"}
    )

    assert there["Location"].endswith(f"?review={proposal.review_id}&proposal={proposal.pk}")
    assert at_once["Location"].endswith("#evidence-1")


def test_refusing_by_htmx_answers_with_the_pane_and_an_undo(desk, web):
    proposal, by = kept_proposal(web)

    answer = desk(by).post(
        reverse("desk:proposal_dismiss", args=[proposal.pk]), headers={"HX-Request": "true"}
    )

    assert "1 refused" in answer.content.decode()
    assert reverse("desk:proposal_undo", args=[proposal.pk]) in answer["HX-Trigger"]


def test_many_proposals_cost_the_pane_as_much_as_one(web):
    def cost(n):
        review, _ = held()
        web(review, *[(f"https://site{k}.example.org/a", "Police", "") for k in range(n)])
        fresh = Review.objects.get(pk=review.pk)
        with CaptureQueriesContext(connection) as asked:
            list(suggestions_of(fresh).all)
        return len(asked)

    assert cost(1) == cost(8)
