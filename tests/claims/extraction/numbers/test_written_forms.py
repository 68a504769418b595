"""Grouping, currencies and points as newspapers of several countries write them."""

import pytest

from tests.claims.extraction.numbers.rows import check_row, n, words_of

WRITTEN = [
    ("a budget of Rs 2.3 lakh crore", n("Rs 2.3 lakh crore", 2.3e12, "INR")),
    ("farmers got Rs. 6,000 a year", n("Rs. 6,000", 6000, "INR", period="a year")),
    ("about 12,34,567 people voted", n("about 12,34,567 people", 1_234_567, "people", "about")),
    ("he stole HK$40 million", n("HK$40 million", 40_000_000, "HKD")),
    ("the fare is S$2.50", n("S$2.50", 2.5, "SGD")),
    ("worth 900 million naira", n("900 million naira", 9e8, "NGN")),
]
POINTS = [
    (
        "rose 0.4 of a percentage point",
        n("0.4 of a percentage point", 0.4, "percentage points"),
    ),
    ("fell half a percentage point", n("half a percentage point", 0.5, "percentage points")),
    (
        "cut by a quarter of a percentage point",
        n("a quarter of a percentage point", 0.25, "percentage points"),
    ),
]
COMPARED = [
    ("edged up to 5.3%", n("5.3%", 5.3, "percent")),
    ("costs up to 5%", n("up to 5%", 5, "percent", "at most")),
    ("sales fell 12% year on year", n("12%", 12, "percent", period="year on year")),
    ("two-thirds of that money", n("two-thirds", 0.666667, "share", base="money")),
    ("it rose by a factor of ten", n("ten", 10, "times", "times")),
    ("to bring in half an hour of music", n("half an hour", 0.5, "hours")),
    ("it was cut in half", n("in half", 0.5, "times", "times")),
    (
        "180 litres a day per person",
        n("180 litres a day per person", 180, "litres", base="person"),
    ),
]


@pytest.mark.parametrize("row", WRITTEN, ids=words_of)
def test_groups_of_digits_and_currencies_of_many_countries_are_known(row):
    check_row(row)


@pytest.mark.parametrize("row", POINTS, ids=words_of)
def test_parts_of_a_percentage_point_are_points(row):
    check_row(row)


@pytest.mark.parametrize("row", COMPARED, ids=words_of)
def test_words_around_a_number_compare_only_where_they_do(row):
    check_row(row)
