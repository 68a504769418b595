"""Two speakers in one sentence: each says their own clause and no more."""

import pytest

from claims.extraction import extract_statements

SETTING = "The river is wide and slow. "


def said(text):
    return [
        (s.speaker, s.quote)
        for s in extract_statements(SETTING + text).statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "According to police, he was drunk; according to his widow, Rena Colt, he was not.",
            [("police", "he was drunk"), ("Rena Colt", "he was not")],
        ),
        (
            "Police say 400 people marched; organisers claim there were 3,000.",
            [("Police", "400 people marched"), ("organisers", "there were 3,000")],
        ),
        (
            "The army put the dead at 20; the rebels put them at 90.",
            [("army", "the dead at 20"), ("rebels", "them at 90")],
        ),
        (
            "By the state's count, 12 people died; by the hospitals' count, 31 did.",
            [("state", "12 people died"), ("hospitals", "31 did")],
        ),
    ],
)
def test_a_semicolon_parts_two_speakers(text, found):
    assert said(text) == found


def test_a_semicolon_in_a_list_of_contents_parts_nobody():
    text = "Ida Voss said that rents rose; that wages fell; and that nobody cared."

    assert {speaker for speaker, _ in said(text)} == {"Ida Voss"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The mayor said it would reopen, but councillor Dale Finch said it never would.",
            [("mayor", "it would reopen"), ("Dale Finch", "it never would")],
        ),
        (
            "It would cost £4m, the council said, but residents argue it will cost more.",
            [
                ("council", "It would cost £4m"),
                ("residents", "it will cost more"),
            ],
        ),
        (
            "It is safe, according to the operator, but according to Greenwatch it leaks.",
            [("operator", "It is safe"), ("Greenwatch", "it leaks")],
        ),
        (
            "The judge said it was clear, and their lawyer, Ines Rojo, said they would appeal.",
            [("judge", "it was clear"), ("Ines Rojo", "they would appeal")],
        ),
        (
            "The minister told the house that 30 had closed, and the union said it was 50.",
            [
                ("minister", "30 had closed"),
                ("union", "it was 50"),
            ],
        ),
        (
            "A lawyer argued that he left, and Ida Kern, his judge, countered that he stayed.",
            [("lawyer", "he left"), ("Ida Kern", "he stayed")],
        ),
        (
            "The prosecution says he took the money, while the defence says it was a loan.",
            [("prosecution", "he took the money"), ("defence", "it was a loan")],
        ),
    ],
)
def test_a_conjunction_parts_two_speakers(text, found):
    assert said(text) == found


def test_the_same_verb_again_is_said_by_somebody_else_without_a_comma_too():
    text = "Sven Dahl said prices would rise and Eva Dahl said they would fall."

    assert said(text) == [("Sven Dahl", "prices would rise"), ("Eva Dahl", "they would fall")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Ida Voss said rents rose and that officials had warned of it.",
            "rents rose and that officials had warned of it",
        ),
        (
            "Ida Voss said rents rose and he thought they would fall.",
            "rents rose and he thought they would fall",
        ),
    ],
)
def test_what_one_speaker_says_of_others_stays_theirs(text, words):
    assert said(text) == [("Ida Voss", words)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Sven Dahl claims that his sister emptied the flat, and Eva Dahl that he did.",
            [("Sven Dahl", "his sister emptied the flat"), ("Eva Dahl", "he did")],
        ),
        (
            "Ida Voss argued that the pool was safe, but her deputy, Tom Day, that it leaked.",
            [("Ida Voss", "the pool was safe"), ("Tom Day", "it leaked")],
        ),
        (
            "Ida Voss said that the firm, and the union that he led, had lied.",
            [("Ida Voss", "the firm, and the union that he led, had lied")],
        ),
        (
            "Ida Voss said that she saw Tom Day, and that he waved.",
            [("Ida Voss", "she saw Tom Day, and that he waved")],
        ),
    ],
)
def test_a_second_that_after_a_name_is_what_they_say(text, found):
    assert said(text) == found


def test_an_account_that_somebody_supports_ends_before_them():
    text = "Ida Voss said the guard had hit her, an account supported by her friend Eva Dahl."

    assert said(text)[0] == ("Ida Voss", "the guard had hit her")
