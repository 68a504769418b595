"""The same thing sent, or asked, twice at the same instant: threads, real commits."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from claims.articles import skipped_lines
from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from claims.processing import actions as article_actions
from tests import given
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")


def test_a_double_click_makes_one_article_however_fast():
    by, once = given.checker(), uuid4()

    answers = at_once(
        *(lambda: article_actions.submit_article(text=given.ARTICLE, once=once, by=by),) * 4
    )

    assert len({article.pk for article in answers}) == 1
    assert Article.objects.filter(once=once).count() == 1


def test_two_people_saying_that_lines_are_text_have_them_read_once():
    article = given.article(given.ARTICLE + "\n\nRead more: “We had no money,” Brook said.\n")
    start, end = article.left_over[0]
    people = [given.checker(), given.checker()]

    answers = at_once(
        *(
            lambda by=by: skipped_lines.extract_skipped_lines(
                article, start=start, end=end, by=by
            )
            for by in people
        )
    )

    assert {type(answer) for answer in answers} == {LeftOver, ValidationError}
    assert LeftOver.objects.filter(article=article).count() == 1
