"""The desk's leanings on statements: the one place that moves `worth` and can move it back."""

from collections.abc import Iterable

from django.db import transaction

from claims.extraction.checkworthiness import preferences as pure
from claims.preferences.models import Leaning
from claims.statements.models import Statement

BATCH = 2_000
RANKED_FIELDS = ("worth", "reasons", "base_worth", "base_reasons")


def current_preferences() -> list[pure.Preference]:
    """The leanings as the ranking takes them."""
    return [
        pure.Preference(one.kind, one.text, one.amount)
        for one in Leaning.objects.order_by("pk")
    ]


def base_worth(statement: Statement) -> float:
    """What it is worth without any leaning, from 0 to 1."""
    return statement.worth if statement.base_worth is None else statement.base_worth


def with_preferences(statements: Iterable[Statement]) -> list[Statement]:
    """The same statements, moved as the desk leans now; nothing is saved."""
    leanings = current_preferences()
    return [_moved(statement, leanings) for statement in statements]


def apply_preferences(statement: Statement) -> None:
    """Move one statement as the desk leans now; nothing is saved."""
    _moved(statement, current_preferences())


@transaction.atomic
def rerank_proposed() -> int:
    """Move every statement that is still to triage as the desk leans now; how many moved.

    In batches, and only those that change are written: a desk's proposed statements, not all
    that it ever read. What is decided keeps the worth that it was decided by.
    """
    leanings = current_preferences()
    waiting = (
        Statement.objects.filter(state=Statement.State.PROPOSED)
        .select_related("article")
        .only("quote", "speaker", "article__title", "article__language", *RANKED_FIELDS)
        .order_by("pk")
    )
    moved: list[Statement] = []
    count = 0
    for statement in waiting.iterator(chunk_size=BATCH):
        before = (statement.worth, statement.base_worth, statement.reasons)
        after = _moved(statement, leanings)
        if (after.worth, after.base_worth, after.reasons) != before:
            moved.append(after)
        if len(moved) == BATCH:
            count += Statement.objects.bulk_update(moved, RANKED_FIELDS)
            moved = []
    return count + (Statement.objects.bulk_update(moved, RANKED_FIELDS) if moved else 0)


def preferred_worth(statement: Statement, leanings: list[pure.Preference]) -> float:
    """What it would be worth with these leanings and no others; the statement stays."""
    return _lean(statement, base_worth(statement), leanings)[0]


def _lean(
    statement: Statement, worth: float, leanings: list[pure.Preference]
) -> tuple[float, tuple[str, ...]]:
    return pure.adjust_worth(
        worth,
        leanings,
        text=statement.quote,
        speaker=statement.speaker,
        title=statement.article.title,
    )


def _moved(statement: Statement, leanings: list[pure.Preference]) -> Statement:
    plain = base_worth(statement)
    reasons = statement.reasons if statement.base_worth is None else statement.base_reasons
    worth, why = _lean(statement, plain, leanings)
    statement.worth = worth
    statement.reasons = [*why, *reasons]
    statement.base_worth = plain if why else None
    statement.base_reasons = reasons if why else []
    return statement
