"""Skipped lines become text when a person says so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from claims.articles import skipped_lines
from claims.articles.follow_up_jobs import LeftOver
from history.models import Event
from tests import given
from tests.calling import Caller, is_problem
from tests.claims.articles import example_files

pytestmark = pytest.mark.django_db

TEXT = (
    "The mayor of Northfield, Mara Brook, told the council on Tuesday that police funding was "
    "cut by 40 percent in a single year.\n\n"
    "Read more: “We had 312 officers on the street in 2024,” Brook said on Monday.\n\n"
    "Share this article\n"
)


def spans(article):
    return [article.text[start:end] for start, end in article.left_over]


def test_left_over_lines_are_read_as_text_with_the_article_around_them():
    article = given.article(TEXT)
    assert len(spans(article)) == 2
    before = list(article.statements.values_list("number", flat=True))
    by = given.checker()
    start = TEXT.index("312 officers")

    asked = skipped_lines.extract_skipped_lines(article, start=start, end=start + 3, by=by)
    example_files.read_left_over(asked)

    article.refresh_from_db()
    assert spans(article) == ["Share this article"]
    new = article.statements.exclude(number__in=before)
    (one,) = new
    assert "312 officers" in one.quote
    assert one.speaker == "Mara Brook"
    assert one.number == max(before) + 1
    assert article.text[one.start : one.end] == one.quote
    asked.refresh_from_db()
    assert asked.state == "done"
    kinds = Event.objects.filter(chain=f"article:{article.pk}").values_list("kind", flat=True)
    assert {"is-text", "read-left-over"} <= set(kinds)


def test_the_same_lines_are_asked_for_once():
    article = given.article(TEXT)
    start, end = article.left_over[0]
    skipped_lines.extract_skipped_lines(article, start=start, end=end, by=given.checker())

    with pytest.raises(ValidationError, match="treated as text already"):
        skipped_lines.extract_skipped_lines(article, start=start, end=end, by=given.checker())

    assert LeftOver.objects.count() == 1


def test_a_killed_reading_of_left_over_lines_is_taken_up_again():
    article = given.article(TEXT)
    start, end = article.left_over[0]
    asked = skipped_lines.extract_skipped_lines(
        article, start=start, end=end, by=given.checker()
    )
    LeftOver.objects.lease(asked.pk)  # by a worker that dies
    LeftOver.objects.filter(pk=asked.pk).update(lease_until=Now() - timedelta(seconds=1))

    example_files.read_left_over(asked)

    assert article.statements.filter(quote__contains="312 officers").count() == 1


def test_the_api_says_that_lines_are_text():
    article = given.article(TEXT)
    caller = Caller(given.checker())
    start, end = article.left_over[0]

    told = caller.post(f"articles/{article.pk}/left-over/", {"start": start, "end": end})

    assert told.status_code == 202
    assert [article.left_over[1]] == told.json()["left_over"]
    again = caller.post(f"articles/{article.pk}/left-over/", {"start": start, "end": end})
    is_problem(again, 422, "treated as text already")
