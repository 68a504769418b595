"""Where reported words begin and end, and cues that aren't reporting verbs."""

import pytest

from claims.extraction import extract_statements

PLACE = "The town of Aske lies on the river, and it has a bridge that is old. "


def said(sentence):
    reading = extract_statements(PLACE + sentence)
    return [(s.speaker, s.quote) for s in reading.statements if s.kind != "narration"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The bank says it would lose money in May, but would recover by June.",
            [("bank", "it would lose money in May, but would recover by June")],
        ),
        (
            "Ane Berg said rents rose and urged the banks to help.",
            [("Ane Berg", "rents rose"), ("Ane Berg", "the banks to help")],
        ),
        (
            "Ane Berg said the river was low, while farmers warned that wells were dry.",
            [("Ane Berg", "the river was low"), ("farmers", "wells were dry")],
        ),
    ],
)
def test_verbs_that_share_a_subject_go_with_whom_they_belong_to(sentence, expected):
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Ane Berg called on the council to sell the bridge.",
            "the council to sell the bridge",
        ),
        ("Ane Berg threatened to leave if the vote fails.", "to leave if the vote fails"),
        ("Ane Berg promised to reopen it “within weeks”.", "to reopen it “within weeks”"),
        ("Ane Berg denied knowing of the leak.", "knowing of the leak"),
        (
            "If it rains, Ane Berg said, the road will flood.",
            "If it rains, Ane Berg said, the road will flood",
        ),
        ("Ane Berg is convinced that the bridge will fall.", "the bridge will fall"),
        ("Ane Berg was reluctant to close the bridge.", "to close the bridge"),
        ("Ane Berg repeated her call for a new bridge.", "a new bridge"),
        ("Ane Berg is a critic of the toll.", "the toll"),
        (
            "The plan will need more money, a visibly tired Ane Berg said on Monday.",
            "The plan will need more money",
        ),
        (
            "Ane Berg railed against the banks of the town, including her own.",
            "the banks of the town, including her own",
        ),
        (
            "Ane Berg praised the old bridge, which was built in 1911.",
            "the old bridge",
        ),
        (
            "Ane Berg condemned it as a “grave threat” to peace.",
            "it as a “grave threat” to peace",
        ),
    ],
)
def test_what_was_said_is_all_of_it_and_no_more(sentence, words):
    ((speaker, quote),) = said(sentence)

    assert speaker == "Ane Berg"
    assert quote == words


def test_what_somebody_is_expected_to_do_is_said_with_who_it_is():
    assert said("The farmers of the valley are expected to lose half of the crop.") == [
        (None, "The farmers of the valley are expected to lose half of the crop")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ane Berg did not say how much it would cost.",
        "Ane Berg read from ‘The Long Road Home’ to the children.",
        "Check the trailer of her new film, “Rain”, below.",
        "If they agree to pay, the bridge will open.",
    ],
)
def test_silence_names_of_works_and_suppositions_are_no_statements(sentence):
    assert said(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“Why is it shut?” Bo Ek asked. “It is not safe.”", "Bo Ek"),
        ("Outside the hall, a clerk, Bo Ek, said that the bridge was shut.", "Bo Ek"),
        ("Rear Adm. Bo Ek said that the bridge was shut.", "Bo Ek"),
        ("Cllr Bo Ek KC said that the bridge was shut.", "Bo Ek"),
        ("A spokesman for the Bridge Company said that the bridge was shut.", "Bridge Company"),
        ("The film ends with Bo Ek saying to us, “It is not safe at all.”", "Bo Ek"),
    ],
)
def test_the_speaker_is_found_whatever_stands_around_the_name(sentence, speaker):
    assert {name for name, _ in said(sentence)} == {speaker}


def test_a_headline_that_begins_with_its_speaker_is_said_by_them():
    reading = extract_statements("Bernie Lund: The bridge will close in May\n\n" + PLACE)

    assert [(s.speaker, s.quote) for s in reading.statements] == [
        ("Bernie Lund", "The bridge will close in May")
    ]
