"""The public list of what was received in a month, is in work, was declined and why.

One unit is a statement that nobody turned into a claim, or a claim. Each is in one month (that
of its article, or that in which the claim was filed) and in one place, so the figures add up.
Words that nobody has looked at are not shown, nor those of private persons.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from claims.models import Article, Claim, Statement
from reviews.models import Publication, Review
from reviews.workflow import State

FEW, MANY = 5, 50
STAGES = {
    State.QUEUED: ("waiting", "Waiting for a checker"),
    State.EVIDENCE: ("search", "Checking sources"),
    State.VERDICT: ("search", "Weighing the evidence"),
    State.SUBMITTED: ("waiting", "Waiting for an editor"),
    State.APPROVED: ("approve", "Approved, not yet published"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, UTC."""

    year: int
    month: int

    @classmethod
    def of(cls, text: str, today: datetime) -> "Month":
        """From "2026-03"; the month of today for anything else, and outside of 2000 to 2100."""
        if found := re.fullmatch(r"(20[0-9][0-9])-(0[1-9]|1[0-2])", text):
            return cls(int(found[1]), int(found[2]))
        return cls(today.year, today.month)

    @property
    def first(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=UTC)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def within(self, column: str) -> Q:
        return Q(**{f"{column}__gte": self.first, f"{column}__lt": self.next.first})


@dataclass(frozen=True, slots=True)
class Declined:
    """Why we do not check something. `words` are empty where they are not to be shown."""

    words: str
    reason: str
    detail: str
    received: datetime
    answered: datetime | None


def statements(month: Month) -> Any:
    """What was found in the month's articles and is no claim."""
    found = Statement.objects.said_first().filter(month.within("article__submitted_at"))
    return found.exclude(state=Statement.State.ACCEPTED)


def claims(month: Month) -> Any:
    """The month's claims, each with `stands`: published, work, declined or retracted."""
    reviews = Review.objects.filter(claim=OuterRef("pk"))
    live = Publication.objects.live().filter(claim=OuterRef("pk"))
    return Claim.objects.filter(month.within("filed_at")).annotate(
        stands=Case(
            When(Exists(live), then=Value("published")),
            When(Exists(reviews.open()), then=Value("work")),
            default=Case(
                When(Exists(reviews.filter(state=State.RETRACTED)), then=Value("retracted")),
                default=Value("declined"),
            ),
            output_field=CharField(),
        ),
    )


def figures(month: Month) -> dict[str, int]:
    """How many were received, and where each of them is now."""
    stands = dict(claims(month).values_list("stands").annotate(n=Count("pk")).order_by())
    found = dict(statements(month).values_list("state").annotate(n=Count("pk")).order_by())
    counted = {
        "waiting": found.get(Statement.State.PROPOSED, 0),
        "work": stands.get("work", 0),
        "published": stands.get("published", 0),
        "retracted": stands.get("retracted", 0),
        "declined": stands.get("declined", 0) + found.get(Statement.State.DECLINED, 0),
    }
    return {"received": sum(counted.values()), **counted}


def in_work(month: Month, limit: int) -> list[Any]:
    """Claims in work, newest first: `claim`, the words and icon of its stage, since when."""
    open_now = (
        Review.objects.open()
        .filter(claim__in=claims(month).filter(stands="work").values("pk"))
        .select_related("claim__claimant")
        .order_by("-pk")[:limit]
    )
    return [(review, *STAGES[State(review.state)]) for review in open_now]


def declined(month: Month, limit: int) -> list[Declined]:
    """Statements declined and claims dropped, the newest answer first."""
    refused = (
        statements(month)
        .filter(state=Statement.State.DECLINED)
        .select_related("article")
        .order_by("-triaged_at")[:limit]
    )
    dropped = (
        Review.objects.filter(state=State.DROPPED)
        .filter(claim__in=claims(month).filter(stands="declined").values("pk"))
        .select_related("claim")
        .order_by("claim", "-pk")
        .distinct("claim")
    )
    rows = [_refused(statement) for statement in refused]
    rows += [
        Declined(
            words=review.claim.text,
            reason="Dropped",
            detail=review.drop_reason,
            received=review.claim.filed_at,
            answered=review.state_since,
        )
        for review in sorted(dropped, key=lambda one: one.state_since, reverse=True)[:limit]
    ]
    return sorted(rows, key=lambda row: row.answered or row.received, reverse=True)[:limit]


def _refused(statement: Statement) -> Declined:
    reason = Statement.Reason(statement.decline_reason)
    is_private = reason == Statement.Reason.PRIVATE_PERSON
    return Declined(
        words="" if is_private else statement.quote,
        reason=str(reason.label),
        detail="The words are not shown." if is_private else "",
        received=statement.article.submitted_at,
        answered=statement.triaged_at,
    )


def received(month: Month, limit: int) -> list[Article]:
    """The month's articles, newest first, each with `n_statements` and `n_looked_at`."""
    articles = list(
        Article.objects.filter(month.within("submitted_at"))
        .select_related("publisher")
        .with_progress()
        .order_by("-submitted_at")[:limit]
    )
    for article in articles:
        article.n_looked_at = (article.n_statements or 0) - (article.n_proposed or 0)
    return articles


def context(month: Month, show: str) -> dict[str, Any]:
    """The page: everything in short, or one part at length (work, declined, received)."""
    parts = {"work": in_work, "declined": declined, "received": received}
    wanted = [show] if show in parts else list(parts)
    limit = MANY if show in parts else FEW
    return {
        "month": month,
        "figures": figures(month),
        "show": show if show in parts else "",
        "parts": {name: parts[name](month, limit) for name in wanted},
    }
