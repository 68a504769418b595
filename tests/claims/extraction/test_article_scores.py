"""Scores of an article small enough to count by hand."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from claims.extraction.evaluation.article_marks import WrongMark, parse_marks
from claims.extraction.evaluation.articles import (
    FoundStatement,
    article_scores,
    compare_article,
)

TEXT = """By Ann Poe
Ada Orr said that the well was dry. She wants a new one. It cost £4m in 2019.
Read more: Ten wells
"""
MARKS = """# kind | type | speaker | words
* indirect | fact | Ada Orr | the well was dry
indirect | position | Ada Orr | a new one
* narration | statistic | - | It cost […] 2019
optional direct | fact | Ada Orr | more
left over | By Ann Poe
left over | Read more: Ten wells
"""


def found(words, speaker="Ada Orr", kind="indirect", claim_type="fact", worth=0.5):
    start = TEXT.index(words)
    span = (start, start + len(words))
    return FoundStatement(span, kind, speaker, (), (span,), claim_type, worth)


DRY = found("that the well was dry")
NEW = found("a new one", claim_type="position", worth=0.1)
COST = found("It cost £4m in 2019", None, "narration", "statistic", 0.9)


def result_of(*statements, marks=MARKS):
    return compare_article(parse_marks("wells", TEXT, marks), statements)


def test_everything_found_right_has_no_problems():
    result = result_of(DRY, NEW, COST)

    assert result.problems == ()
    assert (result.marked, result.found, result.paired, result.right_speaker) == (2, 2, 2, 2)
    assert (result.typed, result.right_type) == (3, 3)


def test_words_that_nobody_marked_cost_precision_but_optional_ones_and_narration_do_not():
    extra = found("Ten wells")
    optional = found("more")
    narrated = found("By Ann", None, "narration", worth=0.0)

    result = result_of(DRY, NEW, COST, extra, optional, narrated)

    assert (result.found, result.paired) == (3, 2)
    assert "not marked: Ada Orr: Ten wells" in result.problems


def test_a_wrong_speaker_is_found_and_not_right():
    result = result_of(found("the well was dry", "Ann Poe"), NEW, COST)

    assert (result.paired, result.right_speaker) == (2, 1)


def test_a_line_of_the_page_is_read_if_any_statement_touches_it():
    result = result_of(DRY, NEW, COST, found("Ann Poe", None, "narration"))

    assert (result.left_over, result.left_over_read) == (2, 1)


def test_claims_worth_checking_must_be_among_a_fifth_more_ranks_than_there_are_of_them():
    # Two claims have three ranks.
    dry, optional = found("the well was dry", worth=0.4), found("more")
    third = result_of(dry, NEW, COST, optional, found("Ten wells"))
    fourth = result_of(dry, NEW, COST, optional, found("Ten wells"), found("Ann Poe"))
    unfound = result_of(NEW, COST)

    assert (third.worthy, third.worthy_first) == (2, 2)
    assert (fourth.worthy, fourth.worthy_first) == (2, 1)
    assert (unfound.worthy, unfound.worthy_first) == (2, 1)


def test_a_type_is_right_or_wrong_where_the_words_are_found():
    result = result_of(DRY, found("a new one", claim_type="opinion"))

    assert (result.typed, result.right_type) == (2, 1)
    assert "type opinion; expected position: a new one" in result.problems


def test_the_figures_of_all_articles_count_each_statement_once():
    scores = article_scores([result_of(DRY, NEW, COST), result_of(DRY)])

    assert scores["all"]["statements"] == 4
    assert scores["all"]["recall"] == 0.75
    assert scores["articles"]["wells"]["precision"] == 1


def test_notes_on_how_extraction_reads_are_no_marks():
    noted = (
        "missed indirect | fact > opinion | Ada Orr | the well was dry\n"
        "added indirect | fact | Ada Orr | Ten wells\n"
    )

    (statement,) = parse_marks("wells", TEXT, noted).statements

    assert (statement.kind, statement.claim_type) == ("indirect", "fact")


def test_the_same_words_again_are_the_next_ones_in_the_text():
    rows = "direct | fact | - | No.\n" * 2

    article = parse_marks("no", "No. And no. No.", rows)

    assert [one.span for one in article.statements] == [(0, 2), (12, 14)]


@pytest.mark.parametrize(
    "row",
    ["indirect | fact | Ada Orr", "direct | fact | - | a river", "left over | By Ann"],
)
def test_marks_that_do_not_fit_the_text_are_refused(row):
    with pytest.raises(WrongMark):
        parse_marks("wells", TEXT, row)


def test_the_command_prints_a_table_the_failures_and_json(tmp_path):
    (tmp_path / "wells.txt").write_text(TEXT)
    (tmp_path / "wells.said").write_text(MARKS + "indirect | fact | Ann Poe | Ten wells\n")

    table, as_json = StringIO(), StringIO()
    call_command("evaluate", "articles", data=tmp_path, failures=True, stdout=table)
    call_command("evaluate", "articles", data=tmp_path, json=True, stdout=as_json)

    assert "not found: Ann Poe: Ten wells" in table.getvalue()
    assert json.loads(as_json.getvalue())["all"]["statements"] == 3
