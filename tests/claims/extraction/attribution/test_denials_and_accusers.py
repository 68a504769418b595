"""Who said what if nobody is the subject of a reporting verb."""

import pytest

from claims.extraction import extract_statements


def said(text):
    return [
        (s.speaker, s.quote, s.denied) for s in extract_statements(text).statements if s.speaker
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The claim that rents have halved was repeated by Mr Dorn on Monday.",
            [("Dorn", "rents have halved", False)],
        ),
        (
            "The suggestion that the bridge is unsafe was made by Ida Brandt last year.",
            [("Ida Brandt", "the bridge is unsafe", False)],
        ),
    ],
)
def test_a_claim_is_whose_who_repeats_it(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The claim that rents have halved was rejected by Mr Dorn on Monday.",
            [("Dorn", "rents have halved", True)],
        ),
        (
            "The allegation that the well was poisoned was denied by Ida Brandt.",
            [("Ida Brandt", "the well was poisoned", True)],
        ),
    ],
)
def test_a_claim_that_somebody_turns_down_and_nobody_owns_is_their_denial(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Brandt's warning that ferries could stop by May was dismissed by Lou Grant.",
            ("Brandt", "ferries could stop by May", False),
        ),
        (
            "Mr Dorn's claim that the well is dry was called absurd by farmers.",
            ("Dorn", "the well is dry", False),
        ),
    ],
)
def test_a_claim_that_has_an_owner_stays_theirs_and_ends_before_what_was_made_of_it(
    text, found
):
    assert found in said(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The minister was accused by unions of misleading voters.",
            [("unions", "The minister was accused by unions of misleading voters", False)],
        ),
        (
            "Ida Brandt was accused by farmers of wasting water.",
            [("farmers", "Ida Brandt was accused by farmers of wasting water", False)],
        ),
    ],
)
def test_what_somebody_is_accused_of_is_said_by_the_accuser(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Ruben Dorn spoke on Monday. The minister was asked by unions to go. “No,” he said.",
        "Ruben Dorn left early. The chairman met farmers. “We are ready,” he said.",
    ],
)
def test_a_pronoun_is_the_office_that_the_sentence_before_is_about(text):
    spoken = [s for s in extract_statements(text).statements if s.kind == "direct"]

    assert [s.speaker for s in spoken] != ["Ruben Dorn"]


@pytest.mark.parametrize(
    "text",
    [
        "Police said two men had been arrested and asked all to come, while Ode blamed rain.",
        "Police said one girl had been rescued and urged all to go, while Vey blamed the tide.",
    ],
)
def test_what_others_do_meanwhile_ends_what_was_said(text):
    first, second, *_ = extract_statements(text).statements

    assert first.quote.endswith((" been arrested", " been rescued"))
    assert second.quote in ("all to come", "all to go")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "According to a report by the Aske Institute, one in six wells is dry.",
            "Aske Institute",
        ),
        (
            "One in six wells is dry, a study from Vale University found.",
            "Vale University",
        ),
    ],
)
def test_a_report_says_what_its_author_says(text, speaker):
    (statement,) = extract_statements(text).statements

    assert statement.speaker == speaker


def test_the_think_tank_is_the_body_whose_report_it_was():
    text = (
        "According to a report by the Aske Foundation, one in six wells is dry; "
        "the think tank warned that more would follow."
    )

    assert {s.speaker for s in extract_statements(text).statements} == {"Aske Foundation"}


@pytest.mark.parametrize(
    "dash",
    [" ― ", "― ", " — ", " – "],
)
def test_a_name_after_a_dash_signs_what_stands_before_it(dash):
    text = f"“Nobody asked us. We were ready.”{dash}Carla Sorrell\n\n“It is late.”{dash}Tom Vey"

    assert [s.speaker for s in extract_statements(text).statements] == [
        "Carla Sorrell",
        "Tom Vey",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It is expected that fees are intended to rise, and unions are pressured to agree.",
        "Drivers are expected by the council to pay more. The toll is intended to cut traffic.",
    ],
)
def test_parts_never_overlap(text):
    for statement in extract_statements(text).statements:
        ends = [end for _, end in statement.parts]
        starts = [start for start, _ in statement.parts]

        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
