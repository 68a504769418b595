"""Whole pages keep what the extraction has reached on them."""

from pathlib import Path

import pytest

from claims.extraction.evaluation.articles import article_scores
from claims.management.article_scores import read_articles

PAGES = Path(__file__).with_name("pages")


@pytest.fixture(scope="module")
def figures():
    return article_scores(list(read_articles(PAGES)))


def test_all_pages_are_scored(figures):
    assert len(figures["articles"]) == len(list(PAGES.glob("*.txt"))) == 15


def test_no_line_of_a_page_that_is_left_over_is_read(figures):
    read = {name: row["left_over_read"] for name, row in figures["articles"].items()}

    assert figures["all"]["left_over"] > 150
    assert not any(read.values())


@pytest.mark.parametrize(
    ("figure", "least"),
    [("f1", 0.94), ("right_speaker", 0.95), ("worthy_first", 0.9), ("right_type", 0.9)],
)
def test_pages_are_read_as_well_as_they_have_been(figures, figure, least):
    assert figures["all"][figure] >= least
