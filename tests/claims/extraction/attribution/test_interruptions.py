"""Who said it if the cue stands between commas inside what was said."""

import pytest

from claims.extraction import extract_statements

SETTING = "The river is wide. Marta Olsen spoke of it on Friday. "


def said(text):
    """Return who said what, with a dash between the parts of each statement."""
    reading = extract_statements(SETTING + text)
    return [
        (s.speaker, " – ".join(reading.text[slice(*part)] for part in s.parts))
        for s in reading.statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Sales, says Anna Lee, have halved since 2019.",
            "Anna Lee",
            "Sales – have halved since 2019",
        ),
        (
            "The hospital, explained Dr Ruth Amadi, lost 40 beds last year.",
            "Ruth Amadi",
            "The hospital – lost 40 beds last year",
        ),
        (
            "The bill, warned senator Ray Dole in a letter, would cost $4 billion.",
            "Ray Dole",
            "The bill – would cost $4 billion",
        ),
        (
            "Only one in five claims, argues economist Lena Fisk, is ever paid.",
            "Lena Fisk",
            "Only one in five claims – is ever paid",
        ),
        (
            "Because of the strike, said the operator, one train in three was cancelled.",
            "operator",
            "Because of the strike – one train in three was cancelled",
        ),
        (
            "That, said Joan Petty, is three times the national average.",
            "Joan Petty",
            "That – is three times the national average",
        ),
    ],
)
def test_a_speaker_after_the_cue_says_what_is_on_both_sides(text, speaker, words):
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Crime, Hale pointed out, was lower than in 2010.",
            "Hale",
            "Crime – was lower than in 2010",
        ),
        (
            "Rents, she added on Monday, had risen by 9 percent.",
            "Marta Olsen",
            "Rents – had risen by 9 percent",
        ),
        (
            "Unemployment, the minister reminded reporters on Friday, stood at 4 percent.",
            "minister",
            "Unemployment – stood at 4 percent",
        ),
        (
            "Two thirds of the trees, the forester Ivo Kral reported, were diseased.",
            "Ivo Kral",
            "Two thirds of the trees – were diseased",
        ),
        (
            "The grant, so the council claims, was paid in full.",
            "council",
            "The grant – was paid in full",
        ),
        (
            "The company, its chief executive Paul Ingram said, has never missed a payment.",
            "Paul Ingram",
            "The company – has never missed a payment",
        ),
        (
            "Hospital waits, the health minister, Una Doyle, said on Tuesday, are short.",
            "Una Doyle",
            "Hospital waits – are short",
        ),
        (
            "More than half of the pupils, Vera Lund went on, cannot swim.",
            "Vera Lund",
            "More than half of the pupils – cannot swim",
        ),
        (
            "Its members, the association estimates, employ 9,000 people.",
            "association",
            "Its members – employ 9,000 people",
        ),
    ],
)
def test_a_speaker_before_the_cue_does_too(text, speaker, words):
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "The scheme will, Ada Quill promised, create 200 jobs.",
            "Ada Quill",
            "The scheme will – create 200 jobs",
        ),
        (
            "The city had, Vera Lund told a hearing in March, spent twice as much as Vale.",
            "Vera Lund",
            "The city had – spent twice as much as Vale",
        ),
        (
            "There are, the charity points out, 400 people on the waiting list.",
            "charity",
            "There are – 400 people on the waiting list",
        ),
    ],
)
def test_a_cue_can_part_a_verb_from_what_it_needs(text, speaker, words):
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    "aside",
    [
        "asked about the delay",
        "challenged over the delay",
        "when pressed on the delay",
        "invited to respond",
        "reached by telephone",
        "speaking after the vote",
        "who chairs the board",
    ],
)
def test_an_aside_about_the_speaker_is_no_part_of_what_they_say(aside):
    text = f"Tom Birch, {aside}, said the tunnel would open in May."

    assert said(text) == [("Tom Birch", "the tunnel would open in May")]


def test_an_aside_is_none_before_an_auxiliary_either():
    text = "Karl Ude, pressed for a date, would say only that it would be soon."

    assert said(text) == [("Karl Ude", "it would be soon")]


def test_an_occasion_between_the_cue_and_that_is_no_part_either():
    text = "Rosa Lind said when asked about pay that bonuses had been cut."

    assert said(text) == [("Rosa Lind", "bonuses had been cut")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The mayor, Una Doyle, said Bo Ek, her deputy, was ill.",
            [("Una Doyle", "Bo Ek, her deputy, was ill")],
        ),
        (
            "Una Doyle, the mayor, said prices, which had doubled, were too high.",
            [("Una Doyle", "prices, which had doubled, were too high")],
        ),
        (
            "Tom Birch, told the news, left the hall.",
            [],
        ),
        (
            "Anna Lee, the minister said, was ill.",
            [("minister", "Anna Lee – was ill")],
        ),
    ],
)
def test_commas_around_names_make_nobody_a_speaker(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "The harvest will fall by a third, the farmers' union predicts.",
            "farmers' union",
            "The harvest will fall by a third",
        ),
        (
            "The central bank forecast growth of 2.1 percent.",
            "central bank",
            "growth of 2.1 percent",
        ),
    ],
)
def test_a_cue_that_looks_like_a_noun_is_one_where_the_sentence_has_no_other(
    text, speaker, words
):
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The ferry firm – or so claims its purser, Dan Moody – sold too many seats.",
            "Dan Moody",
        ),
        (
            "The new drug (Professor Hanne Olsson insists) cuts relapses by a third.",
            "Hanne Olsson",
        ),
        (
            "The striker has agreed terms, so his agent Paolo Righi claims, with us.",
            "Paolo Righi",
        ),
        ("The minister is innocent (or so his lawyer, Ben Hall, insists).", "Ben Hall"),
        ("Half of the shops, complains butcher Len Scarr, have been empty.", "Len Scarr"),
        ("The mayor will not concede, her agent, Ada Wells, said, until May.", "Ada Wells"),
        ("What is needed now, Ada Wells urged worshippers, is patience.", "Ada Wells"),
    ],
)
def test_so_and_brackets_mark_an_aside(text, speaker):
    (statement,) = extract_statements(text).statements

    assert statement.speaker == speaker


def test_an_aside_in_the_second_clause_says_nothing_of_the_first():
    first, second = extract_statements(
        "According to the port, the leak was stopped within an hour, but satellite images, "
        "Greenwatch says, show oil for three days."
    ).statements

    assert (first.speaker, first.quote) == ("port", "the leak was stopped within an hour")
    assert second.speaker == "Greenwatch"
    assert second.quote.startswith("satellite images")


def test_a_word_in_brackets_is_no_aside():
    text = "They moved to a firm, Kessito (pronounced kess-E-tow), in May."

    assert [s.speaker for s in extract_statements(text).statements] in ([], [None])


def test_somebody_suspected_between_commas_says_nothing():
    text = "The vials, which a technician is suspected of selling, were last seen in May."

    assert [s.speaker for s in extract_statements(text).statements if s.speaker] == []
