"""A name with hyphens is one name, whichever of its words the parser takes for the head."""

import pytest

from claims.extraction import extract_statements


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ahmed Al-Rashidi of Gulf Research said oil would fall.", "Ahmed Al-Rashidi"),
        ("The sister, Vernice Wray-Hall, said he had a boat.", "Vernice Wray-Hall"),
        ("Zoe Nash-Okafor-Reid said it was over.", "Zoe Nash-Okafor-Reid"),
        ("Mary-Kate O'Brien-Smith said it was over.", "Mary-Kate O'Brien-Smith"),
        ("Mr Kim Min-jun said it was over.", "Kim Min-jun"),
    ],
)
def test_all_words_of_a_hyphenated_name_are_the_speaker(text, speaker):
    assert [one.speaker for one in extract_statements(text).statements] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In June Hanne Claes, its registrar, said it was over.", "Hanne Claes"),
        ("June Allen said it was not.", "June Allen"),
        ("In an e-mail to the Kaur family the insurer said it was over.", "insurer"),
    ],
)
def test_a_month_or_half_of_e_mail_is_no_part_of_a_name(text, speaker):
    assert [one.speaker for one in extract_statements(text).statements] == [speaker]


def test_a_later_mention_by_the_double_surname_is_the_same_person():
    text = "Vernice Wray-Hall has a boat. Ms Wray-Hall said it was blue. She said it was old."

    speakers = [one.speaker for one in extract_statements(text).statements if one.cue]

    assert speakers == ["Vernice Wray-Hall", "Vernice Wray-Hall"]
