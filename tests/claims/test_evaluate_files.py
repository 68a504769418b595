"""`manage.py evaluate files` reads a folder as intake does, without a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from claims.management import file_scores
from claims.processing import file_reading

FOLDER = Path(__file__).parent / "folder_of_files"


def test_it_needs_no_database_and_ends_with_one_line_of_json(tmp_path):
    ran = subprocess.run(
        [
            sys.executable,
            settings.BASE_DIR / "manage.py",
            "evaluate",
            "files",
            "--data",
            FOLDER,
        ],
        check=False,
        env={"VAR": str(tmp_path / "var")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stderr
    *table, last = ran.stdout.splitlines()
    scores = json.loads(last)
    assert list(scores) == ["PDF", "other text", "page", "all"]
    assert (scores["all"]["files"], scores["all"]["read"]) == (3, 2)
    (refused,) = [line for line in table if line.startswith("Refused:")]
    assert "broken.pdf: The PDF is damaged" in refused


def test_text_title_and_date_are_compared_with_gold():
    page = file_scores.evaluate_files(FOLDER)["page"]

    assert page["with_gold"] == page["titles_exact"] == page["titles"] == 1
    assert page["recall"] == 1
    assert page["precision"] > 0.9
    assert (page["dates_right"], page["dates_wrong"], page["dates_missing"]) == (1, 0, 0)
    assert page["statements"] > 0


def test_a_folder_without_an_index_is_read_whole(tmp_path):
    (tmp_path / "said.txt").write_text("The mayor said that 40 percent of the buses run late.")
    (tmp_path / ".hidden").write_text("Nothing.")

    scores = file_scores.evaluate_files(tmp_path)

    assert scores["all"]["files"] == 1
    assert scores["all"]["recall"] is None


@pytest.mark.parametrize(
    ("found", "gold", "recall", "precision"),
    [
        ("One two two", "one TWO", 1, 2 / 3),
        ("one", "one two", 0.5, 1),
        ("", "one", 0, 0),
    ],
)
def test_words_count_as_often_as_they_occur(found, gold, recall, precision):
    assert file_scores.word_agreement(found, gold) == (recall, precision)


def test_markup_of_a_gold_page_is_not_compared(tmp_path):
    gold = tmp_path / "page.html"
    gold.write_text("<script>var a;</script><p>Fish &amp; chips</p>")

    assert file_scores.gold_text(gold).split() == ["Fish", "&", "chips"]


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        (b"", "notes.txt", "The file is empty."),
        (b"ID3\x04" + bytes(range(1, 32)) * 9, "talk.mp3", "Recordings aren’t transcribed."),
        (b"WEBVTT\n\n", "talk.vtt", "has no captions"),
        (b"year,budget\n2024,312\n", "list.csv", "No column of the list"),
    ],
)
def test_a_file_that_intake_refuses_has_its_sentence(body, name, sentence):
    found = file_reading.read_file(body, name)

    assert sentence in found.refused
    assert found.statements == 0


def test_each_row_of_a_list_is_a_statement():
    body = b"statement;speaker\nIt rose by 4 percent.;Mara Brook\nIt fell.;Ed\n"

    found = file_reading.read_file(body, "list.csv")

    assert (found.statements, found.title) == (2, "list")
