"""Our faster pipeline components set exactly what spaCy's own components set."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import spacy
from spacy.vocab import Vocab

from claims.extraction.grammar.attribute_rules import (
    MemoizedAttributeRuler,
    memoize_attribute_rules,
)
from claims.extraction.grammar.entity_decoder import EntityDecoder, decode_entities_in_batches
from claims.extraction.grammar.parser import MODEL
from tests.claims.extraction.genres import GENRES, reading_of

ODD = (
    "I ain't gonna say. Let's go, y'all; there's nothin' that he'd do.",
    "Well, c'mon! There were 3 of 'em  \n\n  and that's what I've got ta do, not her.",
    "\n \t ",
    "",
    "Ann",
    "On 3 March 2026 the Bank of England lent \n\n Northern Rock £2bn, said Mr King of York",
)
TEXTS = (*ODD, *(reading_of(genre).text for genre in GENRES))


@pytest.fixture(scope="module")
def pipelines():
    faster = spacy.load(MODEL)
    memoize_attribute_rules(faster)
    decode_entities_in_batches(faster)
    return spacy.load(MODEL), faster


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_have_the_attributes_and_entities_that_the_model_gives_them(pipelines, text):
    plain, faster = (nlp(text) for nlp in pipelines)

    assert attributes(faster) == attributes(plain)


def test_texts_of_one_batch_do_not_mix(pipelines):
    paragraphs = [line for text in TEXTS for line in text.split("\n")]

    plain, faster = (nlp.pipe(paragraphs, batch_size=7) for nlp in pipelines)

    assert [attributes(doc) for doc in faster] == [attributes(doc) for doc in plain]


def test_results_that_are_remembered_are_right_in_the_next_text_too(pipelines):
    plain, faster = pipelines

    for text in ("That man had left.", "I said that he had that.", "THAT is what they do."):
        assert attributes(faster(text)) == attributes(plain(text))


def test_a_rule_that_looks_at_more_than_tag_word_and_dependency_is_refused():
    ruler = MemoizedAttributeRuler(Vocab(), "rules")

    with pytest.raises(ValueError, match="looks at more"):
        ruler.add_patterns([{"patterns": [[{"SHAPE": "Xx"}]], "attrs": {"POS": "X"}}])


def test_a_model_that_is_searched_with_a_beam_is_refused(pipelines):
    recognizer = pipelines[0].get_pipe("ner")
    searched = SimpleNamespace(model=recognizer.model, cfg={"beam_width": 4})

    with pytest.raises(ValueError, match="more than where an entity began"):
        EntityDecoder().use(searched)


def attributes(doc):
    return [
        (t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph), t.ent_iob_, t.ent_type_)
        for t in doc
    ]
