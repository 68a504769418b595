"""Ten invented articles of different genres, with the statements that a person finds.

`<genre>.said` was written by hand before extraction was tuned: kind (and "denied"), type,
speaker ("-" if the article names nobody) and words, with "[…]" for what is between their
beginning and their end. It also marks what extraction gets wrong, so that changes for better or
worse show: `missed` before a line that it doesn't find, `misjudged` before one with a wrong
kind or speaker, `added` before one that it shouldn't have found. A wrong type is "opinion >
fact": the type that a person gives, then the one that extraction gives. Questions of reporters,
interviewers and moderators are no statements.
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
        """Return whether the words are the same, apart from punctuation around them."""
        first, gap, last = self.words.partition("[…]")
        bare = quote.strip(EDGES)
        if not gap:
            return self.words.strip(EDGES) == bare
        return bare.startswith(first.strip(EDGES)) and bare.endswith(last.strip(EDGES))

    def fits(self, statement: ExtractedStatement) -> bool:
        """Return whether speaker, kind and denial are as expected."""
        denied = self.kind.endswith(" denied")
        kind = self.kind.removesuffix(" denied")
        return (statement.kind, statement.speaker, statement.denied) == (
            kind,
            self.speaker,
            denied,
        )


def reading_of(genre: str) -> Extraction:
    """Extract the article of this genre."""
    return extract_statements((FOLDER / f"{genre}.txt").read_text("utf-8"))


def said_in(genre: str) -> Iterator[Said]:
    """Return the lines of its `.said` file."""
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
