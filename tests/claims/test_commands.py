"""Commands for extraction run without a database, secrets and engines."""

import gzip
import json
import subprocess
import sys

import pytest
from django.conf import settings

from claims.extraction import LIMIT

TEXT = (
    "The mayor of Northfield, Mara Brook, told the council on Tuesday that police funding was "
    "cut by 40 percent in a single year.\r\n\r\n"
    "“We had 312 officers on the street in 2024,” she said.\n"
)
KEPT = TEXT.replace("\r\n", "\n")
CONTRACT = [
    *("start", "end", "quote", "speaker", "speaker_start", "speaker_end"),
    *("speaker_candidates", "cue", "kind"),
    *("claim_type", "denied", "worth", "reasons", "numbers"),
]


@pytest.fixture
def run(tmp_path):
    """Run `manage.py …` in an environment with nothing but an empty `VAR`."""

    def manage(*words, piped=None):
        return subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", *map(str, words)],
            check=False,
            env={"VAR": str(tmp_path / "var")},
            cwd=tmp_path,
            input=piped,
            capture_output=True,
        )

    return manage


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


def said(ran):
    assert ran.returncode == 0, ran.stderr.decode()
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def test_each_statement_is_a_line_with_the_contract_s_fields_first(run, text):
    found = said(run("extract", text, "--json"))

    assert found
    for statement in found:
        assert list(statement)[: len(CONTRACT)] == CONTRACT
        assert KEPT[statement["start"] : statement["end"]] == statement["quote"]
    (quoted,) = [one for one in found if one["kind"] == "direct"]
    assert quoted["quote"].startswith("We had 312 officers")
    assert quoted["speaker"].endswith("Mara Brook")
    assert KEPT[quoted["speaker_start"] : quoted["speaker_end"]] == "she"
    assert {"value", "unit", "text"} <= set(quoted["numbers"][0])


def test_a_text_may_be_piped_in(run, text):
    assert said(run("extract", "-", "--json", piped=TEXT.encode())) == said(
        run("extract", text, "--json")
    )


def test_people_get_a_listing_with_reasons(run, text):
    ran = run("extract", text)

    listed = ran.stdout.decode()
    assert ran.returncode == 0
    assert "Mara Brook (direct, " in listed
    assert "“We had 312 officers on the street in 2024" in listed
    assert "a figure that can be looked up: " in listed


def test_articles_are_read_line_by_line_and_one_too_long_says_so(run, tmp_path):
    articles = tmp_path / "articles.jsonl"
    rows = [
        {"id": "a", "text": TEXT},
        {"id": 2, "text": "x" * (LIMIT + 1)},
        {"id": "c", "text": "\ud800 Nobody said a word.\u2028"},
    ]
    articles.write_text("\n".join(map(json.dumps, rows)) + "\n\n")

    first, long, last = said(run("extract", "--articles", articles))

    assert (first["id"], long["id"], last["id"]) == ("a", 2, "c")
    assert first["statements"] == said(run("extract", "-", "--json", piped=TEXT.encode()))
    assert long["statements"] == []
    assert "characters" in long["error"]


def test_worth_ranks_a_figure_above_a_feeling(run, tmp_path):
    sentences = tmp_path / "sentences.jsonl"
    rows = [
        {"id": 1, "text": "Unemployment fell by 40 percent between 2019 and 2023."},
        {"id": 2, "text": "I am so happy to be here.", "speaker": "Mara Brook", "doc": "d"},
    ]
    sentences.write_text("\n".join(map(json.dumps, rows)))

    figure, feeling = said(run("worth", sentences))

    assert list(figure) == ["id", "worth"]
    assert 1 >= figure["worth"] > feeling["worth"] >= 0
    explained, _ = said(run("worth", "--reasons", sentences))
    assert explained["worth"] == figure["worth"]
    assert "compares two years: 2019 and 2023" in explained["reasons"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", "line 1 isn't JSON"),
        (b'{"id": 1, "text": "a"}\n{"id": 2}', "line 2 needs an id and a text"),
        (b"\xff\xfe", "isn't UTF-8 text"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_a_sentence(run, tmp_path, content, complaint):
    path = tmp_path / "wrong.jsonl"
    path.write_bytes(content)

    for command in (["worth"], ["extract", "--articles"]):
        ran = run(*command, path)
        assert ran.returncode == 1
        assert complaint in ran.stderr.decode()
        assert "Traceback" not in ran.stderr.decode()


def test_a_file_that_is_not_there_is_refused_in_a_sentence(run, tmp_path):
    ran = run("extract", tmp_path / "none.txt", "--json")

    assert ran.returncode == 1
    said = ran.stderr.decode()
    assert "Can't read " in said
    assert "No such file" in said


def test_evaluate_scores_a_folder_of_marked_articles(run, tmp_path):
    words = "police funding was cut by 40 percent in a single year"
    start = KEPT.index(words)
    named = KEPT.index("The mayor of Northfield, Mara Brook")
    quote = {
        "start": start,
        "end": start + len(words),
        "kind": "indirect",
        "speaker_start": named,
        "speaker_end": named + len("The mayor of Northfield, Mara Brook"),
    }
    (tmp_path / "quotes").mkdir()
    rows = tmp_path / "quotes" / "rows.jsonl"
    rows.write_text(json.dumps({"id": 1, "text": KEPT, "quotes": [quote]}))

    (told,) = said(run("evaluate", "quotes", "--data", tmp_path, "--json"))

    assert (told["set"], told["n"], told["all"]["marked"]) == ("quotes", 1, 1)
    assert told["indirect"]["iou_0.8"]["with_speaker"]["f1"] == 1
    assert told["direct"]["found"] == 1


def test_evaluate_scores_labelled_sentences_and_the_debates_among_them(run, tmp_path):
    rows = [
        {"id": 1, "text": "Unemployment fell by 40 percent in 2019.", "label": 1, "doc": "a"},
        {"id": 2, "text": "Thank you so much.", "label": 0, "doc": "a", "speaker": "LUND"},
    ]
    with gzip.open(tmp_path / "debates.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, rows)))

    (told,) = said(run("evaluate", "worth", "--data", tmp_path, "--json"))

    assert told["debates"]["n"] == 2
    assert told["debates"]["average_precision"] == told["debates"]["f1"] == 1
    assert told["debates"]["mean_average_precision"] == 1


def test_evaluate_says_where_there_is_nothing_to_score(run, tmp_path):
    ran = run("evaluate", "worth", "--data", tmp_path)

    assert ran.returncode == 1
    assert "has no data to score" in ran.stderr.decode()


def test_the_date_says_which_tuesday(run, text):
    (first, *_) = said(run("extract", text, "--json", "--date", "2026-03-05"))

    assert first["said_on"] == "2026-03-03"


@pytest.mark.parametrize("day", ["3.3.2026", "2026-02-30", "today"])
def test_a_date_of_another_form_is_refused_in_a_sentence(run, text, day):
    ran = run("extract", text, "--date", day)

    assert ran.returncode == 2
    assert f"{day!r} isn't a day. Write it as YYYY-MM-DD" in ran.stderr.decode()


@pytest.mark.parametrize("command", [["extract", "--json"], ["worth"]])
def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path, command):
    path = tmp_path / "many.txt"
    line = '{"id": 1, "text": "Ann Lee said rents rose by 9 percent."}\n'
    path.write_text(
        line * 2_000 if command == ["worth"] else "Ann Lee said rents rose.\n" * 700
    )
    words = [sys.executable, settings.BASE_DIR / "manage.py", *command, path]

    with subprocess.Popen(
        words,
        env={"VAR": str(tmp_path / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as ran:
        ran.stdout.readline()
        ran.stdout.close()
        complaint = ran.stderr.read()

    assert complaint == b""
    assert ran.returncode == 141
