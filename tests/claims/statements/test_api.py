"""The API to mark statements by hand."""

import pytest

from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def test_words_that_were_not_found_become_a_statement():
    caller = Caller(given.checker())
    article = given.article()
    words = article.text[:20]

    made = caller.post(
        f"articles/{article.pk}/statements/", {"start": 0, "end": 20, "speaker": "Mara Brook"}
    )

    assert made.status_code == 201, made.content
    assert (made.json()["quote"], made.json()["speaker"]) == (words, "Mara Brook")
    listed = caller.get(f"articles/{article.pk}/").json()["statements"]
    assert made.json()["id"] in [one["id"] for one in listed]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10_000_000)])
def test_places_without_words_are_refused(start, end):
    article = given.article()

    answer = Caller(given.checker()).post(
        f"articles/{article.pk}/statements/", {"start": start, "end": end}
    )

    assert is_problem(answer, 422)
