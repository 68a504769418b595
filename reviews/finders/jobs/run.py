"""Ask one finder; a failure is a sentence on the row."""

from reviews import finders
from reviews.finders import Facts
from reviews.finders.jobs.store import write
from reviews.finders.models import Search
from sources.safe_fetch import DEFAULT, Policy
from sources.service_client import ServiceFailed


def run(search: Search, facts: Facts, policy: Policy = DEFAULT) -> None:
    """Ask the finder and keep what it proposes. A failure is a sentence on the row.

    `policy` is an argument that only tests pass.
    """
    finder = finders.named(search.finder)
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
    write(search, facts, found[: finder.most], policy, title=finder.title)
