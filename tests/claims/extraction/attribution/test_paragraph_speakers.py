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
        "The author, Louis Bray, had asked not to attend.",
        "Louis Bray was speaking outside the ground on Monday.",
        "Then Louis Bray sat down, and nobody clapped.",
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


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTATION}\n\nThe words are those of Louis Bray, its chairman.",
        "“We cannot go on” is how Louis Bray puts it.",
        "“We cannot go on” was the blunt message of Louis Bray.",
        "“We cannot go on” was all that Louis Bray would say.",
    ],
)
def test_whose_words_they_were_is_who_said_them(text):
    assert speakers(text) == ["Louis Bray"]


def test_a_pronoun_before_anybody_was_named_is_whom_the_next_sentence_is_about():
    text = "“I grabbed Leo and ran,” she said.\n\nKaren Bisset, 52, has lived here for years."

    assert speakers(text) == ["Karen Bisset"]


def test_he_is_not_whom_the_next_sentence_calls_mrs():
    text = "“I grabbed Leo and ran,” he said.\n\nMrs Karen Bisset has lived here for years."

    assert speakers(text) == [None]


def test_a_quotation_belongs_to_whom_the_sentence_before_it_is_about():
    text = "Louis Bray shook his head. “The club lost £2m last year and nobody noticed.”"

    assert speakers(text) == ["Louis Bray"]


def test_paragraphs_may_go_on_with_the_closing_mark():
    text = "«The club lost £2m last year.\n\n»We cannot go on,» Louis Bray wrote."

    assert speakers(text) == ["Louis Bray"]


@pytest.mark.parametrize(
    "after",
    [
        "The letter was signed by the architect Louis Bray.",
        "Louis Bray wrote the letter in May.",
    ],
)
def test_who_signed_the_letter_says_what_is_in_it(after):
    text = f"A letter was read out.\n\n{QUOTATION}\n\n{after}"

    assert speakers(text) == ["Louis Bray"]


def test_a_role_without_a_name_is_who_is_introduced_with_an_age_after_it():
    text = (
        "“It was dark and we were nine,” the survivor said.\n\n"
        "Karen Bisset, 24, is one of three who reached the beach."
    )

    assert speakers(text) == ["Karen Bisset"]
