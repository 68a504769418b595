"""Phrases that say whose view a sentence is: "to hear Lee tell it", "for Lee, …"."""

import pytest

from claims.extraction import extract_statements


def said(text):
    return [
        (s.speaker, s.quote)
        for s in extract_statements(text).statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("To hear Orla Finch tell it,", "Orla Finch"),
        ("If Orla Finch is to be believed,", "Orla Finch"),
        ("If the mayor is right,", "mayor"),
        ("As far as Orla Finch is concerned,", "Orla Finch"),
        ("For Orla Finch, who farms nearby,", "Orla Finch"),
        ("To Orla Finch,", "Orla Finch"),
    ],
)
def test_somebody_whose_view_it_is_says_the_rest(phrase, speaker):
    assert said(f"{phrase} the old pier is too dear to keep.") == [
        (speaker, "the old pier is too dear to keep")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "For Orla Finch, it was the third win of the season.",
        "For Orla Finch, the race was hard.",
        "For breakfast, the eggs are too hard.",
        "If the wind is right, the boat will sail at noon.",
    ],
)
def test_what_happens_to_somebody_is_not_their_view(text):
    assert said(text) == []


def test_his_own_account_is_the_subjects():
    assert said("By his own account, Otto Brack left the room at nine.") == [
        ("Otto Brack", "Otto Brack left the room at nine")
    ]


def test_a_line_that_begins_with_by_is_no_byline_if_it_is_a_sentence():
    reading = extract_statements("By the ministry's count, 212 schools have no power.")

    assert reading.left_over == []
    assert [s.speaker for s in reading.statements] == ["ministry"]


def test_a_count_after_a_comma_is_of_the_whole_sentence():
    text = "Some 9,000 people have left since the war began, by the union's count."

    assert said(text) == [("union", "Some 9,000 people have left since the war began")]
