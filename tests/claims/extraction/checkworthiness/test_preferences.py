"""What a desk follows or passes over moves a score, and says so."""

import pytest

from claims.extraction.checkworthiness.preferences import Leaning, lean

SAID = "Rents have doubled in the old harbour."


def moved(*leanings, speaker=None, title=""):
    return lean(0.5, leanings, text=SAID, speaker=speaker, title=title)


@pytest.mark.parametrize(
    ("leaning", "speaker", "title", "counts"),
    [
        (Leaning("word", "rents", 1), None, "", True),
        (Leaning("word", "rent", 1), None, "", True),
        (Leaning("word", "old harbour", 1), None, "", True),
        (Leaning("word", "harb", 1), None, "", False),
        (Leaning("word", "housing", 1), None, "Housing in crisis", False),
        (Leaning("topic", "housing", 1), None, "Housing in crisis", True),
        (Leaning("topic", "rents", 1), None, "", True),
        (Leaning("person", "Brook", 1), "Mara Brook", "", True),
        (Leaning("person", "Mara Brook", 1), "Mara Brook", "", True),
        (Leaning("person", "Broo", 1), "Mara Brook", "", False),
        (Leaning("person", "Mara Brook", 1), None, "", False),
        (Leaning("word", "(.*)+$", 1), None, "", False),
    ],
)
def test_a_leaning_counts_where_it_is_meant(leaning, speaker, title, counts):
    worth, why = moved(leaning, speaker=speaker, title=title)

    assert (worth > 0.5) is counts
    assert bool(why) is counts


def test_what_is_lowered_says_so_and_weightier_comes_first():
    worth, why = moved(Leaning("word", "harbour", 0.5), Leaning("word", "rents", -2))

    assert worth < 0.5
    assert why == (
        "the desk passes over the word “rents”",
        "the desk follows the word “harbour”",
    )


def test_all_leanings_together_move_a_score_by_three_at_most():
    many = [Leaning("word", word, 2) for word in ("rents", "doubled", "old", "harbour")]

    assert moved(*many)[0] == pytest.approx(0.953, abs=0.001)


@pytest.mark.parametrize("worth", [0.0, 1.0])
def test_a_score_at_the_end_of_the_scale_can_be_moved_too(worth):
    leaning = Leaning("word", "rents", 2 if worth == 0 else -2)

    assert 0 < lean(worth, [leaning], text=SAID, speaker=None)[0] < 1
