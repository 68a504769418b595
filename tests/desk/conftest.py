"""Somebody signed in at the desk, with an article to sort."""

import pytest

from tests import given

TEXT = (
    "The mayor of Northfield, Mara Brook, said that police funding was cut by 40 percent in a"
    " single year.\n"
    "“We had 312 officers on the street in 2024,” she said. <script>alert(1)</script>\n"
    "Rents have doubled since 2020, Hugo Lund told the council.\n"
)


@pytest.fixture
def checker(client):
    user = given.checker(name="Jo Reed")
    client.force_login(user)
    return user


@pytest.fixture
def article(checker):
    return given.article(TEXT, by=checker, title="Mayor defends budget")


@pytest.fixture
def statement(article):
    """The one most worth checking: its card is the open one."""
    return article.statements.to_triage().first()
