"""A text that takes too much computing time is kept whole, and says how far it was read."""

import pytest

from claims.extraction.cpu_budget import CpuBudget
from tests import given

pytestmark = pytest.mark.django_db
LINE = "“The bridge is shut,” Peter Lund said.\n"


def test_the_offset_from_which_nothing_was_read_is_stored(monkeypatch):
    left = iter([False] * 40)
    monkeypatch.setattr(CpuBudget, "is_spent", lambda _self, _share=1.0: next(left, True))

    article = given.article(LINE * 30)

    read = article.statements.count()
    assert 0 < read < 30
    assert article.state == "done"
    assert article.unread_from == read * len(LINE)
    assert article.text == LINE * 30


def test_of_an_ordinary_article_all_was_read():
    assert given.article(LINE).unread_from is None
