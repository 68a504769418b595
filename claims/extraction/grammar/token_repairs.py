"""Join tokens that are one name, before the parser reads them.

Method: spaCy's tokenizer cuts "No. 10" into three tokens, of which the parser takes the full
stop for the subject, and the name of "St. Mary's said" into a possessive without a noun. Names
with a number and possessive names are single terms to readers ("words with spaces" in Sag,
Baldwin, Bond, Copestake, Flickinger, "Multiword Expressions: A Pain in the Neck for NLP",
CICLing 2002), so each is given to the parser as one token, as is a title with its full stop.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.extraction.lexicon.language import function_words, load_language

if TYPE_CHECKING:
    from spacy.tokens import Doc

LANGUAGE = "en"
NUMBERED = r"\b(?:No\.|Number) \d{1,3}\b(?![.,]\d)"
EMAIL = r"\b[Ee]-mail(?:s|ed|ing)?\b"
INITIALISM = r"(?<![\w.])(?:[A-Za-z]{1,2}\.){3,}(?:-(?:[A-Za-z]\.){2,})?(?!\w)"


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Return the pattern of names that are one token; of a possessive, its last word."""
    language = load_language(LANGUAGE)
    verbs = "|".join(language.tables["sentences"]["after_possessives"])
    possessive = rf"\b[A-Z][a-z]+['’]s(?= (?:{verbs})\b)"
    titles = {
        word.rstrip(".").capitalize()
        for words in language.mapping("people", "titles").values()
        for word in words
        if word.endswith(".") and word.count(".") == 1
    }
    titled = rf"\b(?:{'|'.join(sorted(titles, key=len, reverse=True))})\.(?= +[A-Z])"
    return re.compile(f"{NUMBERED}|{INITIALISM}|{EMAIL}|{possessive}|{titled}")


def merge_names(doc: Doc) -> None:
    """Merge the tokens of each such name."""
    spans = [doc.char_span(*found.span()) for found in _names().finditer(doc.text)]
    names = [span for span in spans if span is not None and len(span) > 1]
    names = [span for span in names if span[0].lower_ not in function_words(LANGUAGE)]
    if names:
        with doc.retokenize() as retokenizer:
            for span in names:
                retokenizer.merge(span)
