"""The worker's part of finding: ask one finder about a claim, and keep what it brings.

A finder is asked with no connection to the database held. What it brings is a stranger's word:
an address that the strangers' door would not parse or dial is no proposal. The pages of the
best are fetched as any source is, and read for the sentence that bears on the claim.
"""

from reviews.finders.jobs.facts import facts_for_search, facts_of
from reviews.finders.jobs.match_pages import match_due, match_page
from reviews.finders.jobs.run import run_search

__all__ = ["facts_for_search", "facts_of", "match_due", "match_page", "run_search"]
