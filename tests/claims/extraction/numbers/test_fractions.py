"""Percentages, shares and multiples."""

import pytest

from tests.claims.extraction.numbers.rows import check_row, n, words_of

SHARES = [
    ("spend 5% of GDP on it", n("5% of GDP", 5, "percent", base="GDP")),
    ("2.5 per cent", n("2.5 per cent", 2.5, "percent")),
    ("0.5 percent", n("0.5 percent", 0.5, "percent")),
    ("a 3% rise", n("3%", 3, "percent")),
    ("growth of -0.3% in May", n("-0.3%", -0.3, "percent", period="in May")),
    ("40% of all children", n("40% of all children", 40, "percent", base="children")),
    ("7pc of the vote", n("7pc of the vote", 7, "percent", base="vote")),
    ("up 3.2 percentage points", n("3.2 percentage points", 3.2, "percentage points")),
    ("up 4 percentage points", n("4 percentage points", 4, "percentage points")),
    ("raised rates by 25 basis points", n("25 basis points", 25, "basis points")),
    ("three in eight pupils", n("three in eight", 0.375, "share", base="pupils")),
    ("one in ten", n("one in ten", 0.1, "share")),
    ("one in every five", n("one in every five", 0.2, "share")),
    ("4 in 10 adults smoke", n("4 in 10", 0.4, "share", base="adults")),
    ("one child in nine is cold", n("one child in nine", 0.111111, "share", base="child")),
    (
        "killed 3 people in 10 days",
        n("3 people", 3, "people", period="in 10 days"),
        n("10 days", 10, "days"),
    ),
    ("one of 27 countries", n("27 countries", 27, "countries")),
    ("nine out of ten doctors", n("nine out of ten", 0.9, "share", base="doctors")),
    ("a one-in-ten chance", n("one-in-ten", 0.1, "share")),
    ("two-thirds of voters", n("two-thirds", 0.666667, "share", base="voters")),
    ("a third of the pupils", n("a third", 0.333333, "share", base="pupils")),
    ("fell by a third", n("a third", 0.333333, "share")),
    ("the middle one-fifth paid", n("one-fifth", 0.2, "share")),
    ("one-fifth of our farms", n("one-fifth", 0.2, "share", base="farms")),
    ("three quarters of staff", n("three quarters", 0.75, "share", base="staff")),
    ("half of the staff", n("half", 0.5, "share", base="staff")),
    (
        "20% of the upper-income people",
        n("20% of the upper-income people", 20, "percent", base="upper-income people"),
    ),
    ("half the staff", n("half", 0.5, "share", base="staff")),
    ("cut by half", n("half", 0.5, "share")),
    ("nearly half of teachers", n("nearly half", 0.5, "share", "less than", "teachers")),
    ("1/3 of homes", n("1/3", 0.333333, "share", base="homes")),
    (
        "two percent, three percent",
        n("two percent", 2, "percent"),
        n("three percent", 3, "percent"),
    ),
    (
        "between 5 and 7 per cent",
        n("between 5", 5, "percent", "at least"),
        n("7 per cent", 7, "percent", "at most"),
    ),
    ("5-7% of it", n("5", 5, "percent", "at least"), n("7%", 7, "percent", "at most")),
    ("from 5 to 7 per cent", n("5", 5, "percent"), n("7 per cent", 7, "percent")),
]


MULTIPLES = [
    ("crime halved", n("halved", 0.5, "times", "times")),
    ("crime has doubled", n("doubled", 2, "times", "times")),
    ("it will double", n("double", 2, "times", "times")),
    ("double the rate", n("double", 2, "times", "times")),
    ("trebled since May", n("trebled", 3, "times", "times", period="since May")),
    ("ten times higher", n("ten times", 10, "times", "times")),
    ("three times as many", n("three times", 3, "times", "times")),
    ("twice as many", n("twice", 2, "times", "times")),
    ("twice the number", n("twice", 2, "times", "times")),
    ("half as many", n("half", 0.5, "times", "times")),
    ("cut in half", n("in half", 0.5, "times", "times")),
    ("a fivefold rise", n("fivefold", 5, "times", "times")),
    ("a ten-fold rise", n("ten-fold", 10, "times", "times")),
    ("10x more", n("10x", 10, "times", "times")),
    ("nearly tripled", n("nearly tripled", 3, "times", "less than")),
    ("voted three times", n("three times", 3, "times")),
    ("was elected twice", n("twice", 2, "times")),
]


@pytest.mark.parametrize("row", [*SHARES, *MULTIPLES], ids=words_of)
def test_a_share_or_multiple_is_parsed_field_by_field(row):
    check_row(row)
