"""Build statements from drafts: exact spans, numbers, claim type and worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.checkworthiness import score_statement
from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.lexicon.cues import Cues
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.statements.clauses import split_pieces
from claims.extraction.statements.datelines import TurnDates
from claims.extraction.statements.dates import find_days
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.narration import build_narration
from claims.extraction.statements.statement import ExtractedStatement
from claims.extraction.text.span import Span

REPORTED = ("indirect", "mixed")
PERFECT = ("had", "has", "have")
"""A cue that begins like this tells of an earlier day: "had said", "has said before"."""


@dataclass(slots=True)
class StatementBuilder:
    """Builds the statements of one article in order, once all its speakers are resolved."""

    text: str
    marks: QuotationIndex
    cues: Cues
    language: str
    published_on: date | None
    turn_dates: TurnDates
    apostrophe: str = "'"
    _last: tuple[str | None, int, date | None] = (None, 0, None)

    def build(self, draft: StatementDraft) -> Iterator[ExtractedStatement]:
        """Yield the statement of a draft; several if boilerplate interrupts a quotation."""
        if draft.utterance is not None:
            for pieces in self._paragraph_runs(draft.utterance.pieces):
                yield self._statement(draft, pieces, "direct")
            return
        pieces = _merge_overlapping(
            piece for span in draft.pieces if (piece := self.marks.fit_to_quotations(span))
        )
        if not pieces:
            return
        whole = (pieces[0][0], pieces[-1][1])
        if draft.is_narration:
            fragment = draft.remark is not None
            narration = build_narration(
                self.text, whole, self.cues, self.language, is_fragment=fragment
            )
            if narration is not None:
                yield narration
            return
        yield self._statement(draft, pieces, self.marks.kind(whole))

    def _paragraph_runs(self, pieces: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
        """Group a quotation's paragraphs, split where boilerplate lies between two of them."""
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

    def _spell_name(self, name: str | None) -> str | None:
        """Return a name with the text's apostrophe; the parser gets the straight one."""
        return name.replace("'", self.apostrophe) if name else name

    def _candidates(self, reference: SpeakerReference | None) -> tuple[str, ...]:
        """Return the names of those who may have said it, if it is left open who did."""
        names = reference.candidate_names if reference else ()
        return tuple(name for each in names if (name := self._spell_name(each)))

    def _said_on(self, draft: StatementDraft, speaker: str | None, start: int) -> date | None:
        """Return the date from the words near the cue: what was said may name other days.

        All statements of a turn have its date. In an article, what somebody adds in the same
        paragraph was said on the same day ("said on Tuesday … She added that …").
        """
        reference = draft.speaker
        if draft.is_in_turn:
            return self.turn_dates.day_at(start)
        if reference is None:
            return None
        days = find_days(
            reference.near_cue, self.published_on, self.language, cue=reference.cue
        )
        day = days[0] if days and days[0] == days[1] else None
        name, end, before = self._last
        cue = (reference.cue or "").lower()
        goes_on = name is not None and name == speaker and "\n" not in self.text[end:start]
        if days is None and goes_on and not cue.startswith(PERFECT):
            day = before
        self._last = (speaker, start, day)
        return day

    def _statement(
        self, draft: StatementDraft, pieces: tuple[Span, ...], kind: str
    ) -> ExtractedStatement:
        start, end = pieces[0][0], pieces[-1][1]
        quote = self.text[start:end]
        reference = draft.speaker
        entity = reference.entity.resolved() if reference and reference.entity else None
        speaker = self._spell_name(reference.name) if reference else None
        numbers = find_numbers(quote, self.language)
        lemma = reference.lemma if reference else ""
        type_ = classify_claim(
            quote,
            cue=lemma,
            kind=kind,
            numbers=numbers,
            cues=self.cues,
            speaker=entity,
            language=self.language,
        )
        is_named = bool(entity and entity.names)
        value, reasons = self._score(
            draft, quote, type_, numbers, speaker, kind=kind, is_named=is_named
        )
        return ExtractedStatement(
            start=start,
            end=end,
            quote=quote,
            speaker=speaker,
            speaker_start=reference.span[0] if reference and reference.span else None,
            speaker_end=reference.span[1] if reference and reference.span else None,
            cue=reference.cue if reference else None,
            kind=kind,
            claim_type=type_,
            denied=draft.is_denied,
            worth=value,
            reasons=reasons,
            numbers=numbers,
            parts=pieces,
            speaker_title=self._spell_name(entity.title) if entity else None,
            said_on=self._said_on(draft, speaker, start),
            splits=split_pieces(self.text, pieces, self.language),
            question=draft.question,
            speaker_candidates=self._candidates(reference),
        )

    def _score(
        self,
        draft: StatementDraft,
        quote: str,
        claim_type: str,
        numbers: tuple[Number, ...],
        speaker: str | None,
        *,
        kind: str,
        is_named: bool,
    ) -> tuple[float, tuple[str, ...]]:
        return score_statement(
            quote,
            claim_type=claim_type,
            numbers=numbers,
            speaker=speaker,
            is_named=is_named,
            is_reported=kind in REPORTED,
            denied=draft.is_denied,
            remark=self.text[slice(*draft.remark)] if draft.remark else "",
            language=self.language,
        )


def _merge_overlapping(pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Return the pieces in the order of the text, merging those that overlap."""
    merged: list[Span] = []
    for start, end in sorted(pieces):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
