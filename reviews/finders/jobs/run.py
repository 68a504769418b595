"""Runs one finder. A failure becomes a sentence on the row of its search."""

from reviews import finders
from reviews.finders import ClaimFacts
from reviews.finders.jobs.store import store_results
from reviews.finders.models import Search
from sources.safe_fetch import DEFAULT, Policy
from sources.service_client import ServiceFailed


def run_search(search: Search, facts: ClaimFacts, policy: Policy = DEFAULT) -> None:
    """Run the finder of a search and store what it proposes, or note why it failed.

    Only tests pass a `policy`.
    """
    finder = finders.finder_named(search.finder)
    if finder is None:
        return
    try:
        found = finder.find(facts)
    except ServiceFailed as error:
        if error.retriable:
            search.again(error.kind, error.detail, wait=error.wait)
        else:
            search.failed(error.kind, error.detail)
        return
    store_results(search, facts, found[: finder.most], policy, title=finder.title)
