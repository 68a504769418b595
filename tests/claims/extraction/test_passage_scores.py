"""Scores of passages small enough to judge by eye."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from claims.extraction.evaluation.passages import (
    FoundWords,
    compare_passage,
    is_named,
    is_same_words,
    passage_scores,
)

TEXT = "Ada Orr said that Ben Lund had lied. She denied theft. “Who cares?” he asked."


def passage(**more):
    rows = [
        {"quote": "Ben Lund had lied", "speaker": "Ada Orr"},
        {"quote": "theft", "speaker": "Ada Orr"},
    ]
    return {
        "id": "x-01",
        "class": "x",
        "text": TEXT,
        "statements": rows,
        "forbidden": ["Ben Lund"],
        **more,
    }


def found(words, speaker, kind="indirect", candidates=(), parts=()):
    start = TEXT.index(words)
    return FoundWords((start, start + len(words)), kind, speaker, candidates, parts)


RIGHT = [found("that Ben Lund had lied.", "Mrs Orr"), found("denied theft", "Ada Orr")]


def test_a_passage_is_right_with_everything_found_and_the_speaker_named_without_titles():
    result = compare_passage(passage(), RIGHT)

    assert (result.found, result.right_speaker, result.accused) == (2, 2, ())
    assert result.is_wholly_right


@pytest.mark.parametrize("speaker", ["Ben Lund", "Lund"])
def test_the_accused_as_the_speaker_is_counted_and_makes_a_passage_wrong(speaker):
    accused = found("Ben Lund had lied", speaker)

    result = compare_passage(passage(), [accused, RIGHT[1]])

    assert (result.found, result.right_speaker) == (2, 1)
    assert result.accused == (accused,)
    assert not result.is_wholly_right


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        ("Mr Lund", True),
        ("Pastor Ben Lund", True),
        ("a lawyer for Ben Lund", False),
        ("Ben Lund's widow", False),
        ("Eva Lund", False),
    ],
)
def test_a_forbidden_name_is_the_person_and_not_somebody_near_them(speaker, named):
    assert is_named("Ben Lund", speaker) is named


def test_a_missing_speaker_and_missing_words_are_wrong():
    result = compare_passage(passage(), [found("Ben Lund had lied", None)])

    assert (result.found, result.right_speaker) == (1, 0)
    assert result.problems == (
        "wrong speaker: nobody; expected Ada Orr: Ben Lund had lied",
        "not found: Ada Orr: theft",
    )


def test_narration_finds_nothing_and_is_wrong_only_for_a_forbidden_speaker():
    whole = "She denied theft"

    result = compare_passage(passage(), [RIGHT[0], found(whole, None, "narration")])

    assert result.problems == ("not found: Ada Orr: theft",)


def test_two_candidates_are_right_only_as_candidates_in_any_order():
    rows = [{"quote": "theft", "speaker": None, "candidates": ["Ada Orr", "Ben Lund"]}]
    both = passage(statements=rows, forbidden=[])

    def is_right(speaker, *candidates):
        words = found("theft", speaker, candidates=candidates)
        return compare_passage(both, [words]).is_wholly_right

    assert is_right(None, "Lund", "Ada Orr")
    assert not is_right(None, "Ada Orr")
    assert not is_right(None)
    assert not is_right("Ada Orr")


def test_words_that_nobody_marked_may_belong_to_a_marked_speaker_only():
    text = passage(optional=[{"quote": "Who cares?", "speaker": "he"}])

    def problems_with(speaker):
        extra = found("Who cares?", speaker, "direct")
        return compare_passage(text, [*RIGHT, extra]).problems

    assert problems_with("he") == problems_with(None) == ()
    assert problems_with("Ada Orr") == ("wrong person: Ada Orr: Who cares?",)


def test_what_is_no_statement_must_not_be_found_even_without_a_speaker():
    question = found("Who cares?", None, "direct")

    result = compare_passage(passage(not_statements=["Who cares?"]), [*RIGHT, question])

    assert result.problems == ("no statement: nobody: Who cares?",)


def test_a_passage_with_nothing_to_find_is_right_when_nothing_is_found():
    assert compare_passage(passage(statements=[]), []).is_wholly_right


def test_a_part_of_a_statement_can_be_what_was_marked():
    start, end = TEXT.index("Ben"), TEXT.index("theft") + len("theft")
    part = (TEXT.index("theft"), end)
    words = FoundWords((start, end), "mixed", "Ada Orr", parts=((start, start + 17), part))

    assert compare_passage(passage(), [words]).is_wholly_right


def test_words_are_the_same_from_an_overlap_or_within_six_more_words():
    text = "a b c d e f g h i"

    assert is_same_words(text, (0, 1), (0, 13))
    assert not is_same_words(text, (0, 1), (0, 15))
    assert is_same_words(text, (0, 17), (0, 14))
    assert not is_same_words(text, (0, 3), (4, 7))


def test_figures_are_of_each_class_and_of_all():
    other = passage(**{"class": "y", "statements": [], "forbidden": []})
    results = [
        compare_passage(passage(), [found("Ben Lund had lied", "Lund")]),
        compare_passage(other, []),
    ]

    scores = passage_scores(results)

    assert scores["classes"]["x"] == {
        "passages": 1,
        "statements": 2,
        "found": 0.5,
        "right_speaker": 0.0,
        "wholly_right": 0.0,
        "with_forbidden": 1,
        "accused_as_accuser": 1,
    }
    assert scores["all"]["passages"] == 2
    assert scores["all"]["wholly_right"] == 0.5


def test_the_command_prints_a_table_the_failures_and_json(tmp_path):
    row = passage(text="Ada Orr said Ben Lund had lied.", forbidden=["Ben Lund"])
    row["statements"] = [
        {"quote": "Ada", "speaker": "Orr"},
        {"quote": "Ben Lund had lied", "speaker": "Ada Orr"},
    ]
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n")

    table, as_json = StringIO(), StringIO()
    call_command("evaluate", "passages", data=tmp_path, failures=True, stdout=table)
    call_command("evaluate", "passages", data=tmp_path, json=True, stdout=as_json)

    assert "x-01" in table.getvalue()
    assert "not found: Orr: Ada" in table.getvalue()
    assert json.loads(as_json.getvalue())["all"]["found"] == 0.5
