"""Scores of data small enough to count by hand."""

import pytest

from claims.extraction.evaluation.pieces import (
    EvaluatedPiece,
    is_same_speaker,
    overlap_ratio,
    pair_pieces,
    statement_pieces,
    trim_piece,
)
from claims.extraction.evaluation.quotes import quote_scores
from claims.extraction.evaluation.ranking import (
    average_precision,
    mean_average_precision,
    worth_scores,
)

TEXT = "Lund said that “the well is dry,” and that it “cost £4m.” It is closed."


def marked(words, kind="direct", speaker="Lund", **more):
    start = TEXT.index(words)
    named = TEXT.index(speaker) if speaker else None
    return {
        "start": start,
        "end": start + len(words),
        "kind": kind,
        "speaker_start": named,
        "speaker_end": named + len(speaker) if speaker else None,
        **more,
    }


def words_of(piece):
    return TEXT[slice(*piece.span)]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("that “the well is dry,”", "the well is dry"),
        ("“the well is dry", "the well is dry"),
        (" “cost £4m.” ", "cost £4m"),
        ("that it “cost £4m", "it “cost £4m"),
    ],
)
def test_marks_closing_punctuation_and_a_leading_that_are_no_part_of_a_piece(given, left):
    start = TEXT.index(given)

    assert TEXT[slice(*trim_piece(TEXT, (start, start + len(given))))] == left


def test_a_word_that_begins_with_that_is_kept():
    assert trim_piece("Thatcher won.", (0, 13)) == (0, 12)


def test_each_part_is_a_piece_and_narration_is_none():
    rows = [
        marked("that “the well", parts=[(10, 32), (34, 57)]),
        marked("It is closed", kind="narration", speaker=None),
        marked("” and", speaker=None),
    ]
    rows[2]["end"] = rows[2]["start"] + 1

    found = statement_pieces(TEXT, rows)

    assert [words_of(one) for one in found] == ["the well is dry", "and that it “cost £4m"]
    assert {one.speaker for one in found} == {"Lund"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the President", "president", True),
        ("Mr. Lund", "Erik Lund", True),
        ("Lund’s", "Lund", True),
        ("Mara Brook, who has led the council", "Mara Brook", True),
        ("Mara Brook, who has led the small council since May", "Brook", False),
        ("Erik Lund", "Mara Lund", False),
        ("he", "Lund", False),
        (None, None, True),
        (None, "Lund", False),
    ],
)
def test_a_speaker_is_right_by_words_not_by_titles(one, other, same):
    assert is_same_speaker(one, other) is same
    assert is_same_speaker(other, one) is same


def test_overlap_is_of_characters_in_either():
    assert overlap_ratio((0, 10), (0, 8)) == 0.8
    assert overlap_ratio((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert overlap_ratio((0, 10), (20, 30)) == 0


def test_a_piece_is_paired_once_and_with_the_nearest():
    gold = [EvaluatedPiece((0, 100), "direct", "a")]
    found = [EvaluatedPiece((0, 85), "direct", "a"), EvaluatedPiece((0, 98), "direct", "b")]

    assert pair_pieces(gold, found, 0.8) == [(gold[0], found[1])]
    assert pair_pieces(gold, found, 1.0) == []


def test_figures_of_quotes_count_every_miss():
    gold = [
        EvaluatedPiece((0, 10), "direct", "a"),
        EvaluatedPiece((20, 30), "direct", "a"),
        EvaluatedPiece((40, 60), "indirect", "b"),
    ]
    found = [
        EvaluatedPiece((0, 10), "direct", "a"),
        EvaluatedPiece((20, 29), "direct", "c"),
        EvaluatedPiece((40, 60), "mixed", "b"),
        EvaluatedPiece((90, 99), "direct", None),
    ]

    told = quote_scores([(gold, found)])

    assert told["n"] == 1
    assert told["all"]["exact"]["precision"] == 0.5
    assert told["all"]["exact"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["all"]["iou_0.8"]["f1"] == pytest.approx(6 / 7, abs=1e-4)
    assert told["all"]["iou_0.8"]["with_speaker"]["f1"] == pytest.approx(4 / 7, abs=1e-4)
    assert told["direct"]["marked"] == 2
    assert told["direct"]["found"] == 3
    assert told["direct"]["iou_0.8"]["recall"] == 1
    assert told["indirect"]["iou_0.8"]["f1"] == 0


def test_average_precision_is_the_mean_of_precisions_at_the_positives():
    assert average_precision([(0.9, 1), (0.8, 0), (0.7, 1), (0.1, 0)]) == pytest.approx(5 / 6)
    assert average_precision([(0.9, 0)]) == 0


def test_equal_scores_gain_nothing_from_the_order_of_the_rows():
    rows = [(0.5, 1), (0.5, 0), (0.5, 0), (0.5, 0)]

    assert average_precision(rows) == average_precision(rows[::-1]) == 0.25


def test_figures_of_worth_count_what_is_at_or_above_the_threshold():
    told = worth_scores([(0.9, 1), (0.5, 0), (0.4, 1), (0.1, 0)], 0.5)

    assert (told["n"], told["positive"], told["threshold"]) == (4, 2, 0.5)
    assert (told["precision"], told["recall"], told["f1"]) == (0.5, 0.5, 0.5)


def test_a_debate_with_nothing_marked_is_left_out_of_the_mean():
    assert mean_average_precision([[(0.9, 1)], [(0.9, 0)], [(0.9, 0), (0.1, 1)]]) == 0.75
