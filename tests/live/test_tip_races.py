"""Tips at the same instant: the limit holds, and one decision is made."""

import pytest

from claims.articles.models import Article
from claims.tips import actions
from claims.tips.models import Tip
from tests import given
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")


def test_twenty_at_once_from_one_address_are_as_many_as_the_limit(settings):
    settings.TIPS_AT_ONCE = 7

    answers = at_once(
        *(
            lambda n=n: actions.send_tip(text=f"Crime rose {n} times.", address="203.0.113.9")
            for n in range(20)
        )
    )

    refused = [one for one in answers if isinstance(one, actions.TooManyTips)]
    assert (len(answers) - len(refused), len(refused)) == (7, 13)


def test_two_who_read_a_tip_at_once_make_one_article():
    tip = given.tip("Crime doubled in a year, said the mayor.")
    people = [given.checker() for _ in range(4)]
    before = Article.objects.count()

    answers = at_once(
        *(lambda by=by: actions.submit_tip_as_article(tip, by=by) for by in people)
    )

    assert sorted(type(one).__name__ for one in answers) == ["AlreadyTriaged"] * 3 + ["Article"]
    assert Article.objects.count() == before + 1
    assert Tip.objects.get(pk=tip.pk).state == Tip.State.READ


def test_decisions_on_tips_that_are_alike_never_wait_for_one_another_in_a_ring():
    tips = [given.tip("The same words.") for _ in range(6)]
    by = given.checker()

    answers = at_once(
        *(lambda one=one: actions.close_as_spam(one, by=by) for one in (*tips, *reversed(tips)))
    )

    assert [type(one).__name__ for one in answers].count("Tip") >= 1
    assert {type(one).__name__ for one in answers} <= {"Tip", "AlreadyTriaged"}
    assert {Tip.objects.get(pk=one.pk).state for one in tips} == {"spam"}
