"""Five invented articles, compared with the statements that a person finds."""

from pathlib import Path

import pytest

from claims.extraction import extract_statements
from tests.claims.extraction.expected import ARTICLES

HERE = Path(__file__).parent / "articles"


def reading_of(name):
    return extract_statements((HERE / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", ARTICLES)
def test_every_statement_of_an_article_is_found_and_nothing_else(name):
    found = [(s.kind, s.speaker, s.quote) for s in reading_of(name).statements]

    assert found == [(kind, speaker, words) for kind, _, speaker, words in ARTICLES[name]]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_statement_of_an_article_is_of_the_kind_a_person_says(name):
    types = {s.quote: s.claim_type for s in reading_of(name).statements}

    assert types == {words: claim_type for _, claim_type, _, words in ARTICLES[name]}


@pytest.mark.parametrize("name", ARTICLES)
def test_quotes_and_speakers_stand_in_the_text_where_it_is_said(name):
    reading = reading_of(name)

    for statement in reading.statements:
        assert reading.text[statement.start : statement.end] == statement.quote
        if statement.speaker_start is not None:
            words = reading.text[statement.speaker_start : statement.speaker_end]
            assert words == words.strip()
            assert words


def test_only_what_the_speaker_says_is_not_so_is_denied():
    denied = {s.quote for name in ARTICLES for s in reading_of(name).statements if s.denied}

    assert denied == {"the report had been withheld", "fraud and two counts of wounding"}


def test_left_overs_of_a_page_are_neither_read_nor_lost():
    reading = reading_of("wire")

    lines = [reading.text[start:end] for start, end in reading.left_over]

    assert lines == [
        "By Dana Whitcomb",
        "Advertisement",
        "Read more:",
        "Ferry operators ‘ready to help’",
        "Five bridges that need repair",
        "(Reporting by Dana Whitcomb; editing by Lou Marsh)",
    ]


def test_figures_are_more_worth_checking_than_feelings():
    ranked = sorted(reading_of("local").statements, key=lambda s: -s.worth)

    assert all(s.numbers for s in ranked[:3])
    assert ranked[-1].claim_type in ("question", "opinion")
