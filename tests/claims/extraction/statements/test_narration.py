"""What an article itself asserts."""

import pytest

from claims.extraction import extract_statements


def narrated(text):
    return [s.quote for s in extract_statements(text) if s.kind == "narration"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The cost of an hour's stay will rise from £1.20 to £1.80",
        "Drivers will pay up to 60p more in April",
    ],
)
def test_a_coming_sum_is_asserted(sentence):
    assert narrated(f"The council met on Monday. {sentence}.") == [sentence]


def test_other_things_to_come_are_not():
    assert narrated("The council met on Monday. The road will be closed for three weeks.") == []
