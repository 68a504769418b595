"""Which live pages are checked automatically, and when."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from desk.inbox import alerts
from reviews.evidence import actions as evidence_actions
from reviews.revisions.models import Revision
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch import context_changes
from reviews.watch.checks import AT_ONCE
from reviews.watch.models import Watch
from reviews.workflow import moves, publication_moves
from sources.captures.models import Capture
from tests import given
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text

pytestmark = pytest.mark.django_db

EMPTIED = "Budget 2026, public safety\n\nThis page is being revised by the finance office.\n"


def test_nobody_calls_by_schedule_at_an_address_that_was_given_in_confidence(site):
    by = given.checker()
    review = given.taken(by=by)
    page = given.kept_page(by=by, url=site.url("/budget"))
    hidden = {"is_confidential": True, "described_as": "A memo."}
    piece = given.evidence(review, by=by, snapshot=page, **hidden)
    given.evidence(review, by=by)

    watched_pages.publish(moves.weigh(review, by=by), by=by)
    asked = watch_checks.check_now(piece, by=by)

    assert not Watch.objects.filter(next_at__isnull=False).exists()
    assert asked.is_looking


def test_publishing_watches_each_cited_page_that_came_from_an_address(site):
    piece = watched_pages.published(site.url("/budget"))

    watch = Watch.objects.get()

    assert watch.evidence == piece
    assert watch.address == site.url("/budget")
    day = timedelta(days=1)
    assert day / 4 <= watch.next_at - watch.began_at <= day


def test_a_page_put_in_without_an_address_is_not_watched():
    given.published()

    assert not Watch.objects.exists()


def test_retracting_ends_the_looking_and_keeps_what_was_seen(site, piece):
    site.paths["/budget"] = text(EMPTIED)
    watched_pages.look(site)
    editor = given.editor()

    review = moves.ask_retract(given.fresh(piece.review), note="A.", text="Forged.", by=editor)
    publication_moves.retract(review, by=given.editor())

    watch = Watch.objects.get()
    assert watch.next_at is None
    assert watch.passage == "absent"
    assert watched_pages.fall_due() == 0
    assert alerts.changed_sources(editor) == []


def test_a_correction_watches_what_it_cites_and_no_longer_what_was_withdrawn(site, piece):
    editor, by = given.editor(), piece.added_by
    review = moves.reopen(given.fresh(piece.review), note="New table.", to=by, by=editor)
    page = given.kept_page(by=by, url=site.url("/table"))
    newer = given.evidence(review, by=by, snapshot=page)
    evidence_actions.withdraw_evidence(piece, by=by)
    review = moves.weigh(review, by=by)
    given.write(review, by=by, body="The table gives the figures [2].")
    review = moves.submit(given.fresh(review), by=by)
    review = moves.approve(
        review, revision=Revision.objects.newest_of(review).number, by=editor
    )

    publication_moves.correct(review, kind="update", text="From the new table.", by=editor)

    watching_now = Watch.objects.filter(next_at__isnull=False)
    assert [watch.evidence for watch in watching_now] == [newer]


def test_an_address_cited_by_many_is_visited_once(site):
    pieces = [watched_pages.published(site.url("/budget")) for _ in range(3)]
    watched_pages.fall_due(evidence=pieces[0])

    assert watch_actions.request_due_checks() == 1
    watched_pages.fetch_all(site)
    watch_checks.assess_due()

    assert len(site.asked("/budget")) == 1
    assert [watch.looks for watch in Watch.objects.all()] == [1, 1, 1]
    assert Capture.objects.get().asked_by.is_system


def test_what_is_being_looked_at_is_not_asked_for_again(site, piece):
    watched_pages.fall_due()

    assert watch_actions.request_due_checks() == 1
    assert watch_actions.request_due_checks() == 0
    watch_checks.check_now(piece, by=given.checker())

    assert Capture.objects.count() == 1


def test_an_address_that_nobody_could_visit_is_not_asked_for_for_ever(site):
    watched_pages.published(site.url("/budget"))
    Watch.objects.update(address="https://no_host/budget")  # as a redirect may lead to
    watched_pages.fall_due()

    assert watch_actions.request_due_checks() == 0

    watch = Watch.objects.get()
    assert watch.next_at is None
    assert "address can’t be checked" in watch.detail


@pytest.mark.parametrize(
    ("days", "changed", "failed", "pause"),
    [
        (0, None, 0, watch_assess.DAILY),
        (13, None, 0, watch_assess.DAILY),
        (15, None, 0, watch_assess.WEEKLY),
        (104, None, 0, watch_assess.WEEKLY),
        (106, None, 0, watch_assess.MONTHLY),
        (4000, None, 0, watch_assess.MONTHLY),
        (400, 6, 0, watch_assess.DAILY),
        (400, 8, 0, watch_assess.MONTHLY),
        (400, None, 1, watch_assess.DAILY),
    ],
)
def test_looks_grow_rare_and_are_daily_again_after_a_change(days, changed, failed, pause):
    now = timezone.now()
    watch = Watch(
        began_at=now - timedelta(days=days),
        since=None if changed is None else now - timedelta(days=changed),
        failed_looks=failed,
        address="https://city.example/budget",
    )

    assert 0.9 * pause <= watch_assess.next_pause(watch, now) <= 1.1 * pause


def test_looks_at_many_addresses_are_spread_over_the_day():
    hours = {
        int(watch_assess.first_pause(f"https://city.example/{n}").total_seconds() // 3600)
        for n in range(300)
    }

    assert hours == set(range(6, 24))


def test_the_docs_have_the_times_and_the_states_of_the_code():
    page = (settings.BASE_DIR / "docs" / "explanation" / "source-watch.md").read_text()
    table = {
        cells[0]: cells[1]
        for line in page.splitlines()
        if line.startswith("| ") and (cells := [cell.strip() for cell in line.split("|")[1:3]])
    }

    for until, pause in watch_assess.SCHEDULE:
        when = "after that" if until == timedelta.max else f"up to {until.days} days"
        assert table[when] == f"{pause.days} day{'' if pause.days == 1 else 's'}"
    assert set(table) >= {*Watch.Page.values, *Watch.Passage.values}
    assert f"For {watch_assess.WATCHFUL.days} days after a change" in page
    assert f"up to {watch_assess.SPREAD * 100:.0f} % shorter or longer" in page
    assert f"{watch_assess.MANY_LOOKS} checks or more in a row" in page
    assert f"over {watch_assess.LONG.days} days or more" in page
    assert f"at most {AT_ONCE} addresses" in page
    assert f"within {context_changes.NEIGHBOURS} sentences" in page
    assert f"among the first {context_changes.FIRST} sentences" in page
    assert f"{context_changes.SHARE * 100:.0f} % or more" in page
    assert f"for {watch_assess.QUIET.days} days" in page
    assert set(table) >= {*context_changes.KINDS}


def plan_of(rows):
    """The nodes of PostgreSQL's plan for a query, as it would run now."""
    return rows.explain()


def test_what_is_due_is_found_by_its_index_however_many_are_watched(site, piece):
    """A hundred thousand rows are a matter of the planner: statistics, not rows, decide."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        due = plan_of(Watch.objects.due().order_by("next_at").values("address")[:AT_ONCE])
        looked = plan_of(Watch.objects.fetched().values("pk")[:AT_ONCE])
        trouble = plan_of(Watch.objects.unsettled().order_by("-since").values("pk")[:10])
        stirred = plan_of(
            Watch.objects.changed_around().order_by("-around_at").values("pk")[:10]
        )
        alike = plan_of(Watch.objects.filter(address="https://city.example/").values("pk"))

    assert "reviews_watch_due" in due
    assert "Sort" not in due
    assert "reviews_watch_looking" in looked
    assert "reviews_watch_trouble" in trouble
    assert "Sort" not in trouble
    assert "reviews_watch_around" in stirred
    assert "Sort" not in stirred
    assert "reviews_watch_address" in alike
