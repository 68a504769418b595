"""A kept page is set beside the page as it is now, by word, with the passage marked."""

import pytest

from reviews.watch.page_diff import LONGEST, diff_pages

KEPT = (
    "The council met on Tuesday. Police spending falls to 86.6 million crowns in 2026. "
    "The grant ends this year.\nNobody spoke against it. The next meeting is in May.\n"
)
PASSAGE = "Police spending falls to 86.6 million crowns in 2026"
START = KEPT.index(PASSAGE)


def compared(now, kept=KEPT, passage=PASSAGE):
    start = kept.index(passage)
    return diff_pages(kept, now, start, start + len(passage))


def marked(lines):
    return "".join(run.text for line in lines for run in line.runs if run.is_passage)


@pytest.mark.parametrize(
    "now",
    [
        KEPT,
        KEPT.replace("86.6", "88.1"),
        KEPT.replace(PASSAGE + ". ", ""),
        "A notice. " + KEPT,
        KEPT.replace("The council met on Tuesday. ", ""),
        KEPT.replace(" ", "  "),
        "Something else stands here now.\n",
        KEPT.replace("The grant ends this year.", "The grant stays. It is larger."),
        "",
    ],
)
def test_the_whole_passage_is_marked_and_nothing_else_whatever_changed(now):
    assert marked(compared(now)) == PASSAGE


def test_a_passage_over_two_sentences_is_marked_in_both():
    both = "crowns in 2026. The grant ends"

    lines = compared(KEPT.replace("this year", "next year"), passage=both)

    assert marked(lines) == both.replace(". ", ".")  # no space between two lines
    assert [line.sign for line in lines if line.has_passage] == ["", "±"]


def test_a_changed_sentence_tells_the_words_that_went_and_came():
    (line,) = [line for line in compared(KEPT.replace("86.6", "88.1")) if line.sign]

    assert [(run.op, run.text) for run in line.runs if run.op != "same"] == [
        ("removed", "86.6"),
        ("added", "88.1"),
    ]


def test_unchanged_sentences_are_folded_but_not_those_of_the_passage():
    lines = compared(KEPT + "A new line.\n")

    assert [(line.sign, line.is_folded, line.sentences) for line in lines] == [
        ("", True, 1),
        ("", False, 1),
        ("", True, 3),
        ("+", False, 1),
    ]


def test_characters_of_two_code_units_do_not_move_the_mark():
    kept = "😀 is no word. " + KEPT

    assert marked(compared("🏛️ " + kept, kept=kept)) == PASSAGE


def test_texts_that_are_too_long_are_not_compared():
    assert diff_pages("a " * (LONGEST // 2), "b", 0, 1) is None
