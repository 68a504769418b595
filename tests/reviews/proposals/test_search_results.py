"""What finders find becomes proposals: each page once, the best fetched."""

import pytest
from django.db.models.functions import Now

from jobs.models import JobState
from reviews.evidence import actions as evidence_actions
from reviews.finders import jobs as finder_jobs
from reviews.finders.jobs.store import MOST_PAGES_OF_ONE
from reviews.finders.models import Proposal, Search
from reviews.finders.tasks import read_proposal
from reviews.finders.web_search import WebSearch
from reviews.proposals import actions as proposal_actions
from reviews.proposals.suggestions import suggestions_of
from reviews.triage import actions as triage_actions
from sources.captures.models import Capture
from sources.snapshots.models import ArchivedCopy, Content
from tests import given
from tests.reviews.finders.service_stubs import (
    Answering,
    available,
    results,
)
from tests.reviews.proposals.found_pages import BUDGET, held, kept_proposal

pytestmark = pytest.mark.django_db


def arrived(proposal, page=given.PAGE):
    """Its page was fetched and read, as if by the workers: words of a file put in by hand."""
    kept = given.kept_page(page, url=proposal.url)
    Capture.objects.filter(pk=proposal.capture_id).update(
        state=JobState.DONE, snapshot=kept, run_after=Now()
    )
    return kept


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
