"""Whom "he", "she", "it" and "they" mean before the words that they say."""

import pytest

from tests.claims.extraction.speakers.resolved import (
    named_as_speakers,
    speaker_of,
    statement_with,
)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "accused"),
    [
        (
            "The Home Office replied. It said Labour had cut funding by 4%.",
            "had cut funding",
            "Home Office",
            "Labour",
        ),
        (
            "Carla Sorrell left early. She told reporters that Judge Petra Holm had lied.",
            "had lied",
            "Carla Sorrell",
            "Petra Holm",
        ),
        (
            "Ruben Dorn visited the plant. He claimed that Anders Vik, who runs it, had left.",
            "had left",
            "Ruben Dorn",
            "Anders Vik",
        ),
        (
            "Sam Kerr resigned on Tuesday. In a letter, he said Mayor John Pike had lied.",
            "had lied",
            "Sam Kerr",
            "John Pike",
        ),
        (
            "Robert Penn led Aske once. He said his successor, Keith Dale, doubled the debt.",
            "doubled the debt",
            "Robert Penn",
            "Keith Dale",
        ),
    ],
)
def test_a_pronoun_is_nobody_named_in_the_clause_that_it_governs(text, words, speaker, accused):
    assert speaker_of(text, words) == speaker
    assert accused not in named_as_speakers(text)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Hugo Brandt met Erik Lund on Friday. “Brandt stole the plans,” he said.",
            "stole the plans",
            "Erik Lund",
        ),
        (
            "Paul Reed told the inquiry about Mark Hale. “Mark took the money,” he said.",
            "took the money",
            "Paul Reed",
        ),
        (
            "Paul Reed told the inquiry about Mark Hale. Hale had taken the money, he said.",
            "had taken the money",
            "Paul Reed",
        ),
        (
            "Adam West runs a bakery. Bread cost more after Frank Gold took the mill, he said.",
            "took the mill",
            "Adam West",
        ),
    ],
)
def test_nobody_calls_themselves_by_name(text, words, speaker):
    assert speaker_of(text, words) == speaker


def test_a_relative_with_the_same_last_name_may_speak_of_the_other():
    text = "Peter Hall met reporters on Friday. He said Simon Hall had sold the mill."

    assert speaker_of(text, "had sold the mill") == "Peter Hall"


@pytest.mark.parametrize(
    "text",
    [
        "He said Peter Smith had lied.",
        "Mark Hale stole £4m from the fund, he said.",
    ],
)
def test_nobody_is_named_if_the_text_names_only_whom_the_words_are_about(text):
    assert named_as_speakers(text) == {None}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Paul Hale greeted Mark Reed on Monday. He said rents fell.", "Paul Hale"),
        ("Paul Hale spoke first. Then Mark Reed took over. He said rents fell.", "Mark Reed"),
        ("Mark Reed's lawyer, Paul Hale, spoke. He said rents fell.", "Paul Hale"),
        ("Mark Reed and Paul Hale disagree. Reed is 40. He said rents fell.", "Mark Reed"),
        ("Kevin Marsh said Alan Pike was out. He said rents fell.", "Kevin Marsh"),
        ("Kevin Marsh said he sold it to Alan Pike in May. He said rents fell.", "Kevin Marsh"),
        ("Kevin Marsh, Alan Pike and Joan Dell met. She said rents fell.", "Joan Dell"),
    ],
)
def test_of_two_the_subject_or_who_spoke_last_goes_on(text, speaker):
    assert speaker_of(text, "rents fell") == speaker


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (
            "Ann Lee and Mary Day spoke after the meeting. She said rents fell.",
            ("Ann Lee", "Mary Day"),
        ),
        (
            "Both Kevin Marsh and Alan Pike sat on the board. He said rents fell.",
            ("Kevin Marsh", "Alan Pike"),
        ),
        (
            "The talks between Mark Reed and Paul Hale ended. He said rents fell.",
            ("Mark Reed", "Paul Hale"),
        ),
        (
            "Jo Pike said no. She wept.\n\nAnn Lee and Mary Day left. She said rents fell.",
            ("Ann Lee", "Mary Day"),
        ),
    ],
)
def test_where_two_fit_and_nothing_decides_both_are_listed_and_nobody_is_named(
    text, candidates
):
    statement = statement_with(text, "rents fell")

    assert statement.speaker is None
    assert statement.speaker_candidates == candidates
    assert statement.as_json()["speaker_candidates"] == list(candidates)


def test_one_of_two_named_in_the_words_leaves_the_other():
    text = "Ann Lee and Mary Day spoke after the meeting. She said Mary Day would leave."

    assert speaker_of(text, "would leave") == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The council closed the pool. It said Serco had refused to pay.",
            "had refused",
            "council",
        ),
        (
            "The lawsuit accuses Mark Hale of fraud. It says he hid the money in Malta.",
            "hid the money",
            "lawsuit",
        ),
        (
            "Residents of Aske protested. They said the council had lied.",
            "had lied",
            "Residents of Aske",
        ),
        (
            "Serco was criticised by the National Audit Office. It said Serco charged twice.",
            "charged twice",
            "National Audit Office",
        ),
    ],
)
def test_it_and_they_are_the_organization_or_group_that_the_text_is_about(text, words, speaker):
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Paul Reed accused Mark Hale of theft. He denies stealing the money.",
            "stealing",
            "Mark Hale",
        ),
        (
            "Paul Reed said Mark Hale stole £4m. He denied that he took a penny.",
            "took a penny",
            "Mark Hale",
        ),
    ],
)
def test_a_denial_is_by_who_was_accused(text, words, speaker):
    assert speaker_of(text, words) == speaker


def test_a_promise_is_by_who_was_given_something():
    text = "Ann Lee handed the petition to Mary Day. She promised to read it by May."

    assert speaker_of(text, "to read it") == "Mary Day"


def test_who_was_asked_speaks_next():
    text = "Reporters asked Mary Day if Ann Lee had the keys. “I never saw them,” she said."

    assert speaker_of(text, "never saw them") == "Mary Day"


def test_to_whom_something_is_put_answers():
    text = "Ann Lee put the emails to Mary Day. She said they were forged."

    assert speaker_of(text, "were forged") == "Mary Day"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee read out Mary Day's letter. In it, she said rents fell.", "Mary Day"),
        ("Ann Lee was named in a letter by Mary Day. In it, she said rents fell.", "Mary Day"),
        ("Ann Lee read a text sent by the girl, in which she said rents fell.", "girl"),
        ("Ann Lee wrote a letter to Mary Day. In it, she said rents fell.", "Ann Lee"),
    ],
)
def test_what_a_letter_says_is_by_who_wrote_it(text, speaker):
    assert speaker_of(text, "rents fell") == speaker


def test_they_are_several_joined_by_and():
    text = "Greenpeace and Oxfam wrote to the minister. They said the plan had failed."

    assert speaker_of(text, "had failed") == "Greenpeace and Oxfam"


def test_as_may_begin_a_clause_with_its_own_speaker():
    text = (
        "Tom Dorn sat with eyes shut as Dr Ann Hape, a witness, told them that Dorn had lied."
    )

    assert speaker_of(text, "had lied") == "Ann Hape"


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (
            "Tom Day was sacked by Mark Hale in May. He said rents fell.",
            ("Tom Day", "Mark Hale"),
        ),
        ("Tom Day met Mark Hale in May. He said rents fell.", ("Tom Day", "Mark Hale")),
        ("Tom Day shared a desk with Mark Hale. He said rents fell.", ("Tom Day", "Mark Hale")),
        ("Alex Day and Kim Hale spoke. She said rents fell.", ("Alex Day", "Kim Hale")),
    ],
)
def test_who_acts_as_much_as_the_subject_is_as_likely(text, candidates):
    assert statement_with(text, "rents fell").speaker_candidates == candidates


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Ann Lee apologised to Mary Day. She accepted that but said rents fell.",
            "rents fell",
            "Mary Day",
        ),
        (
            "Ann Lee asked Mary Day to resign. She refused to go before May.",
            "to go before",
            "Mary Day",
        ),
        (
            "Tom Day has not slept since his brother was taken. He said rents fell.",
            "rents fell",
            "Tom Day",
        ),
    ],
)
def test_who_was_asked_answers_and_the_main_subject_goes_on(text, words, speaker):
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Harrow Water fined Tom Day in May. He said it had lost the letter.",
        "Kite Logistics sacked Tom Day. He said it had lost the letter.",
    ],
)
def test_he_and_she_are_no_organizations(text):
    assert speaker_of(text, "had lost the letter") == "Tom Day"


@pytest.mark.parametrize(
    "text",
    [
        "Alex Murray uses they/them pronouns. They said the clinic was shut.",
        "Alex Murray, who is non-binary, has sued. They said the clinic was shut.",
        "Robin Murray was told to wait. They said the clinic was shut.",
    ],
)
def test_they_may_be_one_person_of_whom_no_gender_is_told(text):
    assert speaker_of(text, "clinic was shut").endswith("Murray")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Tom Day succeeded Mark Hale in May. In a memo to Mark Hale he said rents fell.",
            "Tom Day",
        ),
        ("Tom Day was introduced by Mark Hale. He said rents fell.", "Tom Day"),
    ],
)
def test_who_is_written_to_or_introduces_somebody_is_not_who_speaks(text, speaker):
    assert speaker_of(text, "rents fell") == speaker
