"""A desk's preferences change a score, and give a reason."""

import pytest

from claims.extraction.checkworthiness.preferences import Preference, adjust_worth

SAID = "Rents have doubled in the old harbour."


def moved(*leanings, speaker=None, title=""):
    return adjust_worth(0.5, leanings, text=SAID, speaker=speaker, title=title)


@pytest.mark.parametrize(
    ("leaning", "speaker", "title", "counts"),
    [
        (Preference("word", "rents", 1), None, "", True),
        (Preference("word", "rent", 1), None, "", True),
        (Preference("word", "old harbour", 1), None, "", True),
        (Preference("word", "harb", 1), None, "", False),
        (Preference("word", "housing", 1), None, "Housing in crisis", False),
        (Preference("topic", "housing", 1), None, "Housing in crisis", True),
        (Preference("topic", "rents", 1), None, "", True),
        (Preference("person", "Brook", 1), "Mara Brook", "", True),
        (Preference("person", "Mara Brook", 1), "Mara Brook", "", True),
        (Preference("person", "Broo", 1), "Mara Brook", "", False),
        (Preference("person", "Mara Brook", 1), None, "", False),
        (Preference("word", "(.*)+$", 1), None, "", False),
    ],
)
def test_a_leaning_counts_where_it_is_meant(leaning, speaker, title, counts):
    worth, why = moved(leaning, speaker=speaker, title=title)

    assert (worth > 0.5) is counts
    assert bool(why) is counts


def test_what_is_lowered_says_so_and_weightier_comes_first():
    worth, why = moved(Preference("word", "harbour", 0.5), Preference("word", "rents", -2))

    assert worth < 0.5
    assert why == (
        "the desk passes over the word “rents”",
        "the desk follows the word “harbour”",
    )


def test_all_leanings_together_move_a_score_by_three_at_most():
    many = [Preference("word", word, 2) for word in ("rents", "doubled", "old", "harbour")]

    assert moved(*many)[0] == pytest.approx(0.953, abs=0.001)


@pytest.mark.parametrize("worth", [0.0, 1.0])
def test_a_score_at_the_end_of_the_scale_can_be_moved_too(worth):
    leaning = Preference("word", "rents", 2 if worth == 0 else -2)

    assert 0 < adjust_worth(worth, [leaning], text=SAID, speaker=None)[0] < 1
