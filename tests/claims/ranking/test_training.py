"""Training on sentences that follow a rule, which the weights must find."""

import json

import pytest

from claims.management.commands.train_worth import as_toml
from claims.ranking import training

pytest.importorskip("sklearn", reason="Training needs requirements-dev.txt.")

THINGS = [
    "crime",
    "rents",
    "prices",
    "taxes",
    "wages",
    "fares",
    "debts",
    "jobs",
    "sales",
    "fees",
]
FEELINGS = ["glad", "proud", "sorry", "happy", "tired", "sure", "angry", "ready", "sad", "keen"]


def made_up(n):
    """Rises are worth checking, feelings aren't; every group has both."""
    for i in range(n):
        thing, feeling = THINGS[i % 10], FEELINGS[i // 2 % 10]
        if i % 2:
            yield {"id": str(i * 7), "text": f"The {thing} rose by {i} percent.", "label": 1}
        else:
            yield {"id": str(i * 7), "text": f"I am {feeling} about {thing}.", "label": 0}


@pytest.fixture(scope="module")
def rows():
    return list(made_up(600))


@pytest.fixture(scope="module")
def trained(rows):
    return training.train_weights(rows, "en")


def test_what_tells_the_rows_apart_is_learnt(trained):
    weights = trained.weights

    assert trained.scores["f1"] == trained.scores["average_precision"] == 1
    assert weights.grams["percent"] > 0 > weights.grams["am"]
    assert weights.features["type statistic"] > weights.features["type fact"]


def test_names_and_numbers_are_learnt_as_signs_only(trained):
    assert not [gram for gram in trained.weights.grams if any(map(str.isdigit, gram))]


def test_words_of_few_stretches_are_not_learnt(rows):
    odd = [{**row, "text": row["text"].replace("crime", "quidditch")} for row in rows[:20]]

    weights = training.train_weights(odd + rows[20:], "en").weights

    assert not [gram for gram in weights.grams if "quid" in gram]


def test_the_same_rows_give_the_same_file(trained, rows):
    again = training.train_weights(rows, "en")

    assert as_toml(again, rows) == as_toml(trained, rows)


def test_about_a_tenth_is_held_out_by_stretches():
    rows = [{"id": str(i)} for i in range(20_000)]

    held = [row for row in rows if training.is_held_out(row)]

    assert 0.05 < len(held) / len(rows) < 0.15
    assert {training.group_of(row) for row in held}.isdisjoint(
        training.group_of(row) for row in rows if not training.is_held_out(row)
    )


def test_a_debate_is_held_out_whole():
    lines = [json.loads(f'{{"id": "a:{i}", "doc": "a"}}') for i in range(9)]

    assert len({training.group_of(line) for line in lines}) == 1
