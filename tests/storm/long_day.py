"""The day of tests/live/test_day.py at its full length: a hundred texts and tips."""

import pytest

from tests.live.day import Day
from tests.live.test_day import (
    running,
    test_a_day_is_read_and_triaged_without_one_lost_row,
    town,
)

__all__ = ["running", "test_a_day_is_read_and_triaged_without_one_lost_row", "town"]
pytestmark = [pytest.mark.usefixtures("live_db"), pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def day():
    return Day(seed=20_260_304)
