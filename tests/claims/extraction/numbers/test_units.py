"""Money, and numbers with a unit or a counted noun."""

import pytest

from tests.claims.extraction.numbers.rows import check_row, n, words_of

MONEY = [
    ("£55m for repairs", n("£55m", 55_000_000, "GBP")),
    ("$1.2tn", n("$1.2tn", 1_200_000_000_000, "USD")),
    ("US$4.5 billion in debt", n("US$4.5 billion", 4_500_000_000, "USD")),
    ("€20bn", n("€20bn", 20_000_000_000, "EUR")),
    ("$.44", n("$.44", 0.44, "USD")),
    ("billions of dollars", n("billions of dollars", 1e9, "USD", "at least")),
    ("paid $40m a week after the crash", n("$40m", 40_000_000, "USD")),
    ("nine million pounds", n("nine million pounds", 9_000_000, "GBP")),
    ("40 million euros", n("40 million euros", 40_000_000, "EUR")),
    ("EUR 20m", n("EUR 20m", 20_000_000, "EUR")),
    ("a £2.50 fare", n("£2.50", 2.5, "GBP")),
    ("it costs 50p", n("50p", 0.5, "GBP")),
    ("80 pence a litre", n("80 pence a litre", 0.8, "GBP", base="litre")),
    ("half a million pounds", n("half a million pounds", 500_000, "GBP")),
    ("£310,000 a year", n("£310,000", 310_000, "GBP", period="a year")),
    ("£9,000-a-year fees", n("£9,000", 9_000, "GBP", period="a-year")),
    ("$15 an hour", n("$15", 15, "USD", period="an hour")),
    ("£400 per household", n("£400 per household", 400, "GBP", base="household")),
    ("£20 a head", n("£20 a head", 20, "GBP", base="head")),
    ("more than £3bn", n("more than £3bn", 3_000_000_000, "GBP", "more than")),
    ("a £55m-plus bill", n("£55m-plus", 55_000_000, "GBP", "at least")),
    (
        "£3-4bn",
        n("£3", 3_000_000_000, "GBP", "at least"),
        n("4bn", 4_000_000_000, "GBP", "at most"),
    ),
    (
        "between £3m and £4m",
        n("between £3m", 3_000_000, "GBP", "at least"),
        n("£4m", 4_000_000, "GBP", "at most"),
    ),
    (
        "£2bn over three years",
        n("£2bn", 2_000_000_000, "GBP", period="over three years"),
        n("three years", 3, "years"),
    ),
]


COUNTS = [
    ("10,000 jobs", n("10,000 jobs", 10_000, "jobs")),
    ("1,180 new jobs", n("1,180 new jobs", 1180, "new jobs")),
    ("325 thousand people", n("325 thousand people", 325_000, "people")),
    (
        "three hundred and twenty-five thousand people",
        n("three hundred and twenty-five thousand people", 325_000, "people"),
    ),
    ("a dozen", n("a dozen", 12)),
    ("a dozen eggs", n("a dozen eggs", 12, "eggs")),
    ("half a dozen eggs", n("half a dozen eggs", 6, "eggs")),
    ("two dozen schools", n("two dozen schools", 24, "schools")),
    ("half a million people", n("half a million people", 500_000, "people")),
    ("a quarter of a million people", n("a quarter of a million people", 250_000, "people")),
    ("one and a half million homes", n("one and a half million homes", 1_500_000, "homes")),
    ("two and a half years", n("two and a half years", 2.5, "years")),
    ("half an hour", n("half an hour", 0.5, "hours")),
    ("a hundred schools", n("a hundred schools", 100, "schools")),
    ("thousands of people", n("thousands of people", 1000, "people", "at least")),
    (
        "tens of thousands of people",
        n("tens of thousands of people", 10_000, "people", "at least"),
    ),
    ("zero deaths", n("zero deaths", 0, "deaths")),
    ("40 Labour MPs", n("40 Labour MPs", 40, "Labour MPs")),
    ("4.5m people", n("4.5m people", 4_500_000, "people")),
    ("a wall 4.5m high", n("4.5m", 4.5, "m")),
    ("5km", n("5km", 5, "km")),
    ("a 12-week course", n("12-week", 12, "weeks")),
    ("a 40-bed hospital", n("40-bed", 40, "bed")),
    ("a 45-year-old man", n("45-year-old", 45, "years")),
    ("children aged 12", n("aged 12", 12, "years")),
    ("Ann Lee, 45, said", n("45", 45, "years")),
    (
        "12 deaths per 100,000 people",
        n("12 deaths per 100,000 people", 12, "deaths", base="100,000 people"),
    ),
    ("60 miles per hour", n("60 miles per hour", 60, "miles per hour")),
    ("minus 5 degrees", n("minus 5 degrees", -5, "degrees")),
    ("a vote of 52 to 48", n("52", 52), n("48", 48)),
    (
        "three to four million people",
        n("three", 3_000_000, "people", "at least"),
        n("four million people", 4_000_000, "people", "at most"),
    ),
    (
        "10-12 homes",
        n("10", 10, "homes", "at least"),
        n("12 homes", 12, "homes", "at most"),
    ),
    ("1,000 more police officers", n("1,000 more police officers", 1000, "police officers")),
    ("two or three years", n("two", 2, "years"), n("three years", 3, "years")),
    ("two men were shot", n("two men", 2, "men")),
    ("some 2000 people", n("some 2000 people", 2000, "people", "about")),
]


@pytest.mark.parametrize("row", [*MONEY, *COUNTS], ids=words_of)
def test_an_amount_is_parsed_with_its_unit(row):
    check_row(row)
