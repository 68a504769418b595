"""Comparators, periods and places around a number."""

import pytest

from tests.claims.extraction.numbers.rows import check_row, n, words_of

COMPARED = [
    ("at least 40 homes", n("at least 40 homes", 40, "homes", "at least")),
    ("a minimum of 40 homes", n("a minimum of 40 homes", 40, "homes", "at least")),
    ("no fewer than 40 homes", n("no fewer than 40 homes", 40, "homes", "at least")),
    ("40 or more homes", n("40 or more homes", 40, "homes", "at least")),
    ("40+ homes", n("40+ homes", 40, "homes", "at least")),
    ("40-plus homes", n("40-plus homes", 40, "homes", "at least")),
    ("up to 40 homes", n("up to 40 homes", 40, "homes", "at most")),
    ("no more than 40 homes", n("no more than 40 homes", 40, "homes", "at most")),
    ("as many as 40 homes", n("as many as 40 homes", 40, "homes", "at most")),
    ("40 homes or fewer", n("40 homes or fewer", 40, "homes", "at most")),
    ("more than 40 homes", n("more than 40 homes", 40, "homes", "more than")),
    ("over 40 homes", n("over 40 homes", 40, "homes", "more than")),
    ("just over 40 homes", n("just over 40 homes", 40, "homes", "more than")),
    ("well over 40 homes", n("well over 40 homes", 40, "homes", "more than")),
    ("in excess of 40 homes", n("in excess of 40 homes", 40, "homes", "more than")),
    (">40 homes", n(">40 homes", 40, "homes", "more than")),
    ("fewer than 40 homes", n("fewer than 40 homes", 40, "homes", "less than")),
    ("just under 40 homes", n("just under 40 homes", 40, "homes", "less than")),
    ("nearly 40 homes", n("nearly 40 homes", 40, "homes", "less than")),
    ("almost 40 homes", n("almost 40 homes", 40, "homes", "less than")),
    ("around 40 homes", n("around 40 homes", 40, "homes", "about")),
    ("roughly 40 homes", n("roughly 40 homes", 40, "homes", "about")),
    ("~40 homes", n("~40 homes", 40, "homes", "about")),
    ("40 or so homes", n("40 or so homes", 40, "homes", "about")),
    ("an estimated 40 homes", n("an estimated 40 homes", 40, "homes", "about")),
    ("jailed for over three years", n("over three years", 3, "years", "more than")),
    ("fell over three years", n("three years", 3, "years")),
    ("only 40 homes", n("40 homes", 40, "homes")),
    ("more than double", n("more than double", 2, "times", "more than")),
    ("more than doubled", n("more than doubled", 2, "times", "more than")),
]


AROUND = [
    (
        "from 640 in May to 710 in June",
        n("640", 640, period="in May"),
        n("710", 710, period="in June"),
    ),
    ("from 640 in May to 710", n("640", 640, period="in May"), n("710", 710)),
    ("from 640 to 710 in June", n("640", 640), n("710", 710, period="in June")),
    (
        "12% of children in Wales last year",
        n("12% of children", 12, "percent", base="children", period="last year", place="Wales"),
    ),
    ("rents doubled in a year", n("doubled", 2, "times", "times", period="in a year")),
    (
        "40 homes in the year to March",
        n("40 homes", 40, "homes", period="in the year to March"),
    ),
    (
        "40 homes at the end of September 2024",
        n("40 homes", 40, "homes", period="at the end of September 2024"),
    ),
    (
        "one in three children in London live there",
        n("one in three", 0.333333, "share", base="children", place="London"),
    ),
    ("prices rose sixfold", n("sixfold", 6, "times", "times")),
    ("40 homes more than last year", n("40 homes more", 40, "homes", "more than")),
    ("up 5% on last year", n("5%", 5, "percent")),
    ("40 homes in 2024", n("40 homes", 40, "homes", period="in 2024")),
    (
        "the first in 72 years to lose 40 homes",
        n("72 years", 72, "years"),
        n("40 homes", 40, "homes"),
    ),
    ("In 2019 it built 40 homes", n("40 homes", 40, "homes", period="In 2019")),
    ("Last year 40 people died", n("40 people", 40, "people", period="Last year")),
    ("40 homes by 2030", n("40 homes", 40, "homes", period="by 2030")),
    ("40 homes since March 2021", n("40 homes", 40, "homes", period="since March 2021")),
    ("40 homes in the 1990s", n("40 homes", 40, "homes", period="in the 1990s")),
    ("40 homes per year", n("40 homes", 40, "homes", period="per year")),
    ("40 homes every month", n("40 homes", 40, "homes", period="every month")),
    (
        "40 homes between 2010 and 2015",
        n("40 homes", 40, "homes", period="between 2010 and 2015"),
    ),
    ("40 homes from 2010 to 2015", n("40 homes", 40, "homes", period="from 2010 to 2015")),
    (
        "40 homes over the past decade",
        n("40 homes", 40, "homes", period="over the past decade"),
    ),
    (
        "40 homes in the first half of 2024",
        n("40 homes", 40, "homes", period="in the first half of 2024"),
    ),
    ("40 homes in Leeds", n("40 homes", 40, "homes", place="Leeds")),
    ("40 homes in England and Wales", n("40 homes", 40, "homes", place="England and Wales")),
    ("40 homes across the UK", n("40 homes", 40, "homes", place="UK")),
    ("40 homes nationwide", n("40 homes", 40, "homes", place="nationwide")),
    ("40 homes across the country", n("40 homes", 40, "homes", place="the country")),
    ("40 homes in New South Wales", n("40 homes", 40, "homes", place="New South Wales")),
    ("40 beds in NHS hospitals", n("40 beds", 40, "beds")),
    ("40 lessons in English", n("40 lessons", 40, "lessons")),
    ("40 jobs in the Reagan recession", n("40 jobs", 40, "jobs")),
    (
        "Over the past ten years crime rose 40%",
        n("ten years", 10, "years"),
        n("40%", 40, "percent", period="Over the past ten years"),
    ),
    ("In Wales 40 homes burned", n("40 homes", 40, "homes", place="Wales")),
    ("$1bn in Lund company losses", n("$1bn", 1_000_000_000, "USD")),
    (
        "90 fires between May 1 and July 18",
        n("90 fires", 90, "fires", period="between May 1 and July 18"),
    ),
    (
        "640 cases in May, up from 500 in April",
        n("640 cases", 640, "cases", period="in May"),
        n("up from 500", 500, "cases", "more than", period="in April"),
    ),
    (
        "40 homes here, and Leeds has 30 schools in Bramley",
        n("40 homes", 40, "homes"),
        n("30 schools", 30, "schools", place="Bramley"),
    ),
]


@pytest.mark.parametrize("row", [*COMPARED, *AROUND], ids=words_of)
def test_a_number_is_parsed_with_its_context(row):
    check_row(row)
