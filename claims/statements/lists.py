"""Make statements of an uploaded list, row by row."""

from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError

from claims.articles.models import Article
from claims.statements.enrich import MARKS, enrich_statement
from claims.statements.models import Statement
from claims.validators import validate_has_come


class ListRow(TypedDict):
    """A row of an uploaded list, with the span of its words, as the CSV parser returns it."""

    start: int
    end: int
    speaker: str | None
    said_on: str | None
    url: str
    topic: str
    is_quote: bool


def statements_from_list(
    article: Article, text: str, listed: list[ListRow], notes: list[str]
) -> list[Statement]:
    """Build a statement for each row of a list, in order; `listed` is as in `Content.listed`.

    Speaker and date are those of the list; type, numbers and worth follow the rules of
    extraction. Dates in the future are removed, and a sentence added to `notes` says so.
    """
    ahead = [row for row in listed if row["said_on"] and not _has_come(row["said_on"])]
    for row in ahead:
        row["said_on"] = None
    if ahead:
        what = "One date is" if len(ahead) == 1 else f"{len(ahead):,} dates are"
        notes.append(f"{what} in the future, so left out.")
    return [
        _statement(article, text, row, number=number)
        for number, row in enumerate(listed, start=1)
    ]


def list_row_of(statement: Statement) -> ListRow | None:
    """Return the list row of a statement, or of the statement it was split from."""
    rows: list[ListRow] = statement.article.listed
    return next(
        (
            row
            for row in rows
            if row["start"] <= statement.start and statement.end <= row["end"]
        ),
        None,
    )


def _statement(article: Article, text: str, row: ListRow, *, number: int) -> Statement:
    start, end = row["start"], row["end"]
    statement = Statement(
        article=article,
        number=number,
        start=start,
        end=end,
        quote=text[start:end],
        speaker=row["speaker"],
        kind=_kind(text[start:end], row),
        said_on=date.fromisoformat(row["said_on"]) if row["said_on"] else None,
        found_by=Statement.FoundBy.LIST,
    )
    enrich_statement(statement)
    return statement


def _has_come(day: str) -> bool:
    try:
        validate_has_come(date.fromisoformat(day))
    except ValidationError:
        return False
    return True


def _kind(words: str, row: ListRow) -> str:
    """Return the kind of a row: direct if marked as a quote, narration without a speaker."""
    if row["is_quote"]:
        return Statement.Kind.DIRECT
    if not row["speaker"]:
        return Statement.Kind.NARRATION
    has_marks = any(mark in words for mark in MARKS)
    return Statement.Kind.MIXED if has_marks else Statement.Kind.INDIRECT
