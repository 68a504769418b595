"""From a text to its statements: the order of the steps, and nothing else.

keep → language → layout → quotations → frames → parse → drafts → statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from claims.extraction.attribution.direct_speech import build_speech_blocks
from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import (
    ParserInput,
    SpeechBlock,
    blocks_of_turns,
    build_parser_inputs,
)
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.language import detect_language, load_language
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.statements import original_offsets
from claims.extraction.statements.build import StatementBuilder
from claims.extraction.statements.resolve import DraftResolver, StatementDraft
from claims.extraction.statements.statement import Extraction, TextTooLong
from claims.extraction.text import invisible_characters
from claims.extraction.text.boilerplate import normalize_line_ends, separate_boilerplate
from claims.extraction.text.quotations import Quotation, find_quotations
from claims.extraction.text.span import Span
from claims.extraction.text.transcripts import find_turns

LIMIT = 2_000_000
DEFAULT = "en"
BUDGET = 480_000
EACH_FRAME = 8
TOKEN = re.compile(r"\w+|[^\w\s]")


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

    `published_on` is what "on Tuesday" is counted from; `publisher` is whom "the newspaper"
    means; a line that repeats `title` inside the text is left out; lines in `as_text` are read
    whatever they look like. In a recording (`is_recording`: subtitles) each label at the
    beginning of a paragraph names who speaks. Characters that nobody sees are read over.
    Statements are in the order of the text. Of a text with more than BUDGET words and marks (an
    article of LIMIT characters has 430,000) the rest gives only its quotations, without
    speakers. Raises TooLong above LIMIT characters.
    """
    kept = normalize_line_ends(text)
    if len(kept) > LIMIT:
        raise TextTooLong(
            f"The text has {len(kept):,} characters; at most {LIMIT:,} can be read at once. "
            "Cut it into parts and read each."
        )
    seen = invisible_characters.strip_invisible(kept)
    wanted = [seen.inner(span) for span in as_text]
    reading = _read(
        seen.text, published_on, publisher, title, wanted, is_recording=is_recording
    )
    return original_offsets.restore_offsets(reading, seen, kept) if seen.starts else reading


def _read(
    kept: str,
    published_on: date | None,
    publisher: str | None,
    title: str | None,
    as_text: list[Span],
    *,
    is_recording: bool,
) -> Extraction:
    language = detect_language(kept)
    words = load_language(language if language != "und" else DEFAULT)
    layout = separate_boilerplate(kept, words.code, title=title).with_text(as_text)
    turns, others = find_turns(kept, layout.paragraphs, words.code, is_recording=is_recording)
    quotations = find_quotations(kept, others)
    cues = Cues(words)
    if language == "und":
        drafts = [StatementDraft((q.inner,), None, utterance=q) for q in quotations]
    else:
        drafter = DraftResolver(kept, EntityResolver(words, publisher), cues, language)
        blocks = build_speech_blocks(kept, others, quotations, cues) + blocks_of_turns(turns)
        drafts = _drafts(kept, sorted(blocks, key=lambda block: block.start), drafter)
    apostrophe = "’" if kept.count("’") > kept.count("'") else "'"
    marks = QuotationIndex(kept, quotations)
    writer = StatementBuilder(kept, marks, cues, words.code, published_on, apostrophe)
    statements = [statement for draft in drafts for statement in writer.write(draft)]
    statements.sort(key=lambda statement: (statement.start, statement.end))
    return Extraction(kept, statements, layout.left_over, language)


def _drafts(
    text: str, blocks: list[SpeechBlock], drafter: DraftResolver
) -> list[StatementDraft]:
    unread: list[Quotation] = []
    for frame, doc in grammar_parser.parse_inputs(_frames(text, blocks, unread)):
        drafter.read(frame, doc)
    return drafter.finish() + [StatementDraft((q.inner,), None, utterance=q) for q in unread]


def _frames(
    text: str, blocks: list[SpeechBlock], unread: list[Quotation]
) -> Iterator[ParserInput]:
    """Frames for the parser until its BUDGET is spent; what is spoken after that is `unread`.

    An article of LIMIT characters does not spend it; only lists and junk do, so that no text
    takes longer than the longest article.
    """
    left = BUDGET
    for block in blocks:
        for frame in build_parser_inputs(text, block):
            if left > 0:
                left -= EACH_FRAME + len(TOKEN.findall(frame.text))
                yield frame
            else:
                unread.extend(quotation for _, _, quotation in frame.folded)
