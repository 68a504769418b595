"""Clauses, names and subjects that the parser attached to the wrong word."""

import pytest

from claims.extraction import extract_statements


def said(text):
    return [
        (s.speaker, s.quote)
        for s in extract_statements(text).statements
        if s.kind != "narration"
    ]


def test_a_clause_after_the_listener_is_what_was_told():
    assert said("One guard, Abel Stone, told the inquest the van had been doing 60.") == [
        ("Abel Stone", "the van had been doing 60")
    ]


def test_adding_continues_the_nearest_speaker():
    first, second = said(
        "Ines Pohl said the squad was tired and captain Mia Brandt agreed, adding that "
        "they had played nine games in May."
    )

    assert first == ("Ines Pohl", "the squad was tired")
    assert second == ("Mia Brandt", "they had played nine games in May")


def test_a_clause_between_the_commas_after_who_is_whole():
    text = (
        "Campaigners, who argue the tunnel would break the law, are taking the port to court."
    )

    assert said(text) == [("Campaigners", "the tunnel would break the law")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor called it a triumph; the opposition, a disgrace.",
            [("mayor", "it a triumph"), ("opposition", "a disgrace")],
        ),
        (
            "Police put the crowd at 3,000; the organisers, at 20,000.",
            [("Police", "the crowd at 3,000"), ("organisers", "at 20,000")],
        ),
    ],
)
def test_a_second_speaker_shares_the_verb_of_the_first(text, expected):
    assert said(text) == expected


def test_a_list_after_a_semicolon_has_no_speaker():
    assert said("The mayor opened three schools; two clinics, a pool.") == []


def test_a_plural_before_say_makes_it_a_verb():
    text = "The harvest, farmers in the district say, will be the smallest since 1996."

    assert [speaker for speaker, _ in said(text)] == ["farmers"]


def test_a_name_is_one_phrase():
    assert said("An inquiry led by Justice Rosalind Pike blamed the port for the delay.") == [
        ("inquiry", "the port for the delay")
    ]
