"""From a text to its statements: the order of the steps, and nothing else.

keep → language → layout → quotations → frames → parse → drafts → statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claims.extraction import grammar
from claims.extraction.attribution import tie
from claims.extraction.claim_types import claim_type
from claims.extraction.cues import Cues
from claims.extraction.drafts import Draft, Drafter
from claims.extraction.frames import Block, Frame, make_frames
from claims.extraction.language import detect, load
from claims.extraction.layout import keep, lay_out
from claims.extraction.narration import narrate
from claims.extraction.people import Cast
from claims.extraction.quantities import find_numbers
from claims.extraction.quotations import Quotation, find_quotations
from claims.extraction.statement import Reading, Span, Statement, TooLong
from claims.extraction.wording import Marks
from claims.extraction.worth import worth

LIMIT = 1_000_000
DEFAULT = "en"


def read(
    text: str,
    *,
    published_on: date | None = None,  # noqa: ARG001 - dates relative to it come with issue 3
    publisher: str | None = None,  # noqa: ARG001
    title: str | None = None,  # noqa: ARG001
) -> Reading:
    """Find who said what in a text, and what of it is worth checking.

    Raises TooLong above LIMIT characters. Statements are in the order of the text.
    """
    kept = keep(text)
    if len(kept) > LIMIT:
        raise TooLong(
            f"The text has {len(kept):,} characters; at most {LIMIT:,} can be read at once. "
            "Cut it into parts and read each."
        )
    language = detect(kept)
    layout = lay_out(kept, language)
    quotations = find_quotations(kept, layout.paragraphs)
    marks = Marks(kept, quotations)
    if language == "und":
        drafts = [Draft((q.inner,), None, utterance=q) for q in quotations]
    else:
        drafts = _drafts(kept, layout.paragraphs, quotations, language)
    cues = Cues(load(language if language != "und" else DEFAULT))
    statements = [
        statement
        for draft in drafts
        for statement in _statements(kept, draft, marks, cues, language)
    ]
    statements.sort(key=lambda statement: (statement.start, statement.end))
    return Reading(kept, statements, layout.left_over, language)


def _drafts(
    text: str, paragraphs: list[Span], quotations: list[Quotation], language: str
) -> list[Draft]:
    words = load(language)
    cues = Cues(words)
    drafter = Drafter(text, Cast(words), cues, language)
    blocks = tie(text, paragraphs, quotations, cues)
    for frame, doc in grammar.parse(_frames(text, blocks)):
        drafter.read(frame, doc)
    return drafter.finish()


def _frames(text: str, blocks: list[Block]) -> Iterator[Frame]:
    for block in blocks:
        yield from make_frames(text, block)


def _statements(
    text: str, draft: Draft, marks: Marks, cues: Cues, language: str
) -> Iterator[Statement]:
    """One statement for a draft; more where other lines part a quotation's paragraphs."""
    if draft.utterance is not None:
        for pieces in _runs(text, draft.utterance.pieces):
            yield _statement(text, draft, pieces, "direct", cues, language)
        return
    pieces = tuple(piece for span in draft.pieces if (piece := marks.settle(span)))
    if not pieces:
        return
    whole = (pieces[0][0], pieces[-1][1])
    if draft.is_narration:
        is_fragment = draft.remark is not None
        told = narrate(text, whole, cues, language, is_fragment=is_fragment)
        if told is not None:
            yield told
        return
    yield _statement(
        text, draft, pieces, marks.kind((pieces[0][0], pieces[-1][1])), cues, language
    )


def _runs(text: str, pieces: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """A quotation's paragraphs, apart where a left-over line stands between two of them."""
    run: list[Span] = []
    for start, end in pieces:
        trimmed_end = end - (len(text[start:end]) - len(text[start:end].rstrip(" ,\n")))
        if run and any(c.isalnum() for c in text[run[-1][1] : start]):
            yield tuple(run)
            run = []
        if trimmed_end > start:
            run.append((start, trimmed_end))
    if run:
        yield tuple(run)


def _statement(
    text: str, draft: Draft, pieces: tuple[Span, ...], kind: str, cues: Cues, language: str
) -> Statement:
    start, end = pieces[0][0], pieces[-1][1]
    quote = text[start:end]
    voice = draft.voice
    lemma = voice.lemma if voice else ""
    code = language if language != "und" else DEFAULT
    numbers = find_numbers(quote, code)
    type_ = claim_type(quote, cue=lemma, kind=kind, numbers=numbers, cues=cues, language=code)
    speaker = voice.name if voice else None
    figure = voice.figure.resolved() if voice and voice.figure else None
    value, reasons = worth(
        quote,
        claim_type=type_,
        numbers=numbers,
        speaker=speaker,
        is_named=bool(figure and figure.names),
        denied=draft.is_denied,
        remark=text[slice(*draft.remark)] if draft.remark else "",
        language=code,
    )
    return Statement(
        start=start,
        end=end,
        quote=quote,
        speaker=speaker,
        speaker_start=voice.span[0] if voice and voice.span else None,
        speaker_end=voice.span[1] if voice and voice.span else None,
        cue=voice.cue if voice else None,
        kind=kind,
        claim_type=type_,
        denied=draft.is_denied,
        worth=value,
        reasons=reasons,
        numbers=numbers,
        parts=pieces,
        speaker_title=figure.title if figure else None,
    )
