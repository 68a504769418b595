"""Which words are taken out of a text, and what is put in their place."""

import pytest

from reviews.revisions.word_removal import Blank, folded

NAME = Blank("Dana Ferrow", "[name withheld]", "an officer")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dana Ferrow signed.", "[name withheld] signed."),
        ("Dana\n Ferrow’s letter", "[name withheld]’s letter"),
        ("**Dana** Ferrow", "**[name withheld]"),
        ("By DANA FERROW", "By [name withheld]"),
        ("Dana Ferrowson", "Dana Ferrowson"),
        ("a dana ferrow", "a dana ferrow"),
        ("see https://news.example/dana-ferrow/1 there", "see  there"),
        ("[her site](https://dana-ferrow.example/)", "her site"),
        ("see https://news.example/other there", "see https://news.example/other there"),
    ],
)
def test_words_are_blanked_as_words(text, shown):
    assert NAME.applied(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dana Ferrow signed.", "An officer signed."),
        ("Then Dana Ferrow signed.", "Then an officer signed."),
        ("He said “Dana Ferrow signed”.", "He said “[name withheld] signed”."),
        ("He said “so”. Dana Ferrow signed.", "He said “so”. An officer signed."),
        ("> Dana Ferrow signed", "> [name withheld] signed"),
    ],
)
def test_nobody_is_quoted_with_words_that_they_did_not_say(text, shown):
    assert NAME.applied(text, ours=True) == shown


def test_quotation_marks_of_any_style_are_alike():
    blank = Blank('"I lied," she said', "[gone]")

    assert blank.applied("“I lied,” she said.") == "[gone]."


def test_an_address_spells_words_between_hyphens():
    assert NAME.is_in_address("why-dana-ferrow-paid")
    assert not NAME.is_in_address("why-dana-ferrowson-paid")
    assert folded("Zoë O’Hara") == "zoe-ohara"
