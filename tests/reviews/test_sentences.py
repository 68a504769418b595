"""Sentences of gates and refusals: English by default, translated on pages."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from reviews.calculations import units
from reviews.exceptions import IllegalMove, NotReady, missing
from reviews.review.table import MOVES, State
from reviews.sentences import (
    COUNTED,
    SENTENCES,
    WORDS_IN_SENTENCES,
    Sentence,
    translate,
)

ROOT = Path(__file__).resolve().parents[2]
CALLS = {"Sentence": 0, "missing": 0}


def used_codes():
    """Every code that `Sentence` or `missing` is called with, and the names of its values."""
    for path in (ROOT / "reviews").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in CALLS and node.args:
                (code, names) = (node.args[0], {one.arg for one in node.keywords})
                if isinstance(code, ast.Constant):
                    yield code.value, names


def test_every_code_that_is_used_is_in_the_table_with_its_values():
    for code, names in used_codes():
        pattern = COUNTED[code](ngettext, 1) if code in COUNTED else SENTENCES[code]
        assert set(re.findall(r"%\((\w+)\)s", pattern)) == names, code


def test_every_code_of_the_table_is_used():
    given_by_a_variable = {
        "erased-since",
        "quarantined-since",
        "different-units-added",
        "different-units-subtracted",
        *(f"unit-{name}" for name in ("percent", *units.NAMES)),
    }
    used = {code for code, _ in used_codes()}
    assert used | given_by_a_variable == {*SENTENCES, *COUNTED}


def test_a_sentence_is_english_text():
    one = Sentence("page-is-waiting", number=3)

    assert one == "[3] is still waiting for its page."
    assert (one.code, one.values["number"]) == ("page-is-waiting", 3)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 independent origins"), (1, "1 independent origin of")]
)
def test_a_number_decides_between_singular_and_plural(count, words):
    assert words in Sentence("too-few-origins", count=count, needed=2)


def test_a_sentence_may_hold_others():
    gone = (Sentence("files-in-quarantine", pieces="[1]"),)

    assert Sentence("no-anchored-passage", gone=gone) == (
        "No passage yet that is found on an archived page. The file of [1] is in quarantine."
    )


def test_a_refusal_is_english_and_translated_on_a_page(monkeypatch):
    german = {
        SENTENCES["illegal-move"]: "Nicht möglich: %(verb)s, solange %(state)s.",
        "take": "übernehmen",
        "published": "veröffentlicht",
    }
    monkeypatch.setattr("reviews.sentences.gettext", lambda text: german.get(text, text))
    refusal = IllegalMove("take", State.PUBLISHED)

    assert str(refusal) == "You can’t take a review that is published."
    assert translate(refusal) == "Nicht möglich: übernehmen, solange veröffentlicht."


def test_what_is_missing_is_shown_in_the_language_of_the_page():
    refusal = NotReady([missing("no-rating", "rating"), missing("no-conclusion", "conclusion")])

    with translation.override("de"):
        assert translate(refusal) == str(refusal)  # no catalogue yet
        assert refusal.missing[0].shown == "No rating chosen yet."


def test_words_in_sentences_can_be_translated():
    assert set(State.values) <= set(WORDS_IN_SENTENCES)
    assert all(move.verb for move in MOVES)
