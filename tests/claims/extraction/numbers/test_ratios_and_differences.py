"""Ratios, differences, shrinking; where a unit ends; which figure a period belongs to."""

import pytest

from tests.claims.extraction.numbers.rows import check_row, n, words_of

SHRINKING = [
    (
        "Crime has more than halved since 2010.",
        n("more than halved", 0.5, "times", "less than", period="since 2010"),
    ),
    ("The number of beds almost halved.", n("almost halved", 0.5, "times", "more than")),
    ("It has at least halved.", n("at least halved", 0.5, "times", "at most")),
    (
        "The queue nearly halved in a year.",
        n("nearly halved", 0.5, "times", "more than", period="in a year"),
    ),
    ("The council halved the number of classes.", n("halved", 0.5, "times", "times")),
    ("Costs were cut in half.", n("in half", 0.5, "times", "times")),
    ("Prices have almost doubled.", n("almost doubled", 2, "times", "less than")),
    ("Deaths have almost tripled.", n("almost tripled", 3, "times", "less than")),
    ("It more than doubled.", n("more than doubled", 2, "times", "more than")),
    (
        "The program costs less than half what it did in 2015.",
        n("less than half", 0.5, "times", "less than", period="in 2015"),
    ),
    ("It is less than half as long.", n("less than half", 0.5, "times", "less than")),
    ("Crime fell by more than half.", n("more than half", 0.5, "share", "more than")),
    ("The budget was slashed by almost half.", n("almost half", 0.5, "share", "less than")),
    ("Waiting lists are a third shorter.", n("a third", 0.333333, "share")),
]


RATIOS = [
    (
        "There is one officer for every 702 people.",
        n("one officer for every 702 people", 1, "officer", base="702 people"),
    ),
    (
        "one doctor for every 2,000 patients",
        n("one doctor for every 2,000 patients", 1, "doctor", base="2,000 patients"),
    ),
    (
        "one bed for each 1,000 residents",
        n("one bed for each 1,000 residents", 1, "bed", base="1,000 residents"),
    ),
    (
        "one teacher per 18 pupils",
        n("one teacher per 18 pupils", 1, "teacher", base="18 pupils"),
    ),
    (
        "30 pupils for every teacher",
        n("30 pupils for every teacher", 30, "pupils", base="teacher"),
    ),
    ("three women for every man", n("three women for every man", 3, "women", base="man")),
    (
        "4 per 1,000 births in 2020",
        n("4 per 1,000 births", 4, base="1,000 births", period="in 2020"),
    ),
    (
        "1.3 deaths per 100,000 people",
        n("1.3 deaths per 100,000 people", 1.3, "deaths", base="100,000 people"),
    ),
    ("$40 per pupil", n("$40 per pupil", 40, "USD", base="pupil")),
    (
        "One patient in six waits longer.",
        n("One patient in six", 0.166667, "share", base="patient"),
    ),
    (
        "One person out of 40 was tested.",
        n("One person out of 40", 0.025, "share", base="person"),
    ),
    ("One in 90 works on a farm.", n("One in 90", 0.011111, "share")),
    (
        "five days for every meeting",
        n("five days for every meeting", 5, "days", base="meeting"),
    ),
]


BARE = [
    ("an analysis in a 2021 paper put it at 2.6", n("2.6", 2.6)),
    ("A 2021 paper put the rate at 2.6.", n("2.6", 2.6)),
    ("a 2019 study of 400 patients", n("400 patients", 400, "patients")),
    ("A 2018 report counted 640 leaks.", n("640 leaks", 640, "leaks")),
    ("the 2030 target of 40%", n("40%", 40, "percent")),
    ("some 1950 homes", n("some 1950 homes", 1950, "homes", "about")),
    ("In May the rate was 4.1.", n("4.1", 4.1, period="In May")),
    (
        "She has two dogs and 12 grandchildren.",
        n("two dogs", 2, "dogs"),
        n("12 grandchildren", 12, "grandchildren"),
    ),
    (
        "seven policemen and 40 schoolchildren",
        n("seven policemen", 7, "policemen"),
        n("40 schoolchildren", 40, "schoolchildren"),
    ),
]


NOUNS = [
    (
        "A third of the country lives in poverty.",
        n("A third", 0.333333, "share", base="country"),
    ),
    ("5% of the budget goes to schools.", n("5% of the budget", 5, "percent", base="budget")),
    ("40% of land owned by the state was sold.", n("40% of land", 40, "percent", base="land")),
    (
        "20% of the workforce left last year.",
        n("20% of the workforce", 20, "percent", base="workforce", period="last year"),
    ),
    (
        "12% of the electorate stayed home.",
        n("12% of the electorate", 12, "percent", base="electorate"),
    ),
    ("Half of the island lost power.", n("Half", 0.5, "share", base="island")),
    ("9% of GDP last year", n("9% of GDP", 9, "percent", base="GDP", period="last year")),
    ("half of the city streets", n("half", 0.5, "share", base="city streets")),
    ("Three prison officers were injured.", n("Three prison officers", 3, "prison officers")),
    ("40 staff leave", n("40 staff", 40, "staff")),
    ("400 staff working nights", n("400 staff", 400, "staff")),
    ("90 workers Monday", n("90 workers", 90, "workers")),
    ("Some 40 people living nearby left.", n("Some 40 people", 40, "people", "about")),
    ("212 unopened statements", n("212 unopened statements", 212, "unopened statements")),
    ("40 police officers", n("40 police officers", 40, "police officers")),
    ("the 27 member states", n("27 member states", 27, "member states")),
]


DIFFERENCES = [
    ("400 fewer officers than in 2010", n("400 fewer officers", 400, "officers", "less than")),
    ("12% fewer crimes", n("12% fewer", 12, "percent", "less than")),
    ("20% less than a decade ago", n("20% less", 20, "percent", "less than")),
    ("40 tonnes less than planned", n("40 tonnes less", 40, "tonnes", "less than")),
    ("12 more seats than in 2019", n("12 more seats", 12, "seats", "more than")),
    ("40 more teachers", n("40 more teachers", 40, "teachers")),
    ("5 percent more than in France", n("5 percent more", 5, "percent", "more than")),
    (
        "400 people a day, 40 fewer than last year",
        n("400 people", 400, "people", period="a day"),
        n("40 fewer", 40, "people", "less than"),
    ),
    (
        "1,900 people, up from 1,180 a month earlier",
        n("1,900 people", 1900, "people"),
        n("up from 1,180", 1180, "people", "more than", period="a month earlier"),
    ),
    (
        "1,140 crowns in January, up from 985 a year before",
        n("1,140 crowns", 1140, "crowns", period="in January"),
        n("up from 985", 985, "crowns", "more than", period="a year before"),
    ),
    (
        "240 cars, down from 300 the year before",
        n("240 cars", 240, "cars"),
        n("down from 300", 300, "cars", "less than", period="the year before"),
    ),
    (
        "5.1%, up from 4.8% the previous quarter",
        n("5.1%", 5.1, "percent"),
        n("up from 4.8%", 4.8, "percent", "more than", period="the previous quarter"),
    ),
    (
        "32,000 cars, up from 28,500 cars five years ago",
        n("32,000 cars", 32000, "cars"),
        n("up from 28,500 cars", 28500, "cars", "more than", period="five years ago"),
        n("five years", 5, "years"),
    ),
    ("the same month last year it was 40", n("40", 40, period="the same month last year")),
]


OWN_PERIODS = [
    (
        "It took eleven minutes on Friday and in 2019 it took four.",
        n("eleven minutes", 11, "minutes", period="on Friday"),
        n("four", 4, "minutes", period="in 2019"),
    ),
    (
        "Nine people died in 2022; the year before, four did.",
        n("Nine people", 9, "people", period="in 2022"),
        n("four", 4, "people", period="the year before"),
    ),
    (
        "$12 million in 2020 and in 2023 it spent $31 million",
        n("$12 million", 12_000_000, "USD", period="in 2020"),
        n("$31 million", 31_000_000, "USD", period="in 2023"),
    ),
    (
        "12,400 in 2015 but in 2024 there were 9,800",
        n("12,400", 12400, period="in 2015"),
        n("9,800", 9800, period="in 2024"),
    ),
    (
        "14 weeks in May and 11 weeks a year earlier",
        n("14 weeks", 14, "weeks", period="in May"),
        n("11 weeks", 11, "weeks", period="a year earlier"),
    ),
    (
        "40 people on Monday and 12 on Tuesday",
        n("40 people", 40, "people", period="on Monday"),
        n("12", 12, period="on Tuesday"),
    ),
    (
        "3% in 2022, while prices rose 9%",
        n("3%", 3, "percent", period="in 2022"),
        n("9%", 9, "percent"),
    ),
    ("40 fires on 3 May", n("40 fires", 40, "fires", period="on 3 May")),
    ("40 fires on Tuesday night", n("40 fires", 40, "fires", period="on Tuesday night")),
    ("97.6% of GDP, the highest since 1961", n("97.6% of GDP", 97.6, "percent", base="GDP")),
    ("40 homes, the most since March 2021", n("40 homes", 40, "homes")),
    (
        "In 1960 one in 12 worked on farms; in 2020 one in 90.",
        n("one in 12", 0.083333, "share", period="In 1960"),
        n("one in 90", 0.011111, "share", period="in 2020"),
    ),
]


AGES = [
    ("Edith Rowan, who was 88, signed it.", n("88", 88, "years")),
    ("She was 34 and unemployed.", n("34", 34, "years")),
    ("He turned 40 in May.", n("40", 40, "years", period="in May")),
    ("at the age of 60", n("60", 60, "years")),
    ("He was 12 points ahead.", n("12 points", 12, "points")),
]


@pytest.mark.parametrize("row", SHRINKING, ids=words_of)
def test_a_verb_of_shrinking_turns_its_comparator_around(row):
    check_row(row)


@pytest.mark.parametrize("row", RATIOS, ids=words_of)
def test_a_ratio_has_its_unit_and_its_base(row):
    check_row(row)


@pytest.mark.parametrize("row", BARE, ids=words_of)
def test_a_year_before_a_noun_is_no_number_but_a_rate_is(row):
    check_row(row)


@pytest.mark.parametrize("row", NOUNS, ids=words_of)
def test_a_unit_or_base_ends_where_its_noun_ends(row):
    check_row(row)


@pytest.mark.parametrize("row", DIFFERENCES, ids=words_of)
def test_a_difference_carries_its_comparator_and_period(row):
    check_row(row)


@pytest.mark.parametrize("row", OWN_PERIODS, ids=words_of)
def test_a_period_binds_to_its_own_figure(row):
    check_row(row)


@pytest.mark.parametrize("row", AGES, ids=words_of)
def test_an_age_is_in_years(row):
    check_row(row)
