"""What went wrong while nobody looked stands in the inbox of whoever is to look."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import actions as accounts
from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from desk.inbox import alerts, rows
from history.models import Event
from jobs.models import JobState
from reviews.triage import actions as triage_actions
from reviews.watch import actions as watch_actions
from reviews.workflow import moves
from tests import given
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import page, poll, read_all
from tests.desk.requests import queries, url

pytestmark = pytest.mark.django_db

STAYS = "The council met in the old hall by the river, before an audience of clerks."
SAID = "Mara Brook, the mayor, said that police funding fell by 40 percent in a single year."


def failing(site, *, by, times):
    """A feed of which so many polls in a row failed."""
    feed = feed_actions.add_feed(url=site.url("/none"), by=by)
    for _ in range(times):
        poll(feed, site)
    return feed


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


@pytest.fixture
def vanished(site, checker):
    """Accepted words that the newest version of their page no longer has."""
    site.paths["/story"] = page(f"{SAID}\n{STAYS}")
    first = article_actions.submit_article(url=site.url("/story"), by=checker)
    read_all(site)
    statement = first.statements.get(quote__contains="40 percent")
    triage_actions.accept_statement(
        statement, text="Police funding fell by 40 percent", by=checker
    )
    site.paths["/story"] = page(STAYS + "\nNobody spoke for long that night, and few stayed.")
    article_actions.submit_article(url=site.url("/story"), by=checker)
    read_all(site)
    statement.refresh_from_db()
    assert Article.objects.get(replaces=first).state == JobState.DONE
    return statement


def test_a_feed_that_fails_five_times_is_for_who_added_it(site, client, checker):
    feed = failing(site, by=checker, times=4)
    assert alerts.feeds_to_look_at(checker) == []

    poll(feed, site)

    assert alerts.feeds_to_look_at(checker) == [feed]
    assert alerts.feeds_to_look_at(given.editor()) == []
    shown = client.get(url("inbox")).content.decode()
    assert "To look at" in shown
    assert "5 polls in a row failed" in shown


def test_the_feeds_of_somebody_who_left_are_for_editors(site, checker):
    feed = failing(site, by=checker, times=5)
    accounts.deactivate(checker, by=given.admin())

    assert alerts.feeds_to_look_at(given.editor()) == [feed]
    assert alerts.feeds_to_look_at(given.checker()) == []


def test_a_feed_that_the_machine_stopped_is_somebodys_turn_until_it_is_left_so(site, checker):
    site.paths["/none"] = feed_server.answer(b"", status=b"410 Gone")
    feed = failing(site, by=checker, times=1)
    assert feed.is_stopped
    assert alerts.feeds_to_look_at(checker) == [feed]

    feed_actions.stop_feed(feed, by=checker)

    assert alerts.feeds_to_look_at(checker) == []
    feed.refresh_from_db()
    assert feed.is_stopped


def test_a_feed_that_a_person_stopped_is_nobodys_turn(site, checker):
    feed = failing(site, by=checker, times=5)

    feed_actions.stop_feed(feed, by=checker)

    assert alerts.feeds_to_look_at(checker) == []


def test_vanished_words_are_for_editors_while_nobody_holds_the_review(vanished, checker):
    assert alerts.vanished_words(given.editor()) == [vanished]
    assert alerts.vanished_words(checker) == []


def test_vanished_words_are_for_who_holds_the_review(vanished, client, checker):
    moves.take(vanished.claim.reviews.get(), by=checker)

    assert alerts.vanished_words(checker) == [vanished]
    assert alerts.vanished_words(given.editor()) == []
    shown = client.get(url("inbox")).content.decode()
    assert "These words are no longer in" in shown


def test_beside_a_claim_stands_that_the_page_of_its_article_has_changed(vanished, client):
    shown = client.get(url("review", vanished.claim.reviews.get().pk)).content.decode()

    newer = Article.objects.get(replaces=vanished.article)
    assert "Live page: changed" in shown
    assert url("changes_since", newer.pk) in shown


def test_vanished_words_of_a_dropped_claim_are_nobodys(vanished):
    editor = given.editor()

    moves.drop(vanished.claim.reviews.get(), reason="Nobody said it.", by=editor)

    assert alerts.vanished_words(editor) == []


def test_vanished_words_leave_the_inbox_when_somebody_has_settled_them(vanished):
    editor = given.editor()
    with pytest.raises(PermissionDenied):
        watch_actions.settle_words(vanished, by=given.checker())

    watch_actions.settle_words(vanished, note="The claim is as it was.", by=editor)

    assert alerts.vanished_words(editor) == []
    event = Event.objects.of(vanished.claim.chain).first()
    assert (event.kind, event.payload["note"]) == ("settle-words", "The claim is as it was.")
    watch_actions.unsettle_words(vanished, by=editor)
    assert alerts.vanished_words(editor) == [vanished]


def test_the_rail_counts_what_is_to_be_looked_at(vanished, site, checker):
    failing(site, by=checker, times=5)
    editor = given.editor()

    assert rows.counts(editor)["to_look_at"] == "1"
    assert rows.counts(checker)["to_look_at"] == "1"
    assert rows.counts(given.checker())["to_look_at"] == "0"


def test_looking_costs_the_same_for_one_and_for_many(vanished, site, client, checker):
    moves.take(vanished.claim.reviews.get(), by=checker)
    failing(site, by=checker, times=5)
    before = queries(client, url("inbox"))

    for number in range(3):
        other = feed_actions.add_feed(url=site.url(f"/other-{number}"), by=checker)
        Feed.objects.filter(pk=other.pk).update(failures=9, failure="timeout", detail="Slow.")

    assert len(alerts.feeds_to_look_at(checker)) == 4
    assert queries(client, url("inbox")) == before
