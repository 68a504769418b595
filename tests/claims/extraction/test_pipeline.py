"""The contract of extraction, and hostile texts."""

import re
import subprocess
import sys
import time
from datetime import date

import pytest

from claims.extraction import LIMIT, TextTooLong, extract_statements, normalize_line_ends
from claims.extraction.cpu_budget import CpuBudget
from claims.extraction.lexicon.language import FOLDER
from claims.extraction.statements.statement import CLAIM_TYPES, KINDS

CONTRACT = [
    "start",
    "end",
    "quote",
    "speaker",
    "speaker_start",
    "speaker_end",
    "speaker_candidates",
    "cue",
    "kind",
    "claim_type",
    "denied",
    "worth",
    "reasons",
    "numbers",
]
NEWS = "Peter Lund said the well was dry. “It cost £4m,” he said. The river fell by 12%.\n"


def test_a_statement_prints_the_fields_of_the_contract_first():
    row = extract_statements(NEWS).statements[0].as_json()

    assert list(row)[: len(CONTRACT)] == CONTRACT
    assert row["kind"] in KINDS
    assert row["claim_type"] in CLAIM_TYPES
    assert 0 <= row["worth"] <= 1


def test_reading_twice_gives_the_same():
    assert extract_statements(NEWS) == extract_statements(NEWS)


def test_offsets_are_those_of_the_kept_text():
    reading = extract_statements(
        "Peter Lund said no.\r\n\r\n“The \U0001f41f well is dry,” he\x00 said.\r\n"
    )

    assert reading.text == normalize_line_ends(
        "Peter Lund said no.\n\n“The \U0001f41f well is dry,” he said.\n"
    )
    assert [reading.text[s.start : s.end] for s in reading.statements][-1] == (
        "The \U0001f41f well is dry"
    )


def test_importing_the_reader_loads_neither_django_nor_the_parser():
    code = (
        "import sys, claims.extraction; "
        "print([m for m in ('django', 'spacy', 'nupunkt') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_another_language_is_said_so_and_only_its_quotations_are_found():
    reading = extract_statements(
        "Der Brunnen ist leer und der Fluss auch. „Wir haben kein Wasser“, sagte er."
    )

    assert reading.language == "und"
    assert [(s.quote, s.speaker) for s in reading.statements] == [
        ("Wir haben kein Wasser", None)
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ann Lee, who chairs Aske Council, added: “Trains arrive.”", "en"),
        ("Ministeren sagde, at planen var klar i foråret og at alle var med.", "und"),
        ("De minister zei dat het plan in de zomer klaar is, en dat was het.", "und"),
        ("Le ministre a dit : « Nous sommes prêts », avant de partir en voiture.", "und"),
    ],
)
def test_short_texts_are_told_from_neighbouring_languages(text, language):
    assert extract_statements(text).language == language


def test_two_hundred_thousand_words_are_not_too_long():
    words = "The well was dry in May, and the farmers of the valley had no water. " * 14_300

    assert len(words.split()) > 200_000
    assert len(normalize_line_ends(words)) < LIMIT


def test_a_text_too_long_is_refused_in_a_sentence():
    with pytest.raises(TextTooLong, match="at most 2,000,000 can be read at once"):
        extract_statements("a" * (LIMIT + 1))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Peter Lund said on Tuesday that the well was dry.", date(2026, 11, 24)),
        ("Peter Lund said on Wednesday that the well was dry.", date(2026, 11, 18)),
        ("“The well is dry,” Peter Lund said yesterday.", date(2026, 11, 23)),
        ("Peter Lund told the hall on 3 May that the well was dry.", date(2026, 5, 3)),
        ("Peter Lund said on December 3, 2019 that the well was dry.", date(2019, 12, 3)),
        ("Peter Lund said the well would be dry by Friday.", None),
    ],
)
def test_the_day_it_was_said_stands_beside_the_cue(sentence, day):
    (statement,) = extract_statements(sentence, published_on=date(2026, 11, 24)).statements

    assert statement.said_on == day


def test_the_newspaper_is_its_publisher():
    (statement,) = extract_statements(
        "The newspaper said the well was dry in the spring.", publisher="The Aske Post"
    ).statements

    assert statement.speaker == "The Aske Post"


def test_the_title_said_once_more_is_left_over():
    text = "Well runs dry\nPeter Lund has left the village.\nWell  runs dry\nIt was the last."

    reading = extract_statements(text, title="Well runs dry")

    assert [reading.text[slice(*span)] for span in reading.left_over] == ["Well  runs dry"]


def test_no_text_has_no_statements():
    assert extract_statements("").statements == []
    assert extract_statements(" \n\n ").statements == []


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "“" * 100_000,
        "‘s’ s’ " * 15_000,
        "a" * 100_000,
        "." * 100_000,
        "\u200b" * 100_000,
        "9" * 100_000,
        "(" * 100_000,
        "\U0001f600" * 50_000,
        "\n" * 100_000,
        "He said that \ud800 was here. " * 20,
        "\u202eHe said that \u202dthe well was dry. " * 200,
        "He\u200b said\u200c that the well\u200d was dry. " * 200,
        "the council said that people would vote and she asked " * 400,
        "“He said no.\n" * 1_000,
        "he said, " * 2_000,
        "one two three four million million million " * 500,
        "Read more:\n" * 5_000,
    ],
    ids=range(18),
)
def test_hostile_texts_are_read_in_bounded_time(text):
    started = time.process_time()

    reading = extract_statements(text)

    assert all(reading.text[s.start : s.end] == s.quote for s in reading.statements)
    assert time.process_time() - started < 30


def spend_after(monkeypatch, checks):
    """Let the computing time be used up after so many looks at the clock."""
    left = iter([False] * checks)
    monkeypatch.setattr(CpuBudget, "is_spent", lambda _self, _share=1.0: next(left, True))


def test_past_its_computing_time_what_was_read_is_kept_and_the_rest_is_text(monkeypatch):
    line = "“The bridge is shut,” Peter Lund said.\n"
    spend_after(monkeypatch, 40)

    found = extract_statements(line * 30)

    assert 0 < len(found) < 30
    assert {s.speaker for s in found} == {"Peter Lund"}
    assert found.unread_from == len(line) * len(found)
    assert "characters were not read" in found.unread_sentence
    assert found.text == line * 30


def test_parsing_leaves_time_to_build_what_was_parsed(monkeypatch):
    line = "“The bridge is shut,” Peter Lund said.\n"
    monkeypatch.setattr(CpuBudget, "is_spent", lambda _self, share=1.0: share < 1.0)

    found = extract_statements(line * 30)

    assert (len(found), found.unread_from) == (0, 0)


def test_an_ordinary_text_is_read_to_its_end():
    found = extract_statements("Peter Lund said the well was dry.")

    assert (found.unread_from, found.unread_sentence) == (None, "")


@pytest.mark.parametrize(
    ("characters", "seconds"), [(0, 10), (10_000, 11), (480_000, 58), (2_000_000, 150)]
)
def test_a_text_has_ten_seconds_and_more_for_its_length(characters, seconds):
    assert CpuBudget(characters).seconds == pytest.approx(seconds)


def test_invisible_characters_do_not_hide_what_was_said():
    reading = extract_statements(
        "Peter\u200b Lund sa\u200bid that the w\u200bell was dry in the town."
    )

    assert [s.quote for s in reading.statements] == ["the w\u200bell was dry in the town"]


def test_no_word_list_names_anybody_of_the_news():
    lists = "".join(file.read_text("utf-8") for file in FOLDER.rglob("*.toml")).lower()

    words = set(re.findall(r"\w+", lists))

    assert words.isdisjoint({"zelenskyy", "volodymyr", "lammy", "putin", "nato", "ukraine"})


def test_a_reading_is_gone_through_like_the_list_of_its_statements():
    found = extract_statements(
        "“Rents doubled,” said Ann Lee. Crime fell by 5 percent, said Bo Roe."
    )

    assert len(found) == 2
    assert [one.quote for one in found] == [one.quote for one in found.statements]
    assert found[-1].speaker == "Bo Roe"
