"""When something was said. The articles were published on Wednesday 4 March 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract_statements
from claims.extraction.statements.dates import find_date_said, find_days

WEDNESDAY = date(2026, 3, 4)

DAYS = [
    ("she said on Tuesday", date(2026, 3, 3)),
    ("she said on Wednesday", date(2026, 3, 4)),
    ("she said on Thursday", date(2026, 2, 26)),
    ("Okafor said Monday", date(2026, 3, 2)),
    ("he said late on Monday", date(2026, 3, 2)),
    ("he said Monday night", date(2026, 3, 2)),
    ("he said last Wednesday", date(2026, 2, 25)),
    ("he said last Tuesday", date(2026, 3, 3)),
    ("he said in an interview on Sunday", date(2026, 3, 1)),
    ("he said at a rally in Leeds on Friday evening", date(2026, 2, 27)),
    ("he told reporters yesterday", date(2026, 3, 3)),
    ("he said the day before yesterday", date(2026, 3, 2)),
    ("he said today", date(2026, 3, 4)),
    ("he said this morning", date(2026, 3, 4)),
    ("he said earlier today", date(2026, 3, 4)),
    ("he said last night", date(2026, 3, 3)),
    ("Yesterday, he said", date(2026, 3, 3)),
    ("he said two days ago", date(2026, 3, 2)),
    ("he said 10 days ago", date(2026, 2, 22)),
    ("he said three days ago in Leeds", date(2026, 3, 1)),
    ("he said on 12 March 2024", date(2024, 3, 12)),
    ("he said on 12th March 2024", date(2024, 3, 12)),
    ("he said on March 12, 2024", date(2024, 3, 12)),
    ("he said on the 12th of March 2024", date(2024, 3, 12)),
    ("he said on 2024-03-12", date(2024, 3, 12)),
    ("he said on 27/02/2026", date(2026, 2, 27)),
    ("he said on 02/27/2026", date(2026, 2, 27)),
    ("he said on Tuesday, 12 March 2024", date(2024, 3, 12)),
    ("he said on Tuesday, March 12, 2024", date(2024, 3, 12)),
    ("he said on 1 March", date(2026, 3, 1)),
    ("he said on Feb. 20", date(2026, 2, 20)),
    ("he said on Sept. 3", date(2025, 9, 3)),
    ("he said on 12 March", date(2025, 3, 12)),
    ("he said on May 1", date(2025, 5, 1)),
    ("he said on the 2nd", date(2026, 3, 2)),
    ("he said on the 20th", date(2026, 2, 20)),
    ("Lund, who was arrested on Monday, said on Tuesday", date(2026, 3, 3)),
    ("he said on Tuesday after the vote on Monday", date(2026, 3, 3)),
    ("On Monday he said", date(2026, 3, 2)),
]

SPANS = [
    ("he said in March 2024", date(2024, 3, 1), date(2024, 3, 31)),
    ("he said in February", date(2026, 2, 1), date(2026, 2, 28)),
    ("he said in March", date(2026, 3, 1), date(2026, 3, 4)),
    ("he said in May", date(2025, 5, 1), date(2025, 5, 31)),
    ("he said last month", date(2026, 2, 1), date(2026, 2, 28)),
    ("he said earlier this month", date(2026, 3, 1), date(2026, 3, 4)),
    ("he said this week", date(2026, 3, 2), date(2026, 3, 4)),
    ("he said last week", date(2026, 2, 23), date(2026, 3, 1)),
    ("he said two weeks ago", date(2026, 2, 16), date(2026, 2, 22)),
    ("he said a week ago", date(2026, 2, 23), date(2026, 3, 1)),
    ("he said a month ago", date(2026, 2, 1), date(2026, 2, 28)),
    ("he said three months ago", date(2025, 12, 1), date(2025, 12, 31)),
    ("he said in 2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("he said last year", date(2025, 1, 1), date(2025, 12, 31)),
    ("he said this year", date(2026, 1, 1), date(2026, 3, 4)),
    ("he said two years ago", date(2024, 1, 1), date(2024, 12, 31)),
    ("he said at the weekend", date(2026, 2, 28), date(2026, 3, 1)),
    ("he said over the weekend", date(2026, 2, 28), date(2026, 3, 1)),
]

UNKNOWN = [
    "he said",
    "he said in the interview",
    "he said next Tuesday",
    "he said before Tuesday's vote",
    "he said of Tuesday's vote",
    "he said every Tuesday",
    "he told the Sunday Mirror",
    "he said of Black Friday",
    "he has said since Monday",
    "he said the vote is by Friday",
    "he may say 12 things",
    "they march, he said",
    "he said on 04/03/2026",
    "he said on 31 February 2024",
    "he will say on 12 March 2030",
    "he said a day earlier",
    "",
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_words_beside_the_cue_tell_the_day(words, day):
    assert find_date_said(words, WEDNESDAY, cue="said") == day


@pytest.mark.parametrize(("words", "first", "last"), SPANS)
def test_a_week_month_or_year_is_a_span_and_no_day(words, first, last):
    assert find_days(words, WEDNESDAY, cue="said") == (first, last)
    assert find_date_said(words, WEDNESDAY, cue="said") is None


@pytest.mark.parametrize("words", UNKNOWN)
def test_where_no_day_is_told_there_is_none(words):
    assert find_days(words, WEDNESDAY, cue="said") is None


@pytest.mark.parametrize(
    "words", ["he said on Tuesday", "he said yesterday", "he said on 3 May"]
)
def test_a_relative_day_needs_the_day_of_the_article(words):
    assert find_date_said(words, None) is None


def test_a_full_date_needs_nothing_else():
    assert find_date_said("he said on 12 March 2024", None) == date(2024, 3, 12)


def test_each_statement_of_an_article_has_its_own_day():
    text = (
        "Crime has fallen by 40 percent, Anna Lund said on Tuesday. "
        "Taxes will rise, Peter Ode said in Leeds on 12 January 2026. "
        "Hospitals are full, Maria Sand said."
    )

    days = [
        statement.said_on
        for statement in extract_statements(text, published_on=WEDNESDAY).statements
    ]

    assert days == [date(2026, 3, 3), date(2026, 1, 12), None]


def test_a_day_inside_the_quotation_is_not_the_day_it_was_said():
    text = "“The bridge was closed on Monday because nobody inspected it,” Anna Lund said."

    (statement,) = extract_statements(text, published_on=WEDNESDAY).statements

    assert statement.said_on is None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "on",
                "Tuesday",
                "31",
                "February",
                "2024",
                "/",
                "-",
                "0",
                "last",
                "a",
                "week",
                "ago",
                "99999",
                "years",
                "months",
                "days",
                "in",
                "May",
                "the",
                "29th",
                ".",
                ",",
            ]
        ),
        max_size=10,
    ),
    st.dates(),
)
def test_no_words_give_a_day_after_the_article(words, published_on):
    found = find_days(" ".join(words), published_on)

    assert found is None or found[0] <= found[1] <= published_on
