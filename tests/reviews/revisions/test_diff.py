"""What an editor is shown of a change."""

import time

import pytest

from reviews.revisions.diff import compare
from reviews.watch.page_diff import diff_pages as set_beside
from textmatch.diff import TextRun, line_diff, split_sentences, word_diff


def frozen(**more):
    return {
        "claim": {"text": "It fell.", "said_on": None},
        "claimant": {"id": 1, "name": "Mara Brook"},
        "rating": {"slug": "false", "label": "False"},
        "conclusion": "It did not.",
        "body": "",
        "evidence": [],
        "sums": [],
        "replies": [],
        **more,
    }


def test_words_are_compared_whole():
    assert word_diff("It fell by 40 percent.", "It fell by 4 percent.") == [
        TextRun("same", "It fell by "),
        TextRun("removed", "40"),
        TextRun("added", "4"),
        TextRun("same", " percent."),
    ]


def test_a_comparison_loses_no_character_of_either_text():
    before = "One grant fell. It is “small” [1].\n\nNobody knows\twhy."
    after = "Two grants fell. It is “smaller” [1][2].\n\nNobody knows. Ask."

    runs = word_diff(before, after)

    assert "".join(run.text for run in runs if run.op != "added") == before
    assert "".join(run.text for run in runs if run.op != "removed") == after


def test_sentences_joined_are_the_text():
    text = "He said “no.” Then [5]. A list:\n- one\n- two\n\nEnd without stop"

    assert "".join(split_sentences(text)) == text
    assert len(split_sentences(text)) == 6


def test_unchanged_sentences_are_counted_and_changed_ones_signed():
    before = "It stays. This one goes. The third changes a little [1]. Last."
    after = "It stays. The third changes a lot [1]. Something else comes in. Last."

    lines = [(line.sign, line.text.strip()) for line in line_diff(before, after)]

    assert lines == [
        ("", "It stays."),
        ("−", "This one goes."),
        ("±", "The third changes a littlelot [1]."),
        ("+", "Something else comes in."),
        ("", "Last."),
    ]


def test_a_number_is_one_word():
    assert [run.text for run in word_diff("It was 91.2 m.", "It was 90.2 m.")] == [
        "It was ",
        "91.2",
        "90.2",
        " m.",
    ]


def test_evidence_is_told_apart_by_its_number():
    one, two = {"number": 1, "note": ""}, {"number": 2, "note": ""}
    before = frozen(evidence=[one, two])
    after = frozen(evidence=[{**one, "note": "p. 14"}, {"number": 3, "note": ""}])

    found = compare(before, after)

    assert [piece["number"] for piece in found.added] == [3]
    assert [piece["number"] for piece in found.removed] == [2]
    assert [later["note"] for _, later in found.changed] == ["p. 14"]


def test_without_an_earlier_version_nothing_counts_as_changed():
    found = compare(None, frozen(body="All of it."))

    assert not found.rating_changed
    assert not found.conclusion_changed
    assert not found.body_changed
    assert found.body[0].text == "All of it."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b.\n" * 15_000, "a b.\n" * 15_000 + "c.\n"),
        ("a b.\nc d.\n" * 7_000, "c d.\nc d.\na b.\n" * 5_000),
        ("one " * 35_000, "two " * 35_000),
    ],
    ids=["the same line again and again", "two lines in turns", "one endless sentence"],
)
def test_no_page_is_made_so_that_comparing_it_never_ends(before, after):
    begun = time.process_time()

    shown = set_beside(before, after, 0, 3)
    runs = [run for line in line_diff(before, after) for run in line.words]

    assert time.process_time() - begun < 5
    assert shown
    assert "".join(run.text for run in runs if run.op != "removed") == after


def test_a_line_put_into_a_long_page_is_the_only_change():
    lines = [f"Row {number} has {number * 7}.\n" for number in range(9_000)]
    after = [*lines[:4_000], "A new row.\n", *lines[4_000:]]

    found = line_diff("".join(lines), "".join(after))

    assert [line.text for line in found if line.sign] == ["A new row.\n"]
