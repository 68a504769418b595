"""Ten invented articles, one of each genre a desk receives, with what a person finds in them.

`<genre>.said` was written by hand before the reader was tuned: kind (and "denied"), type,
speaker ("-" where the article names nobody) and words, "[…]" standing for what lies between
their beginning and their end. What the reader does not yet do is said there too, so that a
change for better or worse shows: `missed` before a line that it does not find, `misjudged`
before one whose kind or speaker it gets wrong, `added` before what it should not have found.
A type that it takes for another is "opinion > fact": what a person says, then what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.extraction import ExtractedStatement, Extraction, extract_statements

FOLDER = Path(__file__).parent
GENRES = sorted(file.stem for file in FOLDER.glob("*.txt"))
EDGES = " \t\n\"“”‘’'«»„.,;:!?"
VERDICTS = ("missed", "misjudged", "added")


@dataclass(frozen=True)
class Said:
    """One line of a `.said` file."""

    kind: str
    claim_type: str
    speaker: str | None
    words: str
    verdict: str = ""
    read_as: str = ""

    def is_said_in(self, quote: str) -> bool:
        """The same words but for the stops and marks around them."""
        first, gap, last = self.words.partition("[…]")
        bare = quote.strip(EDGES)
        if not gap:
            return self.words.strip(EDGES) == bare
        return bare.startswith(first.strip(EDGES)) and bare.endswith(last.strip(EDGES))

    def fits(self, statement: ExtractedStatement) -> bool:
        """Found, and as it was said: by whom, how, and whether they denied it."""
        denied = self.kind.endswith(" denied")
        kind = self.kind.removesuffix(" denied")
        return (statement.kind, statement.speaker, statement.denied) == (
            kind,
            self.speaker,
            denied,
        )


def reading_of(genre: str) -> Extraction:
    """The article of this genre, read."""
    return extract_statements((FOLDER / f"{genre}.txt").read_text("utf-8"))


def said_in(genre: str) -> Iterator[Said]:
    """The lines of its `.said` file."""
    for line in (FOLDER / f"{genre}.said").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, claim_type, speaker, words = (cell.strip() for cell in line.split(" | "))
            verdict, _, rest = kind.partition(" ")
            known = verdict in VERDICTS
            type_, _, read_as = claim_type.partition(" > ")
            yield Said(
                rest if known else kind,
                type_,
                None if speaker == "-" else speaker,
                words,
                verdict if known else "",
                read_as or type_,
            )
