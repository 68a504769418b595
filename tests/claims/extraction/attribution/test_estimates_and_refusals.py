"""Estimates and views without a verb of saying, and what people refuse, deny or admit."""

import pytest

from claims.extraction import extract_statements

SETTING = "The river is wide and slow. "


def said(text):
    return [
        (s.speaker, s.quote, s.denied)
        for s in extract_statements(SETTING + text).statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The ministry put the toll at 43.", "ministry", "the toll at 43"),
        (
            "Rebels put the number of dead at more than 200.",
            "Rebels",
            "the number of dead at more than 200",
        ),
        (
            "The hospital trust estimated the cost at £14m.",
            "hospital trust",
            "the cost at £14m",
        ),
        ("The company valued the site at $30 million.", "company", "the site at $30 million"),
        (
            "The regulator gave the number of complaints as 1,900.",
            "regulator",
            "the number of complaints as 1,900",
        ),
        (
            "The union put the number of children working in the pits at 4,400.",
            "union",
            "the number of children working in the pits at 4,400",
        ),
        (
            "The number of homes without power after Storm Ida was put at 8,400 by Hale Grid.",
            "Hale Grid",
            "The number of homes without power after Storm Ida was put at 8,400",
        ),
        ("Bookmakers rate the horse at 14 to 1.", "Bookmakers", "the horse at 14 to 1"),
        ("The toll was put at 43 by the ministry.", "ministry", "The toll was put at 43"),
        (
            "The housing office put rents at 1,140 crowns in May, up from 985 a year before.",
            "housing office",
            "rents at 1,140 crowns in May, up from 985 a year before",
        ),
        (
            "The bank now predicts a deficit of 3 percent, down from 4 percent in spring.",
            "bank",
            "a deficit of 3 percent, down from 4 percent in spring",
        ),
        (
            "The airline projected a loss of $40 million for the year.",
            "airline",
            "a loss of $40 million for the year",
        ),
        (
            "The Institute for Trade Studies forecasts growth of 2.1 percent next year.",
            "Institute for Trade Studies",
            "growth of 2.1 percent next year",
        ),
    ],
)
def test_who_puts_a_number_on_something_says_it(text, speaker, words):
    assert said(text) == [(speaker, words, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The strike put him at risk.",
        "Peter Lund put the book at the door.",
        "Peter Lund gave the number as requested.",
        "Police are looking for Peter Lund.",
    ],
)
def test_a_place_is_no_estimate_and_a_search_no_statement(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("By the ministry's count,", "ministry"),
        ("By Hale's own reckoning,", "Hale"),
        ("By police estimates,", "police"),
        ("On the union's figures,", "union"),
        ("In the view of economist Dora Kent,", "Dora Kent"),
        ("In Bruno Falk's telling,", "Bruno Falk"),
        ("In the words of the coroner, Alma Reid,", "Alma Reid"),
        ("As Maria Hale put it,", "Maria Hale"),
        ("As the union sees it,", "union"),
    ],
)
def test_whose_count_or_view_it_is_says_the_rest(phrase, speaker):
    assert said(f"{phrase} the old tax is a burden.") == [
        (speaker, "the old tax is a burden", False)
    ]


def test_a_view_can_interrupt_its_sentence():
    reading = extract_statements("The number of dead, by the army's tally, is 112.")
    (statement,) = reading.statements

    assert statement.speaker == "army"
    assert [reading.text[slice(*part)] for part in statement.parts] == [
        "The number of dead",
        "is 112",
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The union's estimate is that 900 posts will go.", "union", "900 posts will go"),
        (
            "The ministry's forecast is for growth of 1.4 percent.",
            "ministry",
            "growth of 1.4 percent",
        ),
        ("Anna Berg's view is that the tax is too high.", "Anna Berg", "the tax is too high"),
    ],
)
def test_what_an_estimate_or_a_view_is_belongs_to_its_owner(text, speaker, words):
    assert said(text) == [(speaker, words, False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iris Dunn declined to comment.", "to comment"),
        ("Iris Dunn refused to be drawn on the dates.", "to be drawn on the dates"),
        ("Iris Dunn would not be drawn on the fee.", "on the fee"),
        ("Iris Dunn would say no more.", "no more"),
        ("Iris Dunn would not say how much she was paid.", "how much she was paid"),
        ("Iris Dunn did not answer questions about the fee.", "questions about the fee"),
        ("Iris Dunn had no comment.", "no comment"),
        ("Iris Dunn gave no reason for the delay.", "no reason for the delay"),
        ("Iris Dunn would neither confirm nor deny the report.", "the report"),
    ],
)
def test_what_somebody_will_not_say_is_a_statement_that_denies_nothing(text, words):
    assert said(text) == [("Iris Dunn", words, False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iris Dunn denied the allegations.", "the allegations"),
        ("Iris Dunn denies any wrongdoing.", "any wrongdoing"),
        ("Iris Dunn denied this.", "this"),
        ("Iris Dunn dismissed the accusations as false.", "the accusations as false"),
        ("Iris Dunn brushed off the claims.", "the claims"),
        ("Through her lawyer, Iris Dunn denied the charge.", "the charge"),
        ("The allegations are denied by Iris Dunn.", "The allegations"),
        ("Allegations of fraud were denied by Iris Dunn.", "Allegations of fraud"),
    ],
)
def test_what_somebody_denies_is_named_and_denied(text, words):
    assert said(text) == [("Iris Dunn", words, True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iris Dunn ruled out a coalition.", "a coalition"),
        ("Iris Dunn ruled out raising taxes.", "raising taxes"),
        ("Iris Dunn admitted the error.", "the error"),
        ("Iris Dunn apologised for the delay.", "the delay"),
        ("Iris Dunn pleaded not guilty to two charges.", "not guilty to two charges"),
        ("Iris Dunn dismissed the idea as a stunt.", "the idea as a stunt"),
    ],
)
def test_what_somebody_rules_out_or_admits_is_named_and_not_denied(text, words):
    assert said(text) == [("Iris Dunn", words, False)]


def test_who_refuses_says_little_that_is_worth_checking():
    reading = extract_statements("Iris Dunn declined to comment. Iris Dunn had no comment.")

    assert all(statement.worth < 0.4 for statement in reading.statements)
