"""A text made plain: words are found in it whatever its white space, marks and dashes are."""

import unicodedata

_SAME = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›′`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\ufeff")
"""Characters that nobody sees: soft hyphens, joiners and spaces of no width."""


class Folded:
    """`text` with white space, quotation marks and dashes made one, and NFKC.

    `at[i]` is the place of the i-th folded character in the source, in code points. Only the
    source from `start` to `end` is folded; characters in `unseen` are left out.
    """

    def __init__(
        self,
        source: str,
        start: int = 0,
        end: int | None = None,
        *,
        unseen: frozenset[str] = UNSEEN,
    ) -> None:
        characters: list[str] = []
        self.at: list[int] = []
        gap = True
        for place in range(start, len(source) if end is None else end):
            character = source[place]
            if character in unseen:
                continue
            if character.isspace():
                if not gap:
                    characters.append(" ")
                    self.at.append(place)
                gap = True
                continue
            gap = False
            for one in unicodedata.normalize("NFKC", character).translate(_SAME):
                characters.append(one)
                self.at.append(place)
        self.text = "".join(characters)

    def bare(self) -> str:
        """The text without marks and white space at its ends: words to look for."""
        return self.text.strip().strip("\"'").strip()
