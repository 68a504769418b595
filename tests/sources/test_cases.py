"""All 62 rows of the hostile table have a test that names them."""

import re
from pathlib import Path

from tests.sources.safe_fetch.test_hostile_addresses import ADDRESSES

HERE = Path(__file__).parent
ROWS = 62


def test_each_row_of_the_hostile_table_is_named_by_a_test():
    named = {row[0] for row in ADDRESSES}
    for path in HERE.rglob("test_*.py"):
        found = re.findall(r"(?:def test_case_|\"case-)(\d\d?)(?!\d)", path.read_text())
        named |= {int(number) for number in found}

    assert named == set(range(1, ROWS + 1))
