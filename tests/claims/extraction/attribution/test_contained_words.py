"""What somebody's words contain is split from the sentence around it, with its own speaker."""

import pytest

from claims.extraction import extract_statements

SETTING = "The river is wide and slow. "


def said(text):
    reading = extract_statements(SETTING + text)
    return [
        (s.speaker, " – ".join(reading.text[slice(*part)] for part in s.parts))
        for s in reading.statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ann Lee said she had met engineers, one of whom warned that it would not last.",
            [("Ann Lee", "she had met engineers"), ("engineers", "it would not last")],
        ),
        (
            "Police interviewed neighbours, two of whom recalled hearing a motorbike.",
            [("neighbours", "hearing a motorbike")],
        ),
        (
            "Brian Moss thanked volunteers, one of whom, Peadar Gill, said he had not slept.",
            [("Peadar Gill", "he had not slept")],
        ),
        (
            "The museum has asked visitors, a third of whom say they never read the labels.",
            [("visitors", "they never read the labels")],
        ),
    ],
)
def test_what_one_of_them_said_is_theirs(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ann Lee left a meeting at which, says Hanna Reed, the minister shouted at her.",
            ("Hanna Reed", "the minister shouted at her"),
        ),
        (
            "It was Brendan Tully, said his former driver, Sean Daly, who told him to lie.",
            ("Sean Daly", "It was Brendan Tully – who told him to lie"),
        ),
        (
            "It was Peter Falk, says Dora Kent, who locked the chapel.",
            ("Dora Kent", "It was Peter Falk – who locked the chapel"),
        ),
    ],
)
def test_a_cue_in_a_relative_clause_or_a_cleft_sentence_has_its_own_speaker(text, found):
    assert found in said(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The club has dismissed Tom Rusk's claim that the lights were switched off.",
            [("Tom Rusk", "the lights were switched off")],
        ),
        (
            "Union deputies repeated their charge that the strikers had been called vermin.",
            [("Union deputies", "the strikers had been called vermin")],
        ),
    ],
)
def test_a_claim_is_its_owners_whoever_comments_on_it_or_repeats_it(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The union blamed Hamish Orr.", "Hamish Orr"),
        (
            "The union blames Ted Farrow for 14 of the 20 delays.",
            "Ted Farrow for 14 of the 20 delays",
        ),
    ],
)
def test_to_blame_somebody_by_name_or_by_numbers_is_said(text, words):
    assert said(text) == [("union", words)]


def test_a_sentence_that_begins_with_which_is_read_too():
    (statement,) = extract_statements("Which, Ann Lee says, is odd.").statements

    assert statement.speaker == "Ann Lee"
