"""An article to triage in the browser."""

import itertools

from claims.statements.models import Statement
from tests.waiting import wait_until

TEXT = (
    "😀 The mayor of Northfield, Mara Brook, said that police funding was cut by 40 percent in"
    " a single year.\n"
    "“We had 312 officers on the street in 2024, and we have 241 today,” she said. Nobody"
    " answered her.\n"
    "Hugo Lund told the council that rents had doubled since 2020.\n"
    "Mr Lund promised that he would abolish the fuel tax within 100 days.\n"
)
EDITIONS = itertools.count(1)


def card(page):
    return page.locator("[data-card]")


def ranked(committing, article):
    with committing():
        return list(article.statements.to_triage())


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def fresh(committing, statement):
    with committing():
        return Statement.objects.select_related("claim__claimant").get(pk=statement.pk)


def decided_on(committing, statement, state):
    wait_until(lambda: fresh(committing, statement).state == state, what=f"it is {state}")


def of(article, words):
    return article.statements.get(quote__contains=words)
