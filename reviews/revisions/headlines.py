"""How a claim is put into words for readers: quotation marks only around words that were said.

Pure, from the frozen document of a revision (`revisions.document`). Used by pages, lists,
feeds, letters and everything else that shows a claim outside of the desk.
"""

import re
from dataclasses import dataclass

from reviews.revisions.document import Document

DIRECT, NARRATION = "direct", "narration"
PRIVATE_PERSON = "private-person"

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_FIRST_PERSON = re.compile(
    r"\b(?:i|me|my|mine|myself|we|us|our|ours|ourselves)\b", re.IGNORECASE
)
_OPENING = """
    a about above according after all almost although an and another any anybody anyone as
    at because before below between both but by despite during each eight either eleven
    even ever every everybody everyone everything few fewer five for four from half hardly
    he her his however if in instead it its just last less many more most much nearly
    neither never next nine no nobody none not nothing now of on one only other out over
    people per seven several she since six so some somebody someone something such ten
    than that the their there these they this those thousands three through to today
    twelve twenty two under unlike until up what when where which while who whoever with
    within without you your
"""
_OPENING_WORDS = frozenset(_OPENING.split())
"""Words that are not names, so that they lose their capital within a sentence."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A claim as readers see it. `words` has no marks; str() has them where they belong."""

    words: str
    is_quoted: bool

    def __str__(self) -> str:
        return f"“{self.words}”" if self.is_quoted else self.words


def headline(frozen: Document, *, claimant: str | None = None) -> Headline:
    """The claim of a revision: in marks, as what somebody said, or as a plain sentence.

    `claimant`: the name to show, if it is not the one in the document.

    - In marks if the wording is one or more whole sentences of a direct statement, letter
      for letter; a full stop at the end may be missing.
    - Else "Mara Brook said that …", where the wording can follow "that": it is not in the
      first person, and it is known whether its first word is a name.
    - Else the sentence alone.
    """
    text = frozen["claim"]["text"].strip()
    said = frozen["said"]
    kind = said["kind"] if said else ""
    if said and kind == DIRECT and is_verbatim(text, said["quote"]):
        return Headline(text.removesuffix("."), is_quoted=True)
    # Without a slug readers do not see the name, but a description of the private person.
    is_shown = frozen["claimant"]["slug"] or frozen["claimant"].get("kind") == PRIVATE_PERSON
    known = frozen["claimant"]["name"] if is_shown else ""
    name = known if claimant is None else claimant
    following = _within_a_sentence(text, frozen)
    if following and name and kind != NARRATION:
        return Headline(f"{name[0].upper()}{name[1:]} said that {following}", is_quoted=False)
    return Headline(text, is_quoted=False)


def is_verbatim(text: str, quote: str) -> bool:
    """Whether a text is one or more whole sentences of a quote, letter for letter.

    White space is folded, and the last full stop does not count. Part of a sentence is not
    enough: somebody who said "I will resign if we lose" did not say "I will resign".
    """
    text, quote = (" ".join(one.split()).rstrip(".") for one in (text, quote))
    place = quote.find(text) if text else -1
    while place >= 0:
        before, after = quote[:place], quote[place + len(text) :]
        starts = not before or re.search(r"[.!?][”\"’')]*\s$", before)
        ends = not after or text.endswith(("!", "?")) or after.startswith((".", "!", "?"))
        if starts and ends and (not after or not after[0].isalnum()):
            return True
        place = quote.find(text, place + 1)
    return False


def _within_a_sentence(text: str, frozen: Document) -> str:
    """The text as it follows "that"; empty if it cannot, or if its spelling is not known.

    Whether the first word keeps its capital is read from the words of the check: a word
    without a capital there is not a name, one with a capital within a sentence is.
    """
    if _FIRST_PERSON.search(text) or text.endswith(("?", "!")):
        return ""
    text = text.removesuffix(".")
    first = _FIRST_WORD.match(text)
    if first is None:
        return text  # a figure
    word = first.group()
    if any(letter.isupper() for letter in word[1:]):
        return text  # an initialism, or a name such as McCoy
    small = word[0].lower() + word[1:]
    if small in _OPENING_WORDS or re.search(rf"\b{re.escape(small)}\b", _other_words(frozen)):
        return small + text[len(word) :]
    is_name = re.search(rf"[\w,;] {re.escape(word)}\b", _other_words(frozen))
    return text if is_name or frozen["claimant"]["name"].startswith(word) else ""


def _other_words(frozen: Document) -> str:
    """All other texts of the check, which show how words are spelt."""
    said = frozen["said"]
    parts = [said["before"], said["quote"], said["after"]] if said else []
    parts += [frozen["conclusion"], frozen["body"]]
    parts += [piece["passage"] for piece in frozen["evidence"]]
    return "\n".join(parts)
