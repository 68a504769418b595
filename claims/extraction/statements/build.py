"""From drafts to statements: edges settled, numbers read, typed and weighed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.checkworthiness import score_statement
from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.lexicon.cues import Cues
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.statements.clauses import split_pieces
from claims.extraction.statements.dates import find_date_said
from claims.extraction.statements.narration import build_narration
from claims.extraction.statements.resolve import StatementDraft
from claims.extraction.statements.statement import ExtractedStatement
from claims.extraction.text.span import Span


@dataclass(frozen=True, slots=True)
class StatementBuilder:
    """Writes the statements of one article, whose people are all known by now."""

    text: str
    marks: QuotationIndex
    cues: Cues
    language: str
    published_on: date | None
    apostrophe: str = "'"

    def write(self, draft: StatementDraft) -> Iterator[ExtractedStatement]:
        """One statement for a draft; more where other lines part a quotation's paragraphs."""
        if draft.utterance is not None:
            for pieces in self._runs(draft.utterance.pieces):
                yield self._statement(draft, pieces, "direct")
            return
        pieces = _apart(piece for span in draft.pieces if (piece := self.marks.settle(span)))
        if not pieces:
            return
        whole = (pieces[0][0], pieces[-1][1])
        if draft.is_narration:
            fragment = draft.remark is not None
            told = build_narration(
                self.text, whole, self.cues, self.language, is_fragment=fragment
            )
            if told is not None:
                yield told
            return
        yield self._statement(draft, pieces, self.marks.kind(whole))

    def _runs(self, pieces: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
        """A quotation's paragraphs, apart where a left-over line stands between two of them."""
        text = self.text
        run: list[Span] = []
        for start, end in pieces:
            trimmed = start + len(text[start:end].rstrip(" ,\n"))
            if run and any(character.isalnum() for character in text[run[-1][1] : start]):
                yield tuple(run)
                run = []
            if trimmed > start:
                run.append((start, trimmed))
        if run:
            yield tuple(run)

    def _spelled(self, name: str | None) -> str | None:
        """A name with the apostrophe that the text uses: parsers are given the plain one."""
        return name.replace("'", self.apostrophe) if name else name

    def _said_on(self, voice: SpeakerReference | None) -> date | None:
        """By the words beside the cue alone: what was said may name other days."""
        if voice is None:
            return None
        return find_date_said(voice.beside, self.published_on, self.language, cue=voice.cue)

    def _statement(
        self, draft: StatementDraft, pieces: tuple[Span, ...], kind: str
    ) -> ExtractedStatement:
        start, end = pieces[0][0], pieces[-1][1]
        quote = self.text[start:end]
        voice = draft.voice
        figure = voice.figure.resolved() if voice and voice.figure else None
        speaker = self._spelled(voice.name) if voice else None
        numbers = find_numbers(quote, self.language)
        lemma = voice.lemma if voice else ""
        type_ = classify_claim(
            quote, cue=lemma, kind=kind, numbers=numbers, cues=self.cues, language=self.language
        )
        value, reasons = score_statement(
            quote,
            claim_type=type_,
            numbers=numbers,
            speaker=speaker,
            is_named=bool(figure and figure.names),
            denied=draft.is_denied,
            remark=self.text[slice(*draft.remark)] if draft.remark else "",
            language=self.language,
        )
        return ExtractedStatement(
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
            speaker_title=self._spelled(figure.title) if figure else None,
            said_on=self._said_on(voice),
            splits=split_pieces(self.text, pieces, self.language),
        )


def _apart(pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Pieces in the order of the text, those that overlap made one."""
    apart: list[Span] = []
    for start, end in sorted(pieces):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
