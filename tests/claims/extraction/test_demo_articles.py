"""The demo desk's two articles, extracted as the desk does it."""

from pathlib import Path

import pytest

from claims.extraction import extract_statements

ARTICLES = Path(__file__).parents[3] / "factcheck" / "demo" / "articles"

BUDGET = [
    (
        "Mara Brook",
        "indirect",
        "statistic",
        "police funding was cut by 40 percent in a single year",
    ),
    ("Mara Brook", "indirect", "opinion", "the previous government for the decision"),
    (
        "Mara Brook",
        "direct",
        "statistic",
        "We had 312 officers on the street in 2024 and we have 241 today",
    ),
    ("Mara Brook", "direct", "fact", "Nobody in this chamber voted for that."),
    ("Hugo Lund", "mixed", "opinion", "the mayor’s figures “a fantasy”"),
    (
        "Hugo Lund",
        "mixed",
        "statistic",
        "rents, not crime, had “doubled in a year” for most tenants in the city",
    ),
    (
        "Housing Office",
        "indirect",
        "statistic",
        "the average rent at 1,140 crowns in January, up from 985 a year before",
    ),
    ("Mara Brook", "indirect", "prediction", "it would not go up before 2028"),
    (
        "Hugo Lund",
        "direct",
        "statistic",
        "One in five of our pupils leaves school unable to read a bus timetable",
    ),
    (
        "Tobias Venn",
        "mixed",
        "comparison",
        "the state paid Northfield “11 million crowns more than last year”",
    ),
    (
        "Tobias Venn",
        "direct",
        "comparison",
        (
            "No town of this size gets more from us than Northfield does.\n"
            "“We will go on paying for the harbour patrols until the end of 2027."
        ),
    ),
    (
        "Police Federation",
        "indirect",
        "statistic",
        "the force has lost 71 officers since 2024",
    ),
    (
        "Residents",
        "indirect",
        "question",
        "whether a smaller force can cover the new harbour district at night",
    ),
]

HOSPITAL = [
    (
        "Petra Vald",
        "indirect",
        "statistic",
        "Waiting times for surgery have been cut in half since the reform",
    ),
    (
        "Petra Vald",
        "direct",
        "comparison",
        (
            "Our hospitals have more nurses than ever before, "
            "and our reform has cut waiting times for surgery in half."
        ),
    ),
    (
        "hospital register",
        "indirect",
        "statistic",
        "The median wait fell from 118 to 104 days between 2024 and 2025",
    ),
    (
        "Ilan Corso",
        "mixed",
        "fact",
        "the prime minister was “counting people who gave up waiting”",
    ),
    ("Ilan Corso", "indirect", "prediction", "half of all nurses would retire by 2030"),
    ("Ilan Corso", "direct", "statistic", "We train 900 nurses a year and we lose 1,300"),
    ("Ilan Corso", "direct", "opinion", "That is not a reform, it is a leak."),
    (
        "Petra Vald",
        "indirect",
        "promise",
        "every patient will see a specialist within 30 days by the end of next year",
    ),
    ("Ilan Corso", "indirect", "fact", "the union had agreed to longer shifts"),
    (
        "Ines Karrow",
        "indirect",
        "comparison",
        (
            "The government spends 9% of GDP on health, "
            "less than its neighbours Tessaly and Aldmark do"
        ),
    ),
    (
        "opposition",
        "indirect",
        "statistic",
        "one child in nine really growing up in a home that cannot pay its heating",
    ),
]


def reading_of(name):
    return extract_statements((ARTICLES / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize(("name", "expected"), [("budget", BUDGET), ("hospital", HOSPITAL)])
def test_the_demo_article_gives_these_statements_and_no_other(name, expected):
    found = [(s.speaker, s.kind, s.claim_type, s.quote) for s in reading_of(name).statements]

    assert found == expected


def test_speakers_have_the_office_that_the_article_gives_them():
    titles = {
        s.speaker: s.speaker_title
        for name in ("budget", "hospital")
        for s in reading_of(name).statements
        if s.speaker_title
    }

    assert titles == {
        "Mara Brook": "mayor of Northfield",
        "Tobias Venn": "finance minister",
        "Petra Vald": "prime minister",
        "Ines Karrow": "economist at the University of Saltmouth",
    }


def test_only_the_union_is_denied():
    denied = [s.quote for name in ("budget", "hospital") for s in reading_of(name).statements]

    assert [quote for quote in denied if "agreed" in quote] == [
        s.quote
        for name in ("budget", "hospital")
        for s in reading_of(name).statements
        if s.denied
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [("budget", "cut by 40 percent"), ("hospital", "9% of GDP")],
)
def test_the_figures_rank_first_and_what_nobody_asked_last(name, words):
    ranked = sorted(reading_of(name).statements, key=lambda s: -s.worth)

    assert words in ranked[0].quote
    assert all(s.worth <= 0.1 for s in ranked if s.claim_type == "question")
