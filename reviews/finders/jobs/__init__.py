"""The jobs of finders: run one for a claim, and store what it finds.

A finder runs without a database connection. Its results are untrusted: an address that the
safe fetcher wouldn't parse or connect to is not proposed. The best pages are fetched like any
source, and searched for the sentence about the claim.
"""

from reviews.finders.jobs.facts import facts_for_search, facts_of
from reviews.finders.jobs.match_pages import match_due, match_page
from reviews.finders.jobs.run import run_search

__all__ = ["facts_for_search", "facts_of", "match_due", "match_page", "run_search"]
