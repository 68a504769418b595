"""Apply spaCy's rules for parts of speech and lemmas once for each kind of token.

The model's `attribute_ruler` tries its 180 patterns on every token, an eighth of the model's
time. Nearly all of them look at one token alone, at its tag, word and dependency. So their
result for one such combination is kept for all tokens that share it (memoization). The results
are those of `attribute_ruler` itself.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

PIPE = "attribute_ruler"
FACTORY = "memoized_attribute_ruler"
SEEN = [TAG, DEP, IS_SPACE, LOWER]
SEEN_NAMES = {"TAG", "DEP", "IS_SPACE", "LOWER"}
SET_BY_RULES = ("tag", "dep", "pos", "lemma", "morph")

Rule = dict[str, Any]
Values = list[tuple[str, Any]]


def memoize_attribute_rules(nlp: Language) -> None:
    """Replace the pipeline's `attribute_ruler` by one that remembers its results."""
    ruler: Any = nlp.get_pipe(PIPE)
    memoized: Any = nlp.replace_pipe(PIPE, FACTORY)
    memoized.add_patterns(ruler.patterns)


class MemoizedAttributeRuler(AttributeRuler):
    """Sets what the rules of an `AttributeRuler` set, remembering it for each kind of token.

    Where a rule about several tokens may begin, all rules are tried on the whole text.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self._for_one = AttributeRuler(vocab)
        self._beginnings = Matcher(vocab)
        self._named: set[int] = set()
        self._expressions: list[re.Pattern[str]] = []
        self._words: dict[int, int] = {}
        self._values: dict[tuple[int, int, int, int], Values | None] = {}

    def add_patterns(self, patterns: list[Rule]) -> None:  # type: ignore[override]
        """Add rules, as `AttributeRuler.patterns` lists them."""
        for rule in patterns:
            for tokens in rule["patterns"]:
                self._note_words(tokens[0])
            if all(len(tokens) == 1 for tokens in rule["patterns"]):
                self._for_one.add_patterns([rule])
            else:
                self._beginnings.add(PIPE, [tokens[:1] for tokens in rule["patterns"]])
        super().add_patterns(patterns)

    def _note_words(self, tests: Rule) -> None:
        """Remember which words the tests of one token ask about."""
        if not set(tests) <= SEEN_NAMES:
            raise ValueError(f"A rule looks at more than {sorted(SEEN_NAMES)}: {tests}.")
        test = tests.get("LOWER", {})
        if isinstance(test, str):
            test = {"IN": [test]}
        if "REGEX" in test:
            self._expressions.append(re.compile(test["REGEX"]))
        for word in (*test.get("IN", ()), *test.get("NOT_IN", ())):
            self._named.add(self.vocab.strings.add(word))

    def __call__(self, doc: Doc) -> Doc:
        """Set tags, parts of speech, lemmas and morphology of the tokens."""
        words, known = self._words, self._values
        found = []
        for index, (tag, dep, is_space, lower) in enumerate(doc.to_array(SEEN).tolist()):
            word = words.get(lower)
            if word is None:
                word = words[lower] = lower if self._matters(lower) else 0
            kind = tag, dep, is_space, word
            if kind not in known:
                known[kind] = self._values_of(doc[index])
            values = known[kind]
            if values is None:
                return super().__call__(doc)
            found.append(values)
        for token, values in zip(doc, found, strict=True):
            for name, value in values:
                setattr(token, name, value)
        return doc

    def _matters(self, lower: int) -> bool:
        """Return whether a rule asks about this word."""
        text = self.vocab.strings[lower]
        return lower in self._named or any(one.search(text) for one in self._expressions)

    def _values_of(self, token: Token) -> Values | None:
        """Return what the rules set for such a token; None if a longer rule may begin at it."""
        doc = Doc(self.vocab, words=[token.text])
        sample = doc[0]
        sample.tag, sample.dep = token.tag, token.dep
        if self._beginnings(doc, allow_missing=True):
            return None
        before = [getattr(sample, name) for name in SET_BY_RULES]
        self._for_one(doc)
        after = [getattr(sample, name) for name in SET_BY_RULES]
        changes = zip(SET_BY_RULES, before, after, strict=True)
        return [(name, value) for name, old, value in changes if value != old]


@Language.factory(FACTORY)
def _create(nlp: Language, name: str) -> MemoizedAttributeRuler:
    return MemoizedAttributeRuler(nlp.vocab, name)
