"""Clauses of two speakers that the parser made one."""

import pytest

from claims.extraction import extract_statements


def speakers(text):
    return [s.speaker for s in extract_statements(text).statements if s.kind != "narration"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "The airline blames the tower for delays and the pilots' union, Skyline Club, "
                "blames short staffing."
            ),
            ["airline", "Skyline Club"],
        ),
        (
            (
                "Rep. Julio Amador, D-Texas, said it was dead, and Rep. Lynn Kopp, R-Mo., "
                "said Mr. Amador had killed it."
            ),
            ["Julio Amador", "Lynn Kopp"],
        ),
        (
            (
                "While Treasury officials insist that the bank misled examiners, its founder, "
                "Hollis Trent, counters that the examiners never opened the files."
            ),
            ["Treasury officials", "Hollis Trent"],
        ),
        (
            'The senator said the bypass was needed; the deputy called it "a road to nowhere".',
            ["senator", "deputy"],
        ),
    ],
)
def test_each_clause_has_its_own_speaker(text, expected):
    assert speakers(text) == expected


def test_one_subject_of_two_verbs_stays_one_speaker():
    assert speakers("The union blames the tower and rejects the report.") == ["union", "union"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "She was found by a postman, Ashok Mistry, who recalled that the door was open.",
            "Ashok Mistry",
        ),
        (
            (
                "The panel heard from nine engineers, one of whom, Rafael Ito, warned that the "
                "gates at Cutler Dam would not survive another winter."
            ),
            "Rafael Ito",
        ),
        (
            (
                "Lawyers asked the judge to strike the words of Pia Galvez, who said that her "
                "captain kept a list."
            ),
            "Pia Galvez",
        ),
    ],
)
def test_the_name_in_a_relative_clause_goes_before_the_role(text, speaker):
    assert speakers(text)[-1] == speaker
