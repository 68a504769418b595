"""Which sentence of a page bears on a claim: by rare words and figures, and it says why."""

import pytest

from reviews.finders.relevance import (
    ClaimTerms,
    best_passage,
    rank_sentence,
    sentence_spans,
    stem,
)
from tests import given

CUT = ClaimTerms.of("Police funding was cut by 40 percent in a single year")


def test_the_sentence_with_the_claim_s_words_is_chosen_with_its_place():
    claim = ClaimTerms.of("Police spending falls in Northfield", claimant="Mara Brook")

    found = best_passage(claim, given.PAGE)

    assert found.text == given.PASSAGE
    assert given.PAGE[found.start :].startswith(found.text)
    assert set(found.words) == {"Police", "spending", "falls"}


def test_the_same_figure_weighs_more_than_another_and_that_more_than_none():
    text = "Funding for the police was cut by {}."
    same, other, none = (
        rank_sentence(CUT, text.format(figure))
        for figure in ("40 per cent", "4 percent", "decree")
    )

    assert same.rank > other.rank > none.rank > 0
    assert same.why == ("same figure: 40 per cent",)
    assert other.why == ("other figure: 4 percent, not 40 percent",)
    assert "40 per cent" in same.words
    assert none.why == ()


def test_a_figure_alone_bears_on_nothing():
    assert rank_sentence(CUT, "Milk rose by 40 percent.").rank == 0
    assert best_passage(CUT, "Milk rose by 40 percent in the last three months.") is None


def test_who_said_it_adds_nothing():
    claim = ClaimTerms.of("Mara Brook cut funds for libraries", claimant="Mara Brook")

    assert best_passage(claim, "Mara Brook was born in Northfield on a Tuesday.") is None


def test_a_word_that_stands_everywhere_on_the_page_tells_little():
    claim = ClaimTerms.of("Northfield closed libraries")
    rows = [f"Northfield has {n} wells and a park of its own." for n in range(2, 12)]
    page = "\n\n".join([*rows, "Two libraries were closed in the old town."])

    assert best_passage(claim, page).text == "Two libraries were closed in the old town."


@pytest.mark.parametrize(
    ("claim", "sentence", "why"),
    [
        ("The bridge was closed", "The bridge was not closed at all.", "says “not”"),
        ("The bridge was never closed", "The bridge was closed in May.", "the claim denies it"),
    ],
)
def test_a_denial_on_one_side_alone_is_said(claim, sentence, why):
    assert why in rank_sentence(ClaimTerms.of(claim), sentence).why


def test_menus_and_walls_of_words_are_no_sentences():
    page = "Home\nPolice\n\n" + "police " * 400 + "\n\nPolice funding rose last spring."

    assert best_passage(CUT, page).text == "Police funding rose last spring."


def test_a_sentence_that_a_paper_breaks_into_lines_is_one():
    page = "Note 3\n\nThe funding of the police was\ncut in Aldmere by 40 percent.\nNext item"

    found = best_passage(CUT, page)

    assert found.text == "The funding of the police was\ncut in Aldmere by 40 percent."


def test_an_abbreviation_ends_no_sentence():
    text = "Dr. Marsh of the U.S. embassy paid 3.5 m. crowns. The rest was never paid back."

    start, end = sentence_spans(text)[0]
    assert text[start:end].startswith("Dr. Marsh of the")


@pytest.mark.parametrize(
    ("one", "other"),
    [("rents", "rent"), ("Policies", "policy"), ("doubled", "double"), ("mayor's", "Mayor")],
)
def test_forms_of_a_word_are_one(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("text", ["", "\n", "a", "…", "1 2 3 4 5", "\ufffd" * 50, "x" * 9**6])
def test_a_page_without_sentences_has_none_that_bears(text):
    assert best_passage(CUT, text) is None


def test_a_claim_without_telling_words_finds_nothing():
    assert best_passage(ClaimTerms.of("It is what it is"), given.PAGE) is None
