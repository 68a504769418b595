"""Numbers as they are said. Each row: the words, and every number in them, field by field."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers

COMPARATORS = {None, "at least", "at most", "more than", "less than", "about", "times"}


def n(text, value, unit=None, comparator=None, base=None, period=None, place=None):
    return Number(text, float(value), unit, comparator, base, period, place)


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
    ("40 homes more than last year", n("40 homes", 40, "homes")),
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
        n("500", 500, period="in April"),
    ),
    (
        "40 homes here, and Leeds has 30 schools in Bramley",
        n("40 homes", 40, "homes"),
        n("30 schools", 30, "schools", place="Bramley"),
    ),
]

TABLE = SHARES + MONEY + COUNTS + COMPARED + MULTIPLES + AROUND

NO_NUMBERS = [
    "on 12 March 2024",
    "on March 12, 2024",
    "on Nov. 8",
    "in 2019 and by 2030",
    "the 1990s",
    "the '90s",
    "the 2008 crash",
    "the 2024-25 season",
    "since 2019",
    "on 2024-05-12",
    "on 12/05/2024",
    "on 12.05.2024",
    "at 1:12 and 10.30am",
    "at 14:02",
    "at 5pm",
    "at seven o'clock",
    "half past six",
    "the 21st century",
    "9/11",
    "open 24/7",
    "Covid-19",
    "the G20 summit",
    "the M25 and the A40",
    "a 5G mast",
    "H1N1",
    "won 3-1",
    "a 2-0 win",
    "under Section 28",
    "under section 28 of it",
    "Article 50",
    "type 2 diabetes",
    "a category 5 hurricane",
    "on page 12",
    "Year 6 pupils",
    "on Channel 4",
    "on Channel 4 News",
    "an Apollo 11 stamp",
    "10 Downing Street",
    "at No. 10",
    "at Number 10",
    "the number 10 bus",
    "at 9 p.m. on Monday",
    "six figures",
    "a Fortune 500 company",
    "call 0800 123 456",
    "call 020 7946 0958",
    "call +44 20 7946 0958",
    "call 555-0199",
    "call (202) 555-0143",
    "1. We cut taxes",
    "(2) We cut taxes",
    "one of them",
    "no one",
    "at one point",
    "the two men",
    "a double murder",
    "double standards",
    "double-digit growth",
    "the second half of the game",
    "in the third quarter",
    "the Six Nations",
    "World War II",
    "net zero",
]


def single(row):
    return row[0]


@pytest.mark.parametrize("row", TABLE, ids=single)
def test_a_number_is_read_field_by_field(row):
    words, *expected = row

    assert list(find_numbers(words)) == expected


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_dates_times_codes_and_pronouns_are_no_numbers(words):
    assert find_numbers(words) == ()


def test_whole_values_print_whole():
    (number,) = find_numbers("5% of GDP")

    assert number.as_json() == {
        "text": "5% of GDP",
        "value": 5,
        "unit": "percent",
        "comparator": None,
        "base": "GDP",
        "period": None,
        "place": None,
    }


PIECES = st.sampled_from(
    [
        "5",
        "1,180",
        "0800",
        "2019",
        "half",
        "a",
        "third",
        "of",
        "in",
        "ten",
        "and",
        "£",
        "$",
        "%",
        "-",
        "–",
        ".",
        ",",
        "bn",
        "m",
        "million",
        "hundred",
        "times",
        "twice",
        "between",
        "to",
        "May",
        "per",
        "cent",
        "more",
        "than",
        "over",
        "years",
        "Leeds",
        "(",
        ")",
        "\n",
        "’",
        "or",
        "so",
        "+",
        "½",
        "٣",
    ]
)


def test_two_numbers_share_no_words():
    both = find_numbers("It takes 65 or over 200 people.")
    compared = find_numbers("It takes 50 people or more than 60 people.")
    aged = find_numbers("5% of aged 50")

    assert [(number.text, number.comparator) for number in both] == [
        ("65 or over", "at least"),
        ("200 people", None),
    ]
    assert [(number.text, number.comparator) for number in compared] == [
        ("50 people", None),
        ("more than 60 people", "more than"),
    ]
    assert [number.text for number in aged] == ["5% of aged", "50"]


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_any_words_give_numbers_whose_own_words_stand_in_them(pieces, glue):
    words = glue.join(pieces)

    numbers = find_numbers(words)

    position = 0
    for number in numbers:
        assert number.text
        position = words.index(number.text, position) + len(number.text)
        assert number.comparator in COMPARATORS
        assert number.period is None or number.period in words
        assert number.place is None or number.place in words


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_its_numbers(text):
    assert all(number.text in text for number in find_numbers(text))
