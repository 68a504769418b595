"""Whether a surname alone in a document means one person: a pure function.

A surname may be a word (Young, Brook), a place's (Brook Street) or somebody else's (Mayor
Brook). To take it out there would hide what the text says, or put one person's words into the
mouth of another. So it means the person only where nothing in the document says otherwise.
"""

import re
import unicodedata

from reviews.revisions.hidden_names import TITLES

SHORTEST = 3
_ADDRESS = re.compile(r"https?://\S+")
_BEFORE = re.compile(r"(?P<word>[\w’'-]+)\.?[ \t]+[*_]*$")
_AFTER = re.compile(r"[*_]*[ \t]+[*_]*(?P<word>\w+)")
_STARTS = frozenset(
    [
        "a",
        "after",
        "also",
        "although",
        "an",
        "and",
        "as",
        "asked",
        "at",
        "because",
        "before",
        "but",
        "by",
        "did",
        "does",
        "even",
        "for",
        "from",
        "had",
        "has",
        "he",
        "how",
        "however",
        "if",
        "in",
        "is",
        "it",
        "later",
        "like",
        "meanwhile",
        "nor",
        "not",
        "now",
        "of",
        "on",
        "once",
        "only",
        "or",
        "our",
        "said",
        "says",
        "she",
        "since",
        "so",
        "still",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "though",
        "to",
        "today",
        "tomorrow",
        "told",
        "until",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "while",
        "who",
        "why",
        "with",
        "yesterday",
        "yet",
    ]
)
"""Words that begin a sentence with a capital and are not forenames."""


def surname_alone(name: str, text: str) -> str:
    """The surname of a name of two words or more, if it means that person all through a text.

    Empty where it does not: written small, after another forename or a role, before another
    word with a capital.
    """
    *forenames, surname = unicodedata.normalize("NFC", name).split() or [""]
    if not forenames or len(surname) < SHORTEST or not surname[0].isupper():
        return ""
    text = _ADDRESS.sub(" ", text)
    if re.search(rf"(?<!\w){re.escape(surname.lower())}(?!\w)", text):
        return ""
    theirs = {word.lower().rstrip(".") for word in forenames} | TITLES | _STARTS
    for found in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text):
        before = _BEFORE.search(text[max(0, found.start() - 80) : found.start()])
        after = _AFTER.match(text, found.end())
        if before and before["word"][0].isupper() and before["word"].lower() not in theirs:
            return ""
        if after and after["word"][0].isupper():
            return ""
    return surname
