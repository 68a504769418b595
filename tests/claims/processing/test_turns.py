"""Whose article is extracted next: people before feeds, and one of each person's at a time."""

import pytest

from claims.articles.models import Article
from claims.processing import actions, tasks, turns
from jobs.models import JobState
from tests import given

pytestmark = pytest.mark.django_db


def submitted(by, name, **more):
    return actions.submit_article(text=f"Text {name} of a colleague.", by=by, **more)


def order():
    """The texts in the order in which a worker takes them."""
    taken = []
    while (article := turns.lease_in_turn(0)) is not None:
        taken.append(article.text.split()[1])
    return taken


def test_somebody_with_one_article_waits_for_one_of_a_colleagues_two_hundred():
    many, one = given.checker(), given.checker()
    for number in range(200):
        submitted(many, f"a{number}")
    submitted(one, "b0")

    assert order()[:3] == ["a0", "b0", "a1"]


def test_people_who_submit_while_others_are_read_come_next_and_then_take_turns():
    first, second, third = given.checker(), given.checker(), given.checker()
    for number in range(6):
        submitted(first, f"a{number}")
    taken = [turns.lease_in_turn(0).text.split()[1] for _ in range(3)]
    for number in range(2):
        submitted(second, f"b{number}")
        submitted(third, f"c{number}")

    assert taken == ["a0", "a1", "a2"]
    assert order() == ["a3", "b0", "c0", "a4", "b1", "c1", "a5"]


def test_what_somebody_submits_goes_before_what_a_feed_brought_earlier():
    by, feed = given.checker(), given.feed()
    for number in range(3):
        submitted(by, f"f{number}", came_by="feed", feed_id=feed.pk)
    submitted(by, "p0")

    assert order() == ["p0", "f0", "f1", "f2"]


def test_feeds_take_turns_among_themselves():
    by, long, short = given.checker(), given.feed(), given.feed()
    for number in range(3):
        submitted(by, f"l{number}", came_by="feed", feed_id=long.pk)
    submitted(by, "s0", came_by="feed", feed_id=short.pk)

    assert order() == ["l0", "s0", "l1", "l2"]


def test_an_article_that_waits_for_its_page_lets_nobody_go_ahead_of_others():
    waiting, many, one = given.checker(), given.checker(), given.checker()
    actions.submit_article(url="https://gazette.example.org/page", by=waiting)
    for number in range(4):
        submitted(many, f"a{number}")
    turns.lease_in_turn(0)
    turns.lease_in_turn(0)
    submitted(one, "b0")
    submitted(one, "b1")

    assert order() == ["a2", "b0", "a3", "b1"]


def test_a_retried_article_takes_a_new_turn():
    by = given.checker()
    failed = submitted(by, "failed")
    turns.lease_in_turn(0).failed("unreadable", "No.")
    submitted(by, "a0")
    submitted(by, "a1")

    actions.retry_article(failed, by=by)

    assert order() == ["a0", "a1", "failed"]


def test_the_message_of_one_article_extracts_the_one_whose_turn_it_is():
    by, feed = given.checker(), given.feed()
    from_feed = submitted(by, "feed", came_by="feed", feed_id=feed.pk)
    pasted = submitted(by, "pasted")

    tasks.read(from_feed.pk)
    pasted.refresh_from_db()
    from_feed.refresh_from_db()

    assert (pasted.state, from_feed.state) == (JobState.DONE, JobState.WAITING)
    tasks.read(pasted.pk)
    from_feed.refresh_from_db()
    assert from_feed.state == JobState.DONE


def test_a_message_too_many_extracts_nothing():
    done = given.article()

    tasks.read(done.pk)

    assert Article.objects.count() == 1
