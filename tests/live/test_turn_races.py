"""Several workers that take the next article at the same instant: threads, real commits."""

import pytest
from django.db import transaction

from claims.articles.models import Article
from claims.processing import actions as article_actions
from claims.processing import turns
from tests import given
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")


def _submitted(count):
    by = given.checker()
    return [
        article_actions.submit_article(text=f"Rents doubled in town {number}.", by=by)
        for number in range(count)
    ]


def test_workers_at_once_take_different_articles():
    four = _submitted(4)

    taken = at_once(*(lambda one=one: turns.lease_in_turn(one.pk) for one in four))

    assert {article.pk for article in taken} == {article.pk for article in four}


def test_of_one_article_and_many_messages_one_worker_gets_it():
    (only,) = _submitted(1)

    taken = at_once(*[lambda: turns.lease_in_turn(only.pk)] * 4)

    assert [article.pk for article in taken if article is not None] == [only.pk]


def test_an_article_that_somebody_changes_right_now_is_left_for_later():
    locked, free = _submitted(2)

    def take_while_locked():
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=locked.pk)
            (taken,) = at_once(lambda: turns.lease_in_turn(locked.pk))
        return taken

    assert take_while_locked().pk == free.pk
    assert turns.lease_in_turn(locked.pk).pk == locked.pk
