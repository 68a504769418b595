"""Normalize a text, so that words are found despite different white space, quotes or dashes."""

import re
import unicodedata
from collections.abc import Iterable

_SAME = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›′`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\ufe0e\ufe0f\ufeff")
"""Invisible characters: soft hyphens, joiners, variation selectors, zero-width spaces."""

_RUNS = re.compile(r"\S++(?: \S++)*+|\s++")
"""Words with single spaces between them, or other white space."""
_WORDS = re.compile(r"\S+| ")


class Folded:
    """`text` in NFKC, with one kind of white space, quotation mark and dash.

    `at[i]` is the position of the i-th folded character in the source, in code points;
    combining characters (such as accents) belong to the character before them. Only the source
    from `start` to `end` is folded; characters in `unseen` are left out.
    """

    def __init__(
        self,
        source: str,
        start: int = 0,
        end: int | None = None,
        *,
        unseen: frozenset[str] = INVISIBLE,
    ) -> None:
        self.source = source
        self.at: list[int] = []
        self._unseen = unseen
        self._pieces: list[str] = []
        self._gap = True
        for run in _RUNS.finditer(source, start, len(source) if end is None else end):
            if run[0].isspace():
                self._space(run.start())
            elif self._is_plain(run[0]):
                self._add(run[0].translate(_SAME), range(*run.span()))
            else:
                self._fold(run[0], run.start())
        self.text = "".join(self._pieces)

    def _is_plain(self, run: str) -> bool:
        """Return whether folding keeps the position of each character."""
        return run.isascii() or (
            self._unseen.isdisjoint(run) and unicodedata.is_normalized("NFKC", run)
        )

    def _add(self, folded: str, places: Iterable[int]) -> None:
        if folded:
            self._pieces.append(folded)
            self.at.extend(places)
            self._gap = False

    def _space(self, place: int) -> None:
        if not self._gap:
            self._add(" ", [place])
            self._gap = True

    def _fold(self, run: str, start: int) -> None:
        for word in _WORDS.finditer(run):
            place = start + word.start()
            if word[0] == " ":
                self._space(place)
            elif self._is_plain(word[0]):
                self._add(word[0].translate(_SAME), range(place, place + len(word[0])))
            else:
                self._compose(word[0], place)

    def _compose(self, word: str, place: int) -> None:
        while word:
            length = 1
            while length < len(word) and _composes(word[length]):
                length += 1
            seen = "".join(one for one in word[:length] if one not in self._unseen)
            folded = unicodedata.normalize("NFKC", seen).translate(_SAME)
            self._add(folded, [place] * len(folded))
            word, place = word[length:], place + length

    def after(self, last: int) -> int:
        """Return the position in the source right after the folded character `last`."""
        place = self.at[last] + 1
        while place < len(self.source) and _composes(self.source[place]):
            place += 1
        return place

    def bare(self) -> str:
        """Return the text without quotation marks and white space at its ends."""
        return self.text.strip().strip("\"'").strip()


def _composes(character: str) -> bool:
    """Return whether it combines with the character before it: accents, selectors, jamo."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
