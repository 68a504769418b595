"""Files that aren't what their names say are read as what they are, or refused."""

import json

import pytest

from claims.processing.file_reading import read_file
from claims.processing.page_text import missing_text_reason
from sources.parsing import parser

SAID = "The mayor, Mara Brook, said that police funding was cut by 40 percent in a year."
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Courier",
    "items": [{"id": "1", "content_text": SAID}],
}
RSS = f"<rss version='2.0'><channel><title>Courier</title><item>{SAID}</item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>{SAID}</title></entry></feed>"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (json.dumps(FEED), "feed.json"),
        (json.dumps(FEED, indent=1).replace("/", "\\/"), "feed"),
        (json.dumps(FEED), "feed.txt"),
        (f"<?xml version='1.0'?>\n<!-- made by hand -->{RSS}", "feed.xml"),
        (RSS, "feed.rss"),
        (ATOM, "feed.atom"),
    ],
)
def test_a_feed_is_said_to_be_one_with_what_to_do(body, name):
    found = read_file(body.encode(), name)

    assert found.refused.startswith("This is a feed")
    assert "Subscribe to its address" in found.refused
    assert found.statements == 0


def test_a_feed_that_was_fetched_is_refused_too_and_keeps_its_text():
    parsed = parser.parse(json.dumps(FEED).encode(), "application/json")

    assert missing_text_reason(parsed).startswith("This is a feed")
    assert SAID in parsed.text


def test_data_is_refused_and_a_text_that_begins_like_data_is_not():
    assert "data for programs" in read_file(json.dumps([{"said": SAID}]).encode(), "x").refused
    assert not read_file(f"[Music] {SAID}".encode(), "x").refused
    assert not read_file(f"A note on <rss> and on feeds. {SAID}".encode(), "x.txt").refused


@pytest.mark.parametrize("body", ["1", "1\n00:00:01\nWe had 312 officers.\n" * 20, "no words"])
@pytest.mark.parametrize("suffix", [".srt", ".vtt", ".sbv"])
def test_subtitles_without_captions_are_refused(body, suffix):
    found = read_file(body.encode(), f"talk{suffix}")

    assert found.refused.startswith(f"This file is called {suffix}, but has no captions")


def test_a_transcript_called_subtitles_is_read_as_text():
    found = read_file(f"{SAID} {SAID}".encode(), "talk.srt")

    assert not found.refused
    assert SAID in found.reading.text


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            (
                "0:00:01.000,0:00:03.500\nMARA BROOK: We had 312 officers[br]in 2024.\n\n"
                "0:00:03.500,0:00:06.000\nWe have 187 today.\n"
            ),
            "talk.sbv",
        ),
        (
            (
                "1\n00:00:01,000 00:00:03,500\nMARA BROOK: We had 312 officers\nin 2024.\n\n"
                "2\n00:00:03,500 00:00:06,000\nWe have 187 today.\n"
            ),
            "talk.srt",
        ),
        (
            (
                "0:00:01.000,0:00:03.500\nMARA BROOK: We had 312 officers in 2024.\n\n"
                "0:00:03.500,0:00:06.000\nWe have 187 today.\n"
            ),
            "captions.txt",
        ),
    ],
)
def test_times_without_an_arrow_are_times(body, name):
    found = read_file(body.encode(), name)

    assert found.reading.text == "MARA BROOK: We had 312 officers in 2024. We have 187 today."
    assert {one.speaker for one in found.reading.statements} == {"Mara Brook"}


def test_a_mail_without_a_subject_is_called_by_its_first_words():
    body = (
        f"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\n--=_Part_8842_1179.1\r\n\r\n{SAID}\r\n"
    )

    assert read_file(body.encode(), "mail.eml").title.startswith("The mayor, Mara Brook")


def test_a_mail_without_words_has_no_statements():
    body = (
        b"From: a@b.example\r\nSubject: The mayor said 40 percent\r\nMIME-Version: 1.0\r\n\r\n"
    )

    found = read_file(body, "mail.eml")

    assert (found.statements, found.refused) == (0, "")
    assert found.notes == ("The e-mail has no text of its own; only its head is shown.",)
