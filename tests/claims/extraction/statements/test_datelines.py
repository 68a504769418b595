"""The day of a text's publication, from the text itself, and the days of turns."""

from datetime import date

import pytest

from claims.extraction import extract_statements
from claims.extraction.statements.datelines import find_publication_date

THIRD = date(2026, 3, 3)


@pytest.mark.parametrize(
    "line",
    [
        "LEEDS, 3 March 2026 (Reuters) — Rents doubled.",
        "ASKE, Maine, March 3, 2026 (Wire) - Rents doubled.",
        "Published: 3 March 2026",
        "Published 3 March 2026, 10:14 GMT",
        "Posted on Tuesday, March 3, 2026",
        "Date: 2026-03-03",
        "3 March 2026",
        "Tuesday, 3 March 2026",
    ],
)
def test_the_dateline_is_read(line):
    assert find_publication_date(f"Rents double\n\n{line}\n\nThat is all.", "en") == THIRD


@pytest.mark.parametrize(
    "text",
    [
        "LEEDS, 3 March (Reuters) — Rents doubled.",
        "Rents have doubled since 3 March 2026, the council said.",
        "Published: yesterday",
        "The plan of 3 March 2026 was dropped in the autumn after a long quarrel in the hall.",
        "",
    ],
)
def test_a_date_without_a_year_or_inside_a_sentence_is_none(text):
    assert find_publication_date(text, "en") is None


def test_when_it_was_published_counts_more_than_when_it_was_changed():
    text = "Updated: 9 May 2026\nPublished: 3 March 2026\n\nRents doubled."

    assert find_publication_date(text, "en") == THIRD


def said_on(text, **known):
    return [(s.quote, s.said_on) for s in extract_statements(text, **known)]


def test_on_monday_is_the_one_before_the_dateline():
    text = "LEEDS, 3 March 2026 (Reuters) — Ann Lee said on Monday that rents had doubled."

    assert said_on(text) == [("rents had doubled", date(2026, 3, 2))]


def test_a_known_date_counts_more_than_the_dateline():
    text = "LEEDS, 3 March 2026 (Reuters) — Ann Lee said on Monday that rents had doubled."

    assert said_on(text, published_on=date(2026, 3, 12))[0][1] == date(2026, 3, 9)


def test_what_somebody_adds_in_the_same_paragraph_was_said_on_the_same_day():
    text = (
        "Ann Lee said on Monday that rents had doubled. She added that crime fell. "
        "She had said that pay rose. Bo Roe said that prices fell.\n\nMs. Lee said it rained."
    )

    days = [day for _, day in said_on(text, published_on=THIRD)]

    assert days == [date(2026, 3, 2), date(2026, 3, 2), None, None, None]


def test_every_statement_of_a_turn_has_the_day_of_the_heading_above_it():
    text = (
        "Press conference, 1 March 2026\n\n"
        "COLT: We opened two shelters. They have 300 beds.\n\nREPORTER: How many are full?\n\n"
        "COLT: One of them is full.\n\nPress conference, 2 March 2026\n\n"
        "COLT: We opened a third one.\n\nREPORTER: Where?\n\nCOLT: We opened it in Aske."
    )

    days = [day for _, day in said_on(text, published_on=THIRD)]

    assert days == [date(2026, 3, 1)] * 3 + [date(2026, 3, 2)] * 2


def test_without_a_heading_a_turn_has_the_day_of_publication():
    text = "Q. Who paid?\n\nA. We paid $40.\n\nQ. When?\n\nA. In June."

    assert [day for _, day in said_on(text, published_on=THIRD)] == [THIRD, THIRD]
