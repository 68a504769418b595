"""The reasons for a statement's worth, as they are stored and as pages show them."""

import tomllib

import pytest
from django.utils import translation

from claims.extraction.lexicon.language import FOLDER
from claims.statements import reasons


def test_every_reason_that_is_stored_has_a_pattern_with_the_same_english():
    table = tomllib.loads((FOLDER / "en" / "worth.toml").read_text("utf-8"))

    stored = {
        f"{direction}.{name}": words.replace("{}", reasons.WORDS)
        for direction in ("raises", "lowers")
        for name, words in table[direction].items()
    }

    assert {**stored, "by-hand": reasons.BY_HAND} == reasons.PATTERNS


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            "a figure that can be looked up: 9% of GDP",
            "⟦a figure that can be looked up: ⟧9% of GDP",
        ),
        ("a denial", "⟦a denial⟧"),
        ("marked by hand", "⟦marked by hand⟧"),
        (
            "compares with the UK (the article's own comparison)",
            "⟦compares with ⟧the UK⟦ (the article's own comparison)⟧",
        ),
        ("a number: 9 % of GDP", "a number: 9 % of GDP"),
    ],
)
def test_a_page_translates_the_pattern_and_keeps_the_words(stored, shown, monkeypatch):
    def foreign(pattern):
        parts = pattern.split(reasons.WORDS)
        return reasons.WORDS.join(f"⟦{part}⟧" if part else "" for part in parts)

    monkeypatch.setattr(reasons, "gettext", foreign)

    assert reasons.translate_reason(stored) == shown


def test_reasons_stay_english_in_english():
    with translation.override("en"):
        assert reasons.translate_reason("said by 100%s (x)") == "said by 100%s (x)"
