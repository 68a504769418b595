"""Who said what, with one phenomenon per test."""

import pytest

from claims.extraction import extract_statements

SETTING = "The village of Aske has a new mayor, Ida Brandt. She was in the hall on Monday.\n"


def said(text):
    return [
        (s.speaker, s.quote)
        for s in extract_statements(SETTING + text).statements
        if s.cue is not None
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("Peter Lund said the well is dry.", "Peter Lund", "the well is dry"),
        ("Peter Lund has said that the well is dry.", "Peter Lund", "the well is dry"),
        ("The well is dry, Peter Lund said.", "Peter Lund", "The well is dry"),
        ("The well is dry, said Peter Lund.", "Peter Lund", "The well is dry"),
        ("The well is dry, according to Peter Lund.", "Peter Lund", "The well is dry"),
        ("According to Peter Lund, the well is dry.", "Peter Lund", "the well is dry"),
        ("Peter Lund promised to dig a new well.", "Peter Lund", "to dig a new well"),
        ("Peter Lund refused to dig a new well.", "Peter Lund", "to dig a new well"),
        ("Peter Lund called for a new well.", "Peter Lund", "a new well"),
        (
            "Peter Lund accused the council of wasting water.",
            "Peter Lund",
            "the council of wasting water",
        ),
        (
            "Peter Lund asked whether the well was dry.",
            "Peter Lund",
            "whether the well was dry",
        ),
        (
            "The farmer Peter Lund warned that the well would be dry by May.",
            "Peter Lund",
            "the well would be dry by May",
        ),
    ],
)
def test_the_clause_that_was_said_is_found_without_its_cue(sentence, speaker, words):
    assert said(sentence) == [(speaker, words)]


def test_a_cue_inside_the_clause_leaves_two_parts():
    (statement,) = extract_statements(
        "The old well, Peter Lund said, would be dry by May."
    ).statements

    assert [
        statement.quote[start - statement.start : end - statement.start]
        for start, end in statement.parts
    ] == ["The old well", "would be dry by May"]


def test_a_denial_is_what_was_denied():
    (statement,) = extract_statements(
        "Peter Lund denied that the well was poisoned."
    ).statements

    assert (statement.quote, statement.denied) == ("the well was poisoned", True)


def test_one_sentence_can_hold_two_people_saying_two_things():
    text = "Peter Lund said the well was dry, but Anna Berg insisted that it was full."

    assert said(text) == [
        ("Peter Lund", "the well was dry"),
        ("Anna Berg", "it was full"),
    ]


def test_what_is_only_supposed_was_not_said():
    assert said("Even if the council agreed to pay, the well would be dry.") == []


def test_the_papers_own_though_is_not_part_of_what_was_said():
    text = "Peter Lund has said he will dig a well, though he has not said where."

    assert said(text)[0] == ("Peter Lund", "he will dig a well")


def test_a_trailing_participle_reports_once_more():
    text = "Peter Lund said the well was dry, adding that the river was low."

    assert said(text) == [
        ("Peter Lund", "the well was dry"),
        ("Peter Lund", "the river was low"),
    ]


def test_figures_after_a_dash_are_the_papers_own():
    text = (
        "Peter Lund has said farmers should pay 5% of income – more than double the old rate."
    )

    reported, own = extract_statements(text).statements

    assert (reported.kind, reported.quote) == ("indirect", "farmers should pay 5% of income")
    assert (own.kind, own.quote) == ("narration", "more than double the old rate")


@pytest.mark.parametrize(
    "again",
    [
        "He added",
        "The farmer added",
        "Mr Lund continued",
        "Lund went on",
        "The old farmer added",
    ],
)
def test_the_same_person_is_known_by_pronoun_title_and_role(again):
    text = f"Peter Lund, an old farmer, said: “The well is dry.”\n{again}: “So is the river.”"

    assert said(text)[1] == ("Peter Lund", "So is the river.")


def test_a_description_in_the_first_sentence_is_named_by_the_next():
    text = (
        "The Norwegian prime minister has told the BBC that fish stocks are falling.\n"
        "Kari Nesse said the quota must be cut.\n"
        "The prime minister added that boats would be sold.\n"
        "“It hurts,” Norway’s leader said."
    )

    assert {s.speaker for s in extract_statements(text).statements} == {"Kari Nesse"}


def test_men_and_women_are_told_apart():
    text = (
        "Peter Lund met Anna Berg on Monday.\n"
        "“The well is dry,” he said.\n"
        "“The river is not,” she said."
    )

    assert said(text) == [("Peter Lund", "The well is dry"), ("Anna Berg", "The river is not")]


def test_a_body_is_known_by_its_last_word_and_by_its_initials():
    text = (
        "Aske Water Authority said the well was dry. "
        "The authority said it would dig. The AWA said it had dug."
    )

    assert {speaker for speaker, _ in said(text)} == {"Aske Water Authority"}


def test_a_pronoun_that_nobody_fits_is_left_unresolved():
    (statement,) = extract_statements("She said the well was dry.").statements

    assert statement.speaker is None
    assert (statement.speaker_start, statement.speaker_end) == (0, 3)


def test_a_quotation_with_no_cue_goes_on_with_its_paragraphs_speaker():
    text = "“The well is dry,” Peter Lund said. “I saw it. Nobody else did.”"

    assert said(text) == [
        ("Peter Lund", "The well is dry"),
        ("Peter Lund", "I saw it. Nobody else did."),
    ]


def test_a_colon_hands_over_to_the_next_paragraph():
    text = "Peter Lund told the hall:\n“The well is dry. Go and see.”"

    assert said(text) == [("Peter Lund", "The well is dry. Go and see.")]


def test_the_speaker_named_last_speaks_the_whole_paragraph():
    text = "“The well is dry. I saw it.” “Nobody listened,” Peter Lund said."

    assert {speaker for speaker, _ in said(text)} == {"Peter Lund"}


def test_scare_quotes_and_titles_are_nobodys_statement():
    text = "The so-called ‘experts’ stayed away. The film “Dry Wells” was shown in the hall."

    assert said(text) == []


def test_quoted_words_inside_a_reported_clause_make_it_mixed():
    (statement,) = extract_statements(
        "Peter Lund said the plan was “a bad joke” from the start."
    ).statements

    assert (statement.kind, statement.quote) == (
        "mixed",
        "the plan was “a bad joke” from the start",
    )


@pytest.mark.parametrize(
    ("sentence", "claim_type"),
    [
        ("Peter Lund said the well has 40 litres left.", "statistic"),
        ("Peter Lund said the river is longer than the Rhine.", "comparison"),
        ("Peter Lund said the river will rise in May.", "prediction"),
        ("Peter Lund said he will dig a new well.", "promise"),
        ("“We will dig a new well,” Peter Lund said.", "promise"),
        ("Peter Lund said farmers should pay more.", "position"),
        ("Peter Lund said it was a terrible idea.", "opinion"),
        ("“Who dug the well?” Peter Lund said.", "question"),
        ("Peter Lund asked whether the well was dry.", "question"),
        ("Peter Lund said the council sold the well.", "fact"),
    ],
)
def test_a_statement_is_of_one_kind_of_claim(sentence, claim_type):
    (statement,) = extract_statements(SETTING + sentence).statements

    assert statement.claim_type == claim_type


def test_a_sentence_without_a_verb_has_a_source_too():
    reading = extract_statements(
        "The trial was long. Not a good year at all, according to Ann Lee."
    )

    assert [(s.speaker, s.quote) for s in reading.statements] == [
        ("Ann Lee", "Not a good year at all")
    ]


def test_a_reporting_verb_without_words_after_it_says_nothing():
    reading = extract_statements("For new checks the gate asks for\n")

    assert all(statement.cue is None for statement in reading.statements)


def test_what_opens_a_sentence_is_not_its_subject():
    text = "Under cross-examination, Ms Pham conceded that she had never seen Bo Lund."

    (statement,) = extract_statements(text)

    assert statement.speaker == "Pham"
