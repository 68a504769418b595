"""Separate the paragraphs of a pasted page from its boilerplate: captions, prompts, headlines.

Method: line by line, with patterns from `languages/<code>/layout.toml` and the shape of the
line, because pasted text has lost its markup (Kohlschütter, Fankhauser, Nejdl, "Boilerplate
detection using shallow text features", WSDM 2010).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claims.extraction.lexicon.language import load_language
from claims.extraction.lexicon.patterns import LinePatterns
from claims.extraction.text.span import Span

STOPPED = re.compile(r"[.!?…:;,][\"'”’»“)\]]*$")
SENTENCE_STOPPED = re.compile(r"[.!?…][\"'”’»“)\]]*$")
BULLET = re.compile(r"^[•·▪●○*\-–—►▶>]+\s+")
HEADLINE_LENGTH = 140
PATTERN_LENGTH = 400
WRAP_WIDTHS = range(35, 101)
FEWEST_PARAGRAPHS = 4
"""How many lines end like a sentence before comments can begin."""


def normalize_line_ends(text: str) -> str:
    """Return the text as we store it: line ends become LF, NUL is removed, nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@dataclass(frozen=True, slots=True)
class Layout:
    """Spans of the stored text, both in order: paragraphs, and lines that are left out."""

    paragraphs: list[Span]
    left_over: list[Span]

    def with_text(self, spans: list[Span]) -> Layout:
        """Return the layout with left-out lines that touch these spans made paragraphs."""
        if not spans:
            return self
        wanted = [
            (start, end)
            for start, end in self.left_over
            if any(start < last and end > first for first, last in spans)
        ]
        return Layout(
            sorted({*self.paragraphs, *wanted}),
            [line for line in self.left_over if line not in wanted],
        )


@dataclass(frozen=True, slots=True)
class _Patterns:
    noise: LinePatterns
    unless_sentence: LinePatterns
    dateline: re.Pattern[str]
    openers: LinePatterns
    comments: LinePatterns
    byline_roles: LinePatterns
    byline_name: LinePatterns
    credits: LinePatterns


@lru_cache(maxsize=8)
def _patterns(code: str) -> _Patterns:
    layout = load_language(code).tables["layout"]
    return _Patterns(
        noise=LinePatterns.compile(layout["noise"]),
        unless_sentence=LinePatterns.compile(layout["noise_unless_sentence"]),
        dateline=re.compile(layout["dateline"], re.VERBOSE),
        openers=LinePatterns.compile(layout["list_openers"]),
        comments=LinePatterns.compile(layout["comments_openers"]),
        byline_roles=LinePatterns.compile([layout["byline_roles"]]),
        byline_name=LinePatterns.compile([layout["byline_name"]]),
        credits=LinePatterns.compile([layout["credits"]]),
    )


def separate_boilerplate(text: str, language: str, *, title: str | None = None) -> Layout:
    """Sort the lines of a stored text into paragraphs and boilerplate.

    A line that repeats the title below the first paragraph is boilerplate.
    """
    patterns = _patterns(language)
    layout = Layout([], [])
    groups = _group_lines(text)
    end = _find_comments(text, groups, patterns)
    for whole in groups:
        group = [line for line in whole if line[0] < end]
        layout.left_over.extend(line for line in whole if line[0] >= end)
        if _is_wrapped(text, group):
            group = [(group[0][0], group[-1][1])]
        _sort_lines(text, group, patterns, layout, title or "")
    layout.left_over.sort()
    return layout


def _group_lines(text: str) -> list[list[Span]]:
    """Return the trimmed lines, grouped by the blank lines between them."""
    groups: list[list[Span]] = [[]]
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            left = start + len(line) - len(line.lstrip())
            groups[-1].append((left, left + len(stripped)))
        elif groups[-1]:
            groups.append([])
        start += len(line) + 1
    return [group for group in groups if group]


def _find_comments(text: str, groups: list[list[Span]], patterns: _Patterns) -> int:
    """Return where the readers' comments begin, or the end of the text.

    Above the article, "Comments (37)" only counts them.
    """
    paragraphs = 0
    for group in groups:
        for start, end in group:
            line = text[start : min(end, start + PATTERN_LENGTH)]
            if paragraphs >= FEWEST_PARAGRAPHS and patterns.comments.search(line):
                return start
            paragraphs += bool(SENTENCE_STOPPED.search(text[start:end]))
    return len(text)


def _is_wrapped(text: str, group: list[Span]) -> bool:
    """Return whether a paragraph is broken into lines of the same width, as in e-mail."""
    if len(group) < 3:  # noqa: PLR2004 - two lines show no width
        return False
    widths = [end - start for start, end in group[:-1]]
    if not all(width in WRAP_WIDTHS for width in widths):
        return False
    unstopped = sum(not STOPPED.search(text[start:end]) for start, end in group[:-1])
    return unstopped >= 0.6 * len(widths) and max(widths) - min(widths) <= max(widths) * 0.4


def _sort_lines(
    text: str, lines: list[Span], patterns: _Patterns, layout: Layout, headline: str
) -> None:
    """Sort each line. A list of headlines ends at the first line that ends a sentence."""
    in_list = _ends_in_list(text, layout, patterns)
    lines = _without_bylines(text, lines, patterns, layout)
    for place, (start, end) in enumerate(lines):
        line = text[start:end]
        is_below = place > 0
        short = line if len(line) <= PATTERN_LENGTH else ""
        if short and patterns.openers.search(short):
            layout.left_over.append((start, end))
            in_list = not SENTENCE_STOPPED.search(short) and _is_bare_opener(short, patterns)
        elif (
            _is_noise(line, patterns)
            or (in_list and (_is_headline(line) or (is_below and _asks(line))))
            or (layout.paragraphs and _is_same(short, headline))
        ):
            layout.left_over.append((start, end))
        else:
            in_list = False
            before = BULLET.match(line) or patterns.dateline.match(line)
            layout.paragraphs.append((start + (before.end() if before else 0), end))


def _without_bylines(
    text: str, lines: list[Span], patterns: _Patterns, layout: Layout
) -> list[Span]:
    """Drop bylines ("Jane Doe / Transport correspondent"), and captions below a credit."""
    dropped: set[Span] = set()
    in_caption = False
    for one, other in pairwise(lines):
        first, second = text[slice(*one)], text[slice(*other)]
        is_byline = patterns.byline_roles.search(second) and patterns.byline_name.search(first)
        in_caption = (in_caption or bool(patterns.credits.search(first))) and _is_headline(
            second
        )
        if in_caption or (is_byline and one not in dropped):
            dropped |= {one, other}
    layout.left_over.extend(sorted(dropped))
    return [line for line in lines if line not in dropped]


def _is_noise(line: str, patterns: _Patterns) -> bool:
    """Return whether the line is known boilerplate or has no letters."""
    if not any(character.isalpha() for character in line[:PATTERN_LENGTH]):
        return True
    if len(line) > PATTERN_LENGTH:
        return False
    if patterns.unless_sentence.search(line) and not SENTENCE_STOPPED.search(line):
        return True
    return patterns.noise.search(line) is not None


def _is_same(line: str, headline: str) -> bool:
    """Return whether the words are the same, ignoring spaces and capitals."""
    return bool(headline) and line.casefold().split() == headline.casefold().split()


def _is_headline(line: str) -> bool:
    """Return whether the line is short and doesn't end like a sentence."""
    return len(line) <= HEADLINE_LENGTH and not SENTENCE_STOPPED.search(line)


def _asks(line: str) -> bool:
    """Return whether the line is short and a question, as headlines in a list may be."""
    return len(line) <= HEADLINE_LENGTH and line.rstrip("’”\"'»").endswith("?")


def _is_bare_opener(line: str, patterns: _Patterns) -> bool:
    """Return whether the line opens a list: "Read more:", not "Read more: Mayor resigns"."""
    found = patterns.openers.search(line)
    return found is not None and found.end() >= len(line.rstrip(" :"))


def _ends_in_list(text: str, layout: Layout, patterns: _Patterns) -> bool:
    """Return whether a list of headlines continues after the blank line below "Read more:"."""
    if not layout.left_over:
        return False
    start, end = layout.left_over[-1]
    if layout.paragraphs and layout.paragraphs[-1][0] > start:
        return False
    return end - start <= PATTERN_LENGTH and _is_bare_opener(text[start:end], patterns)
