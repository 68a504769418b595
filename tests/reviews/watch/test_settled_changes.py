"""Changed pages in the inbox, until somebody settles them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F

from desk.inbox import alerts
from history.models import Event
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves
from tests import given
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text
from tests.sources.safe_fetch.hostile_servers import answer, moved

pytestmark = pytest.mark.django_db

EMPTIED = "Budget 2026, public safety\n\nThis page is being revised by the finance office.\n"


NOTE = "\nCorrection, 3 March: the grant of 2025 was 4.0 million crowns, and not 5.0 million.\n"


ADVERT = "\nTicket number {} for the summer fair may be had at the town hall this afternoon.\n"


NEWS = "A notice stands above the budget now, which is open to comments.\n\n"


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
