"""A speech printed word for word, and reports about one, which are something else."""

import pytest

from claims.extraction import extract_statements

SPEECH = """Speech by the Minister for Wells at the county show

{announced}

Good morning. I am glad to be here.

Last year we dug 214 wells. A well costs nine times the average wage here.

We will dig 300 more by June.

Thank you for listening to me.

Notes to editors

Bo Lund, who keeps the wells, said the work was "long overdue"."""
ANNOUNCED = "Minister Ada Orr spoke on Friday. The text of her speech, as delivered, follows."


def said(text):
    return {s.quote: s.speaker for s in extract_statements(text)}


def test_every_sentence_of_a_speech_is_its_speakers_own():
    statements = said(SPEECH.format(announced=ANNOUNCED))

    assert statements["Last year we dug 214 wells."] == "Ada Orr"
    assert statements["A well costs nine times the average wage here."] == "Ada Orr"
    assert statements["We will dig 300 more by June."] == "Ada Orr"


def test_what_is_said_below_the_speech_is_somebody_elses():
    statements = said(SPEECH.format(announced=ANNOUNCED))

    assert statements['the work was "long overdue"'] == "Bo Lund"


@pytest.mark.parametrize(
    "title",
    [
        "Remarks by Mayor Ada Orr at the county show",
        "Ada Orr’s keynote address to the county show",
        "Transcript of the remarks that Ada Orr gave on Friday: full text",
    ],
)
def test_the_speaker_can_be_named_in_the_title(title):
    speech = SPEECH.format(announced="").partition("\n")[2]

    assert said(title + speech)["Last year we dug 214 wells."] == "Ada Orr"


def test_a_report_about_a_speech_is_no_speech():
    text = (
        "Mayor’s speech at the show\n\nAda Orr gave a speech on Friday.\n\n"
        "The town dug 214 wells last year.\n\n“We will dig more,” she said.\n\n"
        "The show goes on until Sunday."
    )

    assert "The town dug 214 wells last year." not in said(text)
