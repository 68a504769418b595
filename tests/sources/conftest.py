"""The hostile cases by number: `pytest tests/sources -k case-37`."""

import re


def pytest_itemcollected(item):
    """A test that proves a row of the table is found by that row's number."""
    item.extra_keyword_matches.update(
        f"case-{number}" for number in re.findall(r"case[-_](\d\d?)(?!\d)", item.nodeid)
    )
