"""Proposals with archived pages, for tests."""

from tests import given

BUDGET = "https://budget.example.org/2026"


CLAIM = "Police spending was cut by 40 percent in Northfield in 2026"


def held(text=CLAIM):
    by = given.checker()
    return given.taken(by=by, review=given.queued(text=text, by=by)), by


def kept_proposal(web):
    review, by = held("Police spending falls in Northfield")
    given.kept_page(url=BUDGET)
    web(review, (BUDGET, "Budget", ""))
    return review.proposals.get(), by
