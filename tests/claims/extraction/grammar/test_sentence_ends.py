"""Where sentences end after abbreviations, and who speaks in them."""

from array import array

import pytest

from claims.extraction import extract_statements
from claims.extraction.grammar.parser_input import ParserInput, SpeechBlock
from claims.extraction.grammar.sentence_ends import sentence_starts


def sentences(text):
    whole = SpeechBlock(0, len(text), (), ())
    offsets = array("L", range(len(text) + 1))
    starts = sorted(sentence_starts(ParserInput(whole, text, offsets[:-1], offsets[1:])))
    return [
        text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The N.H.S. said waits fell by 4%.",
        "The law saved 300 lives, the C.D.C. said.",
        "The plant, built by A.C.M.E. Corp., employs 400.",
        "Gov. J. D. Hale said crime had doubled.",
        "Lt. Gov. Dana Wolfe said at 7 p.m. Tuesday that 3 roads were closed.",
        "The hearing at 9 a.m. Eastern was put off.",
        "The ships left at 6 p.m. London time with 40 people.",
        "At 3 p.m. Mr. Dole said it was out.",
        "No. 10 said the plan would cost £3bn.",
        "St. Mary's said two wards would close.",
        "The I.M.F. Monday forecast growth of 2%.",
        "The U.S. Army said 40 soldiers fell ill.",
        "Officials of the U.S. State Department said 40 left.",
        "Mrs. Vance of Washington, D.C., said the school had 400 pupils.",
        "The firm, Harlow & Sons Inc., said profits fell.",
        "It rose to $9 vs. $4 a year earlier, i.e. it doubled.",
    ],
)
def test_no_sentence_ends_inside_a_title_an_initialism_or_a_time(sentence):
    assert sentences(f"{sentence} The council disagreed.") == [
        sentence,
        "The council disagreed.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The shop closed at 5 p.m.", "She said sales had halved."),
        ("The fire began at 4 a.m.", "Firefighters said 30 people escaped."),
        ("The meeting ended at 9 a.m.", "Ann Lee said 40 people came."),
        ("She moved to the U.S.", "She said rents there had doubled."),
        ("The talks took place in the U.S.", "Ministers said they went well."),
        ("He works for the F.B.I.", "Officials said he earned $90,000."),
        ("He lives in Washington, D.C.", "His wife said he paid $400."),
        ("The report came from the U.N.", "However, nobody read it."),
        ("The vaccine works, said Ann Ode, M.D.", "She runs the clinic."),
        ("The answer was no.", "I heard it on the radio."),
        ("A post on X.", "He later deleted it."),
    ],
)
def test_a_sentence_ends_after_an_abbreviation_if_the_next_word_begins_one(first, second):
    assert sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The N.H.S. said waits fell by 4%.", "N.H.S."),
        ("The U.K. said imports rose by 6%.", "U.K."),
        ("“We have no money,” the N.U.T. said.", "N.U.T."),
        ("N.A.T.O. said it knew nothing about the 40 tanks.", "N.A.T.O."),
        ("No. 10 said the plan would cost £3bn.", "No. 10"),
        ("A No. 10 spokesman said the plan was wrong.", "No. 10"),
        ("St. Mary's said two wards would close.", "St. Mary's"),
        ("Two wards would close, St. Mary’s said.", "St. Mary’s"),
        ("Gov. J. D. Hale said crime had doubled.", "J. D. Hale"),
        ("Lt. Gov. Dana Wolfe said that 3 roads were closed.", "Dana Wolfe"),
        ("Sgt. Mara Pell said four cars were stolen.", "Mara Pell"),
        ("Rep. Ann Lee (D-N.Y.) said taxes rose by 5%.", "Ann Lee"),
        ("Dr. A. B. Kern of the W.H.O. said cases rose by 9%.", "A. B. Kern"),
    ],
)
def test_the_speaker_has_the_name_with_its_stops_and_without_titles(text, speaker):
    assert [one.speaker for one in extract_statements(text)] == [speaker]


def test_an_initialism_is_the_organization_of_these_initials():
    text = (
        "The National Health Service published its figures. The N.H.S. said waits fell by 4%."
    )

    assert [one.speaker for one in extract_statements(text)] == ["National Health Service"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("She had a chance and she voted no.", "It's that simple."),
        ("We cut the pay of teachers by 10 per cent.", "Around 6,000 of them have left."),
        ("Four in ten schools don't have one.", "That is a disgrace."),
    ],
)
def test_a_plain_word_that_looks_shortened_ends_a_sentence_before_a_function_word(
    first, second
):
    assert sentences(f"{first} {second}") == [first, second]
