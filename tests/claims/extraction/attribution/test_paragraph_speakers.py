"""Who said a quotation over several paragraphs, named only before or after it."""

import pytest

from claims.extraction import extract_statements

QUOTATION = (
    "“The club lost £2m last year.\n\n"
    "“It will lose more this year, and nobody has a plan.\n\n"
    "“We cannot go on.”"
)


def speakers(text):
    return [s.speaker for s in extract_statements(text).statements if s.kind == "direct"]


@pytest.mark.parametrize(
    "after",
    [
        "So said Louis Bray, its chairman, in May.",
        "That was how Louis Bray, its chairman, put it.",
        "Those were the words of Louis Bray, its chairman.",
        "The speaker was Louis Bray, its chairman.",
        "Louis Bray, chairman",
    ],
)
def test_a_sentence_that_points_back_names_the_speaker(after):
    assert speakers(f"The hall was full on Friday.\n\n{QUOTATION}\n\n{after}") == ["Louis Bray"]


@pytest.mark.parametrize(
    "cue",
    [
        ",” said Louis Bray, its chairman.",
        ",” the chairman, Louis Bray, told members on Friday.",
        ",” said one of them, Louis Bray.",
        ",” Louis Bray read.",
        ".” – Louis Bray, chairman",
    ],
)
def test_a_cue_at_its_end_names_the_speaker_of_all_paragraphs(cue):
    text = QUOTATION.removesuffix(".”") + cue

    assert speakers(f"The hall was full on Friday.\n\n{text}") == ["Louis Bray"]


@pytest.mark.parametrize(
    "before",
    [
        "Louis Bray said:",
        "Louis Bray took the floor after lunch.",
        "Louis Bray, the chairman, warned that members should worry.",
        "Anna Ardley met Louis Bray outside the hall. He spoke first.",
    ],
)
def test_the_paragraph_before_names_the_speaker(before):
    assert speakers(f"{before}\n\n{QUOTATION}") == ["Louis Bray"]


def test_who_speaks_next_did_not_say_it():
    after = "Owen Frith, for the league, said the figures were wrong."

    assert speakers(f"Louis Bray took the floor.\n\n{QUOTATION}\n\n{after}") == ["Louis Bray"]


def test_a_quotation_with_nobody_around_it_has_no_speaker():
    assert speakers(f"The hall was full on Friday.\n\n{QUOTATION}\n\nIt was late.") == [None]
