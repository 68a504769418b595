"""What is stored of a statement that extraction found."""

from dataclasses import replace

import pytest

from claims.extraction import extract_statements
from claims.processing.extract import build_statement
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db

INTERVIEW = (
    "Q. Did the council cut police funding?\n"
    "A. No. We raised it by 4 percent in 2025.\n"
    "Q. And the grant?\n"
    "A. The grant fell by 3 million crowns.\n"
)


def test_an_answer_keeps_its_question():
    article = given.article(INTERVIEW)

    printed = Caller(given.checker()).get(f"articles/{article.pk}/").json()["statements"]

    assert {one["quote"]: one["question"] for one in printed} == {
        "We raised it by 4 percent in 2025.": "Did the council cut police funding?",
        "The grant fell by 3 million crowns.": "And the grant?",
    }


def test_those_who_may_have_said_it_are_stored_without_a_speaker():
    article = given.article(given.TWO_WOMEN)
    (found,) = extract_statements(article.text).statements

    names = ("Petra Vald", "Mara Brook", "x" * 300)
    stored = build_statement(article, 1, replace(found, speaker=None, speaker_candidates=names))

    assert (stored.speaker, stored.open_candidates) == (None, [*names[:2], "x" * 200])
