"""A list of statements that somebody made: its rows are taken as they are."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from claims.articles.models import Article
from claims.statements.enrich import MARKS, enrich_statement
from claims.statements.models import Statement
from claims.validators import validate_has_come


def statements_from_list(
    article: Article, text: str, listed: list[dict[str, Any]], told: list[str]
) -> list[Statement]:
    """A statement for each row of a list, in its order; `listed` as `Content.listed` has it.

    Speaker and day are the list's; type, numbers and worth are found by the reader's rules.
    Days that have not come are left out, which is `told` in a sentence.
    """
    ahead = [row for row in listed if row["said_on"] and not _has_come(row["said_on"])]
    for row in ahead:
        row["said_on"] = None
    if ahead:
        what = "One date is" if len(ahead) == 1 else f"{len(ahead):,} dates are"
        told.append(f"{what} still to come and left out: nobody has said that yet.")
    return [
        _statement(article, text, row, number=number)
        for number, row in enumerate(listed, start=1)
    ]


def list_row_of(statement: Statement) -> dict[str, Any]:
    """The row of the list that a statement, or what it was split from, came in; else empty."""
    return next(
        (
            row
            for row in statement.article.listed
            if row["start"] <= statement.start and statement.end <= row["end"]
        ),
        {},
    )


def _statement(article: Article, text: str, row: dict[str, Any], *, number: int) -> Statement:
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


def _kind(words: str, row: dict[str, Any]) -> str:
    """Exact words only where the list says so; what nobody is named for is the list's own."""
    if row["is_quote"]:
        return Statement.Kind.DIRECT
    if not row["speaker"]:
        return Statement.Kind.NARRATION
    has_marks = any(mark in words for mark in MARKS)
    return Statement.Kind.MIXED if has_marks else Statement.Kind.INDIRECT
