"""Extract statements from a text: this module holds the order of the steps, and nothing else.

normalize → language → boilerplate → turns, quotations → parse → drafts → statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.attribution.utterances import build_speech_blocks
from claims.extraction.cpu_budget import CpuBudget
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import (
    ParserInput,
    SpeechBlock,
    blocks_of_turns,
    build_parser_inputs,
)
from claims.extraction.lexicon.cues import load_cues
from claims.extraction.lexicon.language import detect_language, load_language
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.statements import original_offsets
from claims.extraction.statements.build import StatementBuilder
from claims.extraction.statements.datelines import find_publication_date, find_turn_dates
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.resolve import DraftResolver
from claims.extraction.statements.statement import (
    ExtractedStatement,
    Extraction,
    TextTooLong,
)
from claims.extraction.text import invisible_characters
from claims.extraction.text.boilerplate import normalize_line_ends, separate_boilerplate
from claims.extraction.text.quotations import find_quotations
from claims.extraction.text.span import Span
from claims.extraction.text.transcripts import find_turns

LIMIT = 2_000_000
DEFAULT = "en"
SHORTEST = 4
PARSING = 0.75
"""The share of the computing time after which nothing more is parsed."""


def extract_statements(
    text: str,
    *,
    published_on: date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    as_text: Iterable[Span] = (),
    is_recording: bool = False,
) -> Extraction:
    """Find who said what in a text, and what of it is worth checking.

    `published_on` is the date that "on Tuesday" refers to, by default that of the text's own
    dateline; `publisher` is the organization that
    "the newspaper" means. A line that repeats `title` inside the text is skipped; lines in
    `as_text` are never treated as boilerplate. In a recording (`is_recording`: subtitles) each
    label at the beginning of a paragraph names the speaker.

    Statements are in the order of the text. Invisible characters are ignored. If a text takes
    more computing time than its length allows (`cpu_budget`), what was read until then is
    returned, and `unread_from` tells where the rest begins. Raises TextTooLong above LIMIT
    characters.
    """
    stored = normalize_line_ends(text)
    if len(stored) > LIMIT:
        raise TextTooLong(
            f"The text has {len(stored):,} characters; at most {LIMIT:,} can be read at once. "
            "Cut it into parts and read each."
        )
    visible = invisible_characters.strip_invisible(stored)
    forced = [visible.visible_span(span) for span in as_text]
    extraction = _extract_visible(
        visible.text, published_on, publisher, title, forced, is_recording=is_recording
    )
    return (
        original_offsets.restore_offsets(extraction, visible, stored)
        if visible.starts
        else extraction
    )


def _extract_visible(
    stored: str,
    published_on: date | None,
    publisher: str | None,
    title: str | None,
    as_text: list[Span],
    *,
    is_recording: bool,
) -> Extraction:
    budget = CpuBudget(len(stored))
    language = detect_language(stored)
    lexicon = load_language(language if language != "und" else DEFAULT)
    published_on = published_on or find_publication_date(stored, lexicon.code)
    layout = separate_boilerplate(stored, lexicon.code, title=title).with_text(as_text)
    turns, paragraphs = find_turns(
        stored, layout.paragraphs, lexicon.code, is_recording=is_recording
    )
    quotations = find_quotations(stored, paragraphs)
    cues = load_cues(lexicon.code)
    unread: list[int] = []
    if language == "und":
        drafts = [StatementDraft((q.inner,), None, utterance=q) for q in quotations]
    else:
        resolver = DraftResolver(stored, EntityResolver(lexicon, publisher), cues, language)
        blocks = build_speech_blocks(stored, paragraphs, quotations, cues) + blocks_of_turns(
            turns
        )
        blocks.sort(key=lambda block: block.start)
        for chunk, doc in grammar_parser.parse_inputs(_chunks(stored, blocks, budget, unread)):
            resolver.add_chunk(chunk, doc)
        drafts = resolver.finish()
    apostrophe = "’" if stored.count("’") > stored.count("'") else "'"
    index = QuotationIndex(stored, quotations)
    headings = [*paragraphs, *layout.left_over] if turns else []
    dates = find_turn_dates(stored, headings, published_on, lexicon.code)
    builder = StatementBuilder(
        stored, index, cues, lexicon.code, published_on, dates, apostrophe
    )
    statements = list(_statements(builder, drafts, budget, unread))
    statements.sort(key=lambda statement: (statement.start, statement.end))
    unread_from = min(unread, default=None)
    return Extraction(stored, statements, layout.left_over, language, unread_from)


def _chunks(
    text: str, blocks: list[SpeechBlock], budget: CpuBudget, unread: list[int]
) -> Iterator[ParserInput]:
    """Yield chunks for the parser until their share of the computing time is used up.

    Then the offset of the first chunk that isn't yielded is added to `unread`.
    """
    for block in blocks:
        for chunk in build_parser_inputs(text, block):
            if _has_no_statement(chunk):
                continue
            if budget.is_spent(PARSING):
                unread.append(chunk.starts[0] if chunk.starts else block.start)
                return
            yield chunk


def _has_no_statement(chunk: ParserInput) -> bool:
    """Return whether it is a word or mark without capitals, as in lists of letters."""
    plain = chunk.text
    return len(plain) <= SHORTEST and not chunk.folded and plain == plain.lower()


def _statements(
    builder: StatementBuilder,
    drafts: list[StatementDraft],
    budget: CpuBudget,
    unread: list[int],
) -> Iterator[ExtractedStatement]:
    """Build the statements in the order of the text, as long as there is computing time."""
    for draft in sorted(drafts, key=lambda draft: draft.start):
        if budget.is_spent():
            unread.append(draft.start)
            return
        yield from builder.build(draft)
