"""Split a compound statement into pieces that can be checked separately, and rejoin them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from claims.extraction.lexicon.language import known_languages
from claims.extraction.statements.clauses import split_pieces
from claims.statements import preferences as ranking_preferences
from claims.statements.actions import (
    AlreadyTriaged,
    decide_statement,
    lock_proposed,
    undo_decision,
)
from claims.statements.enrich import MARKS, enrich_statement
from claims.statements.models import Statement
from history.record import record

Span = tuple[int, int]
FEWEST = 2
MOST = 20
TRAILING = " \t\n\r\u00a0,;:–—"


def proposed_pieces(statement: Statement) -> list[Span]:
    """Return where a statement can be split: at least two spans of the article's text, or none.

    Extraction saves them in `Statement.splits`; for statements without them (marked by hand, or
    older), the same rule is applied here. Only a person splits a statement.
    """
    if statement.splits:
        return [(start, end) for start, end in statement.splits]
    language = statement.article.language or "en"
    if language not in known_languages():
        return []
    spoken = tuple((start, end) for start, end in statement.parts) or (
        (statement.start, statement.end),
    )
    return list(split_pieces(statement.article.text, spoken, language))


@transaction.atomic
def split_statement(
    statement: Statement, *, spans: list[Span] | None = None, by: User
) -> list[Statement]:
    """Make a statement of each span, in the order of the text. The whole statement is kept.

    `spans` are spans of the article's text inside the statement; by default, the proposed ones.
    The pieces have the speaker of the whole, and their own type, numbers and worth. Raises
    AlreadyTriaged, and ValidationError if there are fewer than two pieces.
    """
    whole = lock_proposed(statement)
    wanted = _pieces_of(whole, proposed_pieces(whole) if spans is None else spans)
    whole = decide_statement(whole, state=Statement.State.SPLIT, by=by)
    last = whole.article.statements.aggregate(last=Max("number"))["last"]
    pieces = [
        _piece(whole, span, number=number, by=by)
        for number, span in enumerate(wanted, start=last + 1)
    ]
    for piece in pieces:
        piece.full_clean()
        piece.save()
    record(
        f"article:{whole.article_id}",
        "split",
        by=by,
        statement=whole.pk,
        pieces=[[piece.pk, piece.start, piece.end] for piece in pieces],
    )
    return pieces


@transaction.atomic
def rejoin_statement(statement: Statement, *, by: User) -> Statement:
    """Replace the pieces by the whole statement again, given the whole or one of them.

    Raises AlreadyTriaged if a piece was decided on or split.
    """
    whole = Statement.objects.select_for_update(of=("self",)).get(
        pk=statement.whole_id or statement.pk
    )
    if whole.state != Statement.State.SPLIT:
        raise AlreadyTriaged(_("This statement is not split."))
    pieces = list(whole.pieces.select_for_update(of=("self",)).order_by("start"))
    for piece in pieces:
        if piece.state != Statement.State.PROPOSED:
            words = _(
                "Statement %(number)s, a part of it, is already %(state)s. Undo that first."
            )
            state = _(piece.state)
            raise AlreadyTriaged(words % {"number": piece.number, "state": state})
    gone = [piece.pk for piece in pieces]
    whole.pieces.all().delete()
    return undo_decision(whole, kind="rejoin", by=by, pieces=gone)


def _pieces_of(whole: Statement, spans: list[Span]) -> list[Span]:
    """Validate and sort spans, without white space around them or a comma after them."""
    if not FEWEST <= len(spans) <= MOST:
        words = _("Split the statement into %(fewest)s to %(most)s parts.")
        raise ValidationError(words % {"fewest": FEWEST, "most": MOST})
    text, found, reached = whole.article.text, [], whole.start
    for start, end in sorted(spans):
        if not reached <= start < end <= whole.end:
            raise ValidationError(_("Parts must be inside the statement and must not overlap."))
        part = text[start:end]
        first = start + len(part) - len(part.lstrip())
        last = start + len(part.rstrip(TRAILING))
        if not any(character.isalnum() for character in part):
            raise ValidationError(_("Each part must contain words."))
        found.append((first, last))
        reached = end
    return found


def _piece(whole: Statement, span: Span, *, number: int, by: User) -> Statement:
    start, end = span
    quote = whole.article.text[start:end]
    lines = [(max(a, start), min(b, end)) for a, b in whole.parts if a < end and b > start]
    piece = Statement(
        article=whole.article,
        number=number,
        start=start,
        end=end,
        quote=quote,
        speaker=whole.speaker,
        speaker_role=whole.speaker_role,
        speaker_start=whole.speaker_start,
        speaker_end=whole.speaker_end,
        speaker_candidates=whole.speaker_candidates,
        speaker_chosen_by=whole.speaker_chosen_by,
        question=whole.question,
        cue=whole.cue,
        kind=_kind(whole, quote),
        denied=whole.denied,
        parts=lines or [span],
        found_by=whole.found_by,
        whole=whole,
        said_on=whole.said_on,
        added_by=by,
    )
    enrich_statement(piece)
    ranking_preferences.apply_preferences(piece)
    return piece


def _kind(whole: Statement, quote: str) -> str:
    """Return the kind of a part: one of mixed speech without quotation marks is indirect."""
    is_plain = whole.kind == Statement.Kind.MIXED and not any(mark in quote for mark in MARKS)
    return Statement.Kind.INDIRECT if is_plain else Statement.Kind(whole.kind)
