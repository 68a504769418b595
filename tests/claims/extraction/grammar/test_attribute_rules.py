"""The faster attribute rules set exactly what spaCy's own `attribute_ruler` sets."""

from __future__ import annotations

import pytest
import spacy
from spacy.vocab import Vocab

from claims.extraction.grammar.attribute_rules import (
    MemoizedAttributeRuler,
    memoize_attribute_rules,
)
from claims.extraction.grammar.parser import MODEL
from tests.claims.extraction.genres import GENRES, reading_of

ODD = (
    "I ain't gonna say. Let's go, y'all; there's nothin' that he'd do.",
    "Well, c'mon! There were 3 of 'em  \n\n  and that's what I've got ta do, not her.",
    "\n \t ",
    "",
)


@pytest.fixture(scope="module")
def pipelines():
    memoized = spacy.load(MODEL)
    memoize_attribute_rules(memoized)
    return spacy.load(MODEL), memoized


@pytest.mark.parametrize("text", [*ODD, *(reading_of(genre).text for genre in GENRES)])
def test_tokens_have_the_attributes_that_the_model_gives_them(pipelines, text):
    plain, memoized = (nlp(text) for nlp in pipelines)

    assert attributes(memoized) == attributes(plain)


def test_results_that_are_remembered_are_right_in_the_next_text_too(pipelines):
    plain, memoized = pipelines

    for text in ("That man had left.", "I said that he had that.", "THAT is what they do."):
        assert attributes(memoized(text)) == attributes(plain(text))


def test_a_rule_that_looks_at_more_than_tag_word_and_dependency_is_refused():
    ruler = MemoizedAttributeRuler(Vocab(), "rules")

    with pytest.raises(ValueError, match="looks at more"):
        ruler.add_patterns([{"patterns": [[{"SHAPE": "Xx"}]], "attrs": {"POS": "X"}}])


def attributes(doc):
    return [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc]
