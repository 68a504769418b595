"""Whom "the minister" and "the company" mean."""

import pytest

from tests.claims.extraction.speakers.resolved import named_as_speakers, speaker_of


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        ("Transport Secretary Helena Marsh came.", "transport secretary", "Helena Marsh"),
        ("Transport Secretary Helena Marsh came.", "minister", "Helena Marsh"),
        ("Helena Marsh, the transport secretary, came.", "minister", "Helena Marsh"),
        ("Dr Anna Stone treated 40 patients.", "doctor", "Anna Stone"),
        ("Prof Nora Fell led the study.", "professor", "Nora Fell"),
        ("The Labour MP Kate Dunn asked about wages.", "MP", "Kate Dunn"),
        ("Jonas Dahl has been prime minister since 2021.", "prime minister", "Jonas Dahl"),
        ("Kirra Jarrah was elected mayor in 2022.", "mayor", "Kirra Jarrah"),
        ("Jonas Dahl, 54, is the chief executive of Vale Water.", "boss", "Jonas Dahl"),
        ("Chief Constable Ian Dale spoke on Friday.", "police chief", "Ian Dale"),
        ("Tom Reed, a lawyer for the victim, spoke.", "victim's lawyer", "Tom Reed"),
        ("Alan Pike coaches Aske United.", "coach", "Alan Pike"),
        ("Min-jun Seo scored twice.", "striker", "Min-jun Seo"),
        ("Bill Tregear and his deputy, Lin Xu, came.", "deputy premier", "Lin Xu"),
    ],
)
def test_a_role_is_whom_the_text_gave_it(first, role, speaker):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Paul Hale, the former finance minister, was held.", "finance minister"),
        ("Robert Penn had been mayor for six years.", "mayor"),
        ("Dale Moss resigned as mayor on Friday.", "mayor"),
        ("Ann Cole is not a doctor.", "doctor"),
        ("Lucy Ward, the press secretary, came.", "minister"),
        ("Ann Cole, a lawyer for the defendant, spoke.", "victim's lawyer"),
        ("Mark Hale was held on Friday.", "officer"),
        ("Ann Cole, the chancellor, came.", "shadow chancellor"),
        ("Mark Hale met Paul Reed.", "singer"),
    ],
)
def test_a_role_that_is_somebody_else_s_names_nobody_else(first, role):
    text = f"{first} The {role} said the pitch was wet."

    assert speaker_of(text, "was wet") == role


def test_who_is_named_in_the_words_isn_t_the_role_that_says_them():
    text = "Mark Hale, a detective, was held. The detective said Hale had hidden the knife."

    assert "Mark Hale" not in named_as_speakers(text)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Tesco will close 10 shops. The retailer said it had no choice.",
            "no choice",
            "Tesco",
        ),
        (
            "Ofwat fined Thames Water. The company said it had mended 400 pipes.",
            "400 pipes",
            "Thames Water",
        ),
        (
            "Ofwat fined Thames Water. The regulator said it had found leaks.",
            "found leaks",
            "Ofwat",
        ),
        (
            "Serco was fined by the National Audit Office. The watchdog said it had failed.",
            "had failed",
            "National Audit Office",
        ),
        (
            "The Department for Transport answered. The department said Network Rail was late.",
            "was late",
            "Department for Transport",
        ),
    ],
)
def test_a_kind_of_organization_is_the_one_that_can_be_it(text, words, speaker):
    assert speaker_of(text, words) == speaker


def test_a_pilots_union_isnt_the_pilot():
    text = "Ronan Duffy, the pilot, was held. The pilot's union said the fog was thick."

    assert speaker_of(text, "was thick") == "pilot's union"


def test_a_review_of_a_ministry_doesn_t_speak_for_the_ministry():
    text = "A review of the Home Office found that £3m had been lost."

    assert "Home Office" not in named_as_speakers(text)
