"""Measure how well the ranking predicts what the desk decided.

An accepted statement was worth checking, a declined one wasn't. Left out are statements
declined because they were checked before or weren't said, those marked by hand, and those that
a new version only repeats. Measures as in `extraction.evaluation.ranking`: average precision
over all decisions, and the share of accepted ones among each article's first ten ("precision
at 10").
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

from claims.extraction.checkworthiness import THRESHOLD
from claims.extraction.checkworthiness.preferences import Preference
from claims.extraction.evaluation.ranking import average_precision
from claims.statements import preferences as ranking_preferences
from claims.statements.models import Statement

LATEST = 2_000
TOP = 10
FEWEST = 10
MISSES = 10
SAYS_NOTHING = ("checked-before", "not-said")


@dataclass(frozen=True, slots=True)
class RankedDecision:
    """A decision, with the statement's worth with and without the desk's preferences."""

    statement: Statement
    worth: float
    plain: float

    @property
    def label(self) -> int:
        return int(self.statement.state == Statement.State.ACCEPTED)

    @property
    def word(self) -> str:
        """The worth as "high", "middling" or "low"."""
        return Statement(worth=self.worth).worth_word


@dataclass(frozen=True, slots=True)
class RankingScores:
    """Scores from 0 to 1. `top` is None if no article has an accepted statement."""

    average_precision: float
    top: float | None


@dataclass(frozen=True, slots=True)
class RankingMetrics:
    """Scores with and without preferences, and the worst errors."""

    accepted: int
    declined: int
    leaned: RankingScores | None
    plain: RankingScores | None
    missed: list[RankedDecision]
    """Accepted despite a low worth, the lowest first."""
    mistaken: list[RankedDecision]
    """Declined despite a high worth, the highest first."""


def measure_ranking() -> RankingMetrics:
    """Measure the latest decisions. Fewer than ten, or only one kind, give no scores."""
    preferences = ranking_preferences.current_preferences()
    decided = [_judged(statement, preferences) for statement in _decisions()]
    accepted = sum(one.label for one in decided)
    declined = len(decided) - accepted
    has_figures = len(decided) >= FEWEST and accepted > 0 and declined > 0
    by_worth = sorted(decided, key=lambda one: one.worth)
    low = [one for one in by_worth if one.label and one.worth < THRESHOLD]
    high = [one for one in reversed(by_worth) if not one.label and one.worth >= THRESHOLD]
    return RankingMetrics(
        accepted=accepted,
        declined=declined,
        leaned=_measured([(one, one.worth) for one in decided]) if has_figures else None,
        plain=_measured([(one, one.plain) for one in decided]) if has_figures else None,
        missed=low[:MISSES],
        mistaken=high[:MISSES],
    )


def _decisions() -> list[Statement]:
    return list(
        Statement.objects.said_first()
        .triaged()
        .filter(
            state__in=[Statement.State.ACCEPTED, Statement.State.DECLINED],
            found_by=Statement.FoundBy.READER,
        )
        .exclude(decline_reason__in=SAYS_NOTHING)
        .select_related("article", "triaged_by")
        .defer("article__text")[:LATEST]
    )


def _judged(statement: Statement, preferences: list[Preference]) -> RankedDecision:
    plain = ranking_preferences.base_worth(statement)
    return RankedDecision(
        statement, ranking_preferences.preferred_worth(statement, preferences), plain
    )


def _measured(scored: list[tuple[RankedDecision, float]]) -> RankingScores:
    by_article: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, worth in scored:
        by_article[one.statement.article_id].append((worth, one.label))
    tops = [
        fmean(label for _, label in sorted(rows, key=lambda row: -row[0])[:TOP])
        for rows in by_article.values()
        if any(label for _, label in rows)
    ]
    return RankingScores(
        average_precision=average_precision([(worth, one.label) for one, worth in scored]),
        top=fmean(tops) if tops else None,
    )
