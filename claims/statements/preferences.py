"""Apply the desk's ranking preferences to statements, and undo them when they change."""

from collections.abc import Iterable

from django.db import transaction

from claims.extraction.checkworthiness import preferences as pure
from claims.preferences.models import RankingPreference
from claims.statements.models import Statement

BATCH = 2_000
RANKED_FIELDS = ("worth", "reasons", "base_worth", "base_reasons")


def current_preferences() -> list[pure.Preference]:
    """Return the desk's preferences as values for the ranking."""
    return [
        pure.Preference(one.kind, one.text, one.amount)
        for one in RankingPreference.objects.order_by("pk")
    ]


def base_worth(statement: Statement) -> float:
    """Return the worth of a statement without preferences, from 0 to 1."""
    return statement.worth if statement.base_worth is None else statement.base_worth


def with_preferences(statements: Iterable[Statement]) -> list[Statement]:
    """Apply the current preferences to statements, without saving them."""
    preferences = current_preferences()
    return [_apply(statement, preferences) for statement in statements]


def apply_preferences(statement: Statement) -> None:
    """Apply the current preferences to one statement, without saving it."""
    _apply(statement, current_preferences())


@transaction.atomic
def rerank_proposed() -> int:
    """Apply the current preferences to all proposed statements. Returns how many changed.

    It works in batches and saves only what changes. Statements already decided keep the worth
    they had at that time.
    """
    preferences = current_preferences()
    waiting = (
        Statement.objects.filter(state=Statement.State.PROPOSED)
        .select_related("article")
        .only("quote", "speaker", "article__title", "article__language", *RANKED_FIELDS)
        .order_by("pk")
    )
    changed: list[Statement] = []
    count = 0
    for statement in waiting.iterator(chunk_size=BATCH):
        before = (statement.worth, statement.base_worth, statement.reasons)
        after = _apply(statement, preferences)
        if (after.worth, after.base_worth, after.reasons) != before:
            changed.append(after)
        if len(changed) == BATCH:
            count += Statement.objects.bulk_update(changed, RANKED_FIELDS)
            changed = []
    return count + (Statement.objects.bulk_update(changed, RANKED_FIELDS) if changed else 0)


def preferred_worth(statement: Statement, preferences: list[pure.Preference]) -> float:
    """Return the worth of a statement with these preferences, without changing it."""
    return _adjust(statement, base_worth(statement), preferences)[0]


def _adjust(
    statement: Statement, worth: float, preferences: list[pure.Preference]
) -> tuple[float, tuple[str, ...]]:
    return pure.adjust_worth(
        worth,
        preferences,
        text=statement.quote,
        speaker=statement.speaker,
        title=statement.article.title,
    )


def _apply(statement: Statement, preferences: list[pure.Preference]) -> Statement:
    plain = base_worth(statement)
    reasons = statement.reasons if statement.base_worth is None else statement.base_reasons
    worth, why = _adjust(statement, plain, preferences)
    statement.worth = worth
    statement.reasons = [*why, *reasons]
    statement.base_worth = plain if why else None
    statement.base_reasons = reasons if why else []
    return statement
