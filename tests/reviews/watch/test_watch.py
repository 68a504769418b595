"""The sources of published checks are looked at again, and what became of them is told."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.utils import timezone

from desk.inbox import alerts
from history.models import Event
from reviews.evidence import actions as evidence_actions
from reviews.revisions.models import Revision
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch import context_changes
from reviews.watch.checks import AT_ONCE
from reviews.watch.models import Watch
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves, publication_moves
from sources.captures.models import Capture
from tests import given
from tests.claims.feeds import feed_server
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text
from tests.sources.safe_fetch.hostile_servers import answer, moved

pytestmark = pytest.mark.django_db

OTHER = "Police spending falls from 90.2 million crowns in 2025 to 88.6 million in 2026."
CHANGED = given.PAGE.replace(given.PASSAGE, OTHER)
EMPTIED = "Budget 2026, public safety\n\nThis page is being revised by the finance office.\n"
NOTE = "\nCorrection, 3 March: the grant of 2025 was 4.0 million crowns, and not 5.0 million.\n"
ADVERT = "\nTicket number {} for the summer fair may be had at the town hall this afternoon.\n"
NEWS = "A notice stands above the budget now, which is open to comments.\n\n"


@pytest.fixture(scope="module")
def server():
    with feed_server.site() as made:
        yield made


@pytest.fixture
def site(server):
    server.paths = {"/budget": text(given.PAGE)}
    server.stranger.hits.clear()
    return server


@pytest.fixture
def piece(site):
    return watched_pages.published(site.url("/budget"))


def told(piece):
    """What history says of a piece's page, oldest first."""
    events = Event.objects.of(piece.review.claim.chain).filter(kind="watch")
    return [(event.payload["before"], event.payload["after"]) for event in events][::-1]


# --- what is watched -----------------------------------------------------------------------


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


# --- asking --------------------------------------------------------------------------------


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
    assert "no address to look at" in watch.detail


# --- judging -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "passage", "served"),
    [
        ("same", "exact", text(given.PAGE)),
        ("changed", "exact", text(given.PAGE + NEWS)),
        ("changed", "moved", text(NEWS * 4 + given.PAGE)),
        ("changed", "near", text(CHANGED)),
        ("changed", "absent", text(EMPTIED)),
        ("gone", "", answer(b"", status=b"404 Not Found")),
        ("gone", "", answer(b"", status=b"410 Gone")),
        ("walled", "", answer(b"", status=b"401 Unauthorized")),
        ("walled", "", answer(b"", status=b"402 Payment Required")),
        ("walled", "", answer(b"", status=b"403 Forbidden")),
        ("walled", "", answer(b"", status=b"451 Unavailable For Legal Reasons")),
        ("moved", "exact", moved("/elsewhere", status=b"301 Moved Permanently")),
        ("same", "exact", moved("/budget/?utm_source=feed")),
        ("", "", answer(b"", status=b"500 Internal Server Error")),
        ("", "", text(" \n")),
    ],
)
def test_a_look_says_how_the_page_and_the_passage_stand(site, piece, page, passage, served):
    site.paths |= {"/elsewhere": text(given.PAGE), "/budget/": text(given.PAGE)}
    site.paths["/budget"] = served

    watch = watched_pages.look(site)

    assert (watch.page, watch.passage) == (page, passage)
    assert watch.looks == 1
    assert watch.capture is None
    assert watch.detail
    assert watch.is_trouble == (page in {"gone", "walled"} or passage in {"near", "absent"})


def test_a_near_match_is_where_it_stands_and_is_not_taken(site, piece):
    site.paths["/budget"] = text(CHANGED)

    watch = watched_pages.look(site)

    assert watch.found.content.text[watch.start : watch.end] == OTHER
    assert 80 <= watch.near_percent < 100
    piece.refresh_from_db()
    assert piece.passage == given.PASSAGE
    assert piece.snapshot != watch.found


def test_a_page_that_says_the_same_writes_no_history(site, piece):
    for _ in range(2):
        watched_pages.look(site)

    assert told(piece) == []
    assert Watch.objects.get().looks == 2


def test_a_change_is_told_once_and_again_only_when_something_new_is_seen(site, piece):
    watched_pages.look(site)
    site.paths["/budget"] = text(EMPTIED)
    first = watched_pages.look(site)
    site.paths["/budget"] = text(EMPTIED + "It will be back.\n")
    again = watched_pages.look(site)
    site.paths["/budget"] = answer(b"", status=b"404 Not Found")
    watched_pages.look(site)

    assert again.since == first.since
    absent = "the page has changed; not on the page now"
    assert told(piece) == [
        ("the page is the same", absent),
        (absent, "the page is gone"),
    ]


def test_other_near_words_than_those_seen_before_are_news(site, piece):
    site.paths["/budget"] = text(CHANGED)
    watched_pages.look(site)
    site.paths["/budget"] = text(CHANGED + NEWS)
    watched_pages.look(site)
    site.paths["/budget"] = text(CHANGED.replace("88.6", "70.1"))
    watched_pages.look(site)

    assert len(told(piece)) == 2


def test_passing_trouble_tells_nothing_until_it_has_lasted(site, piece):
    watched_pages.look(site)
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")

    watch = watched_pages.look_for_days(site, 3)
    assert (watch.page, watch.failed_looks) == ("same", 3)
    assert "The last look failed" in watch.detail
    watch = watched_pages.look(site)

    assert watch.page == "unreachable"
    assert told(piece) == [("the page is the same", "the page cannot be reached")]


def test_looks_that_failed_in_one_hour_do_not_make_a_page_unreachable(site, piece):
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")

    for _ in range(4):
        watch = watched_pages.look(site)

    assert (watch.page, watch.failed_looks) == ("", 4)


def test_one_look_that_succeeds_forgets_those_that_failed(site, piece):
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")
    watched_pages.look_for_days(site, 2)
    site.paths["/budget"] = text(given.PAGE)

    watch = watched_pages.look(site)

    assert (watch.page, watch.failed_looks, watch.failing_since) == ("same", 0, None)


def test_a_page_that_cannot_be_judged_stops_no_other_look(site, piece, monkeypatch):
    other = watched_pages.published(site.url("/table"))
    site.paths["/table"] = text(EMPTIED)
    judged = watch_assess.assess_page

    def falls_over(one, found):
        if one == piece:
            raise RecursionError
        return judged(one, found)

    monkeypatch.setattr(watch_assess, "assess_page", falls_over)
    watched_pages.look(site, pk=piece.pk)
    watch = watched_pages.look(site, pk=other.pk)

    assert watch.passage == "absent"
    fallen = Watch.objects.get(pk=piece.pk)
    assert (fallen.capture, fallen.page, fallen.failed_looks) == (None, "", 1)
    assert "could not be compared" in fallen.detail


# --- by button and by hand -----------------------------------------------------------------


def test_anybody_of_the_desk_may_look_now_before_anything_is_published(site, checker):
    page = given.kept_page(url=site.url("/budget"))
    piece = given.evidence(given.taken(by=checker), by=checker, snapshot=page)
    site.paths["/budget"] = text(EMPTIED)

    assert watch_checks.check_now(piece, by=given.checker()).is_looking
    watched_pages.fetch_all(site)
    watch_checks.assess_due()

    watch = Watch.objects.get()
    assert (watch.passage, watch.next_at) == ("absent", None)
    assert not watched_pages.fall_due()


def test_a_page_without_an_address_is_looked_at_by_a_later_copy_alone(checker):
    review = given.taken(by=checker)
    piece = given.evidence(review, by=checker)
    with pytest.raises(ValidationError, match="came from no address"):
        watch_checks.check_now(piece, by=checker)

    copy = given.kept_page(EMPTIED, by=checker)
    watch = watch_checks.check_copy(piece, snapshot=copy, by=checker)

    assert (watch.page, watch.passage, watch.found) == ("changed", "absent", copy)
    assert Event.objects.of(review.claim.chain).get(kind="watch").actor == checker.public_id


def test_an_earlier_copy_is_no_look(checker):
    earlier = given.kept_page(EMPTIED, by=checker)
    piece = given.evidence(given.taken(by=checker), by=checker)

    for copy in (earlier, piece.snapshot):
        with pytest.raises(ValidationError, match="later copy"):
            watch_checks.check_copy(piece, snapshot=copy, by=checker)


def test_a_copy_put_in_by_hand_shows_the_words_behind_a_wall_that_stays(site, piece, checker):
    wall = answer(b"", status=b"403 Forbidden")
    site.paths["/budget"] = wall
    watched_pages.look(site)

    copy = given.kept_page(CHANGED, by=checker)
    watch_checks.check_copy(piece, snapshot=copy, by=given.editor())
    watch = watched_pages.look(site)

    assert (watch.page, watch.passage) == ("walled", "near")
    assert len(told(piece)) == 2


def test_who_is_not_of_the_desk_looks_at_nothing(site, piece):
    with pytest.raises(PermissionDenied):
        watch_checks.check_now(piece, by=given.outsider())


# --- how often -----------------------------------------------------------------------------


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


# --- settling ------------------------------------------------------------------------------


def test_trouble_is_for_editors_until_one_says_that_it_stands(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(EMPTIED)
    watch = watched_pages.look(site)
    assert alerts.changed_sources(editor) == [watch]
    assert alerts.changed_sources(piece.added_by) == []

    settle_or_propose(watch, note="The archive has it.", by=editor)

    assert alerts.changed_sources(editor) == []
    event = Event.objects.of(piece.review.claim.chain).first()
    assert (event.kind, event.payload["note"]) == ("settle-watch", "The archive has it.")
    watch_actions.unsettle_watch(watch, by=editor)
    assert alerts.changed_sources(editor) == [watch]


def test_a_new_change_brings_a_settled_page_back(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(EMPTIED)
    settle_or_propose(watched_pages.look(site), by=editor)
    site.paths["/budget"] = text(EMPTIED + NEWS)
    watched_pages.look(site)
    assert alerts.changed_sources(editor) == []

    site.paths["/budget"] = answer(b"", status=b"410 Gone")
    watched_pages.look(site)

    assert alerts.changed_sources(editor) == [Watch.objects.get()]


def test_who_holds_the_reopened_review_is_the_one_to_look(site, piece):
    editor, holder = given.editor(), given.checker()
    site.paths["/budget"] = text(EMPTIED)
    watch = watched_pages.look(site)

    moves.reopen(given.fresh(piece.review), note="See [1].", to=holder, by=editor)

    assert alerts.changed_sources(editor) == []
    assert alerts.changed_sources(holder) == [watch]
    with pytest.raises(PermissionDenied):
        settle_or_propose(watch, by=given.checker())
    settle_or_propose(watch, by=holder)
    assert alerts.changed_sources(holder) == []


def test_what_readers_can_still_see_needs_no_settling(site, piece):
    watch = watched_pages.look(site)

    with pytest.raises(ValidationError, match="nothing to settle"):
        settle_or_propose(watch, by=given.editor())


# --- around our words --------------------------------------------------------------------


def settled_days_ago(days):
    """As when so many days have passed since somebody settled it, by the database's clock."""
    assert Watch.objects.filter(seen_at__isnull=False).update(
        seen_at=F("seen_at") - timedelta(days=days)
    )


def test_a_change_around_words_that_stand_is_for_editors_of_published_checks(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + NOTE)

    watch = watched_pages.look(site)

    assert watch.around == ["note", "beside", "much"]
    assert alerts.changed_around(editor) == [watch]
    assert alerts.changed_around(piece.added_by) == []
    assert alerts.changed_sources(editor) == []
    assert alerts.count(editor) == 0


def test_a_page_that_moved_with_our_words_is_for_editors_until_settled(site, piece):
    editor = given.editor()
    site.paths |= {"/elsewhere": text(given.PAGE), "/budget": moved("/elsewhere")}
    watch = watched_pages.look(site)
    assert (watch.around, alerts.changed_around(editor)) == (["moved"], [watch])

    settle_or_propose(watch, by=editor)
    settled_days_ago(30)
    watched_pages.look(site)

    assert alerts.changed_around(editor) == []


def test_what_changes_beside_our_words_before_publication_is_nobodys_inbox(site, checker):
    page = given.kept_page(url=site.url("/budget"), by=checker)
    piece = given.evidence(given.taken(by=checker), by=checker, snapshot=page)

    watch_checks.check_copy(
        piece, snapshot=given.kept_page(given.PAGE + NOTE, by=checker), by=checker
    )

    assert Watch.objects.get().around
    assert alerts.changed_around(checker) == alerts.changed_around(given.editor()) == []


def test_settling_a_change_around_our_words_is_told_and_can_be_undone(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + NOTE)
    watch = watched_pages.look(site)

    settled = settle_or_propose(watch, note="Of another table.", by=editor)

    assert (settled.settled_note, settled.around) == ("Of another table.", [])
    assert alerts.changed_around(editor) == []
    event = Event.objects.of(piece.review.claim.chain).first()
    assert (event.kind, event.payload["note"]) == ("settle-watch", "Of another table.")
    watch_actions.unsettle_watch(settled, by=editor)
    assert alerts.changed_around(editor) == [watch]
    watched_pages.look(site)
    assert alerts.changed_around(editor) == [watch]


def test_a_page_that_is_other_each_day_comes_back_a_week_after_it_was_settled(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + ADVERT.format(0))
    settle_or_propose(watched_pages.look(site), by=editor)

    for day in range(1, 4):
        site.paths["/budget"] = text(given.PAGE + ADVERT.format(day))
        watched_pages.look(site)
        assert alerts.changed_around(editor) == []
    settled_days_ago(watch_assess.QUIET.days)
    watched_pages.look(site)

    assert alerts.changed_around(editor) == [Watch.objects.get()]


def test_another_kind_of_change_comes_at_once(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + ADVERT.format(0))
    settle_or_propose(watched_pages.look(site), by=editor)
    site.paths["/budget"] = text("The council will vote again.\n" + given.PAGE)

    watch = watched_pages.look(site)

    assert "top" in watch.around
    assert watch.settled_by is None
    assert alerts.changed_around(editor) == [watch]


def test_a_second_note_of_a_correction_comes_at_once_and_a_settled_one_never(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + NOTE)
    settle_or_propose(watched_pages.look(site), by=editor)
    settled_days_ago(watch_assess.QUIET.days)
    assert watched_pages.look(site).around == []
    settled_days_ago(-watch_assess.QUIET.days)
    site.paths["/budget"] = text(given.PAGE + NOTE + "Correction: that was wrong, too.\n")

    assert "note" in watched_pages.look(site).around


def test_a_change_that_the_page_takes_back_leaves_by_itself(site, piece):
    site.paths["/budget"] = text(given.PAGE + NOTE)
    watched_pages.look(site)
    site.paths["/budget"] = text(given.PAGE)

    watch = watched_pages.look(site)

    assert (watch.around, watch.around_at) == ([], None)


def test_a_look_that_fails_in_passing_takes_nothing_away(site, piece):
    site.paths["/budget"] = text(given.PAGE + NOTE)
    watch = watched_pages.look(site)
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")

    watched_pages.look(site)

    assert alerts.changed_around(given.editor()) == [watch]


def test_of_a_reopened_check_it_is_the_holders_to_look_and_to_settle(site, piece):
    editor, holder = given.editor(), given.checker()
    site.paths["/budget"] = text(given.PAGE + NOTE)
    watch = watched_pages.look(site)

    moves.reopen(given.fresh(piece.review), note="See [1].", to=holder, by=editor)

    assert alerts.changed_around(editor) == []
    assert alerts.changed_around(holder) == [watch]
    settle_or_propose(watch, by=holder)
    assert alerts.changed_around(holder) == []


def test_a_page_that_loses_our_words_is_in_the_loud_group_alone(site, piece):
    editor = given.editor()
    site.paths["/budget"] = text(given.PAGE + NOTE)
    watched_pages.look(site)
    site.paths["/budget"] = text(EMPTIED + NOTE)

    watch = watched_pages.look(site)

    assert alerts.changed_sources(editor) == [watch]
    assert alerts.changed_around(editor) == []


# --- what readers are told -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("served", "sentence"),
    [
        (text(given.PAGE), "it has not changed"),
        (text(given.PAGE + NEWS), "still has these words"),
        (text(CHANGED), "other words now in place of these"),
        (text(EMPTIED), "no longer on it. We first saw this on"),
        (answer(b"", status=b"404 Not Found"), "no longer there. We first saw this on"),
        (answer(b"", status=b"403 Forbidden"), "behind a wall"),
        (moved("/elsewhere"), "moved to another address. The page"),
    ],
)
def test_readers_are_told_what_became_of_the_page(site, piece, served, sentence):
    site.paths |= {"/elsewhere": text(CHANGED)}
    site.paths["/budget"] = served

    assert sentence in watch_assess.readers_note(watched_pages.look(site))


def test_readers_are_told_nothing_of_a_page_that_was_not_looked_at(piece):
    assert watch_assess.readers_note(Watch.objects.get()) == ""


def test_what_readers_are_told_does_not_change_with_each_look(site, piece):
    before = watch_assess.readers_note(watched_pages.look(site))
    Watch.objects.update(looked_at=F("looked_at") - timedelta(days=3))

    assert watch_assess.readers_note(watched_pages.look(site)) == before


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


# --- at any size ---------------------------------------------------------------------------


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
