"""Where a month's claims came from, and how long things took: figures beside the docket."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Subquery

from claims.models import Article, Statement

TIPS, PRIVATE, PUBLIC, BY_HAND = (
    "Tips by readers",
    "Mails and files, private",
    "Published texts that we read",
    "Noted by our own checkers",
)

MEDIANS = """
SELECT
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY handled_at - received_at)
     FROM claims_tip
     WHERE state = 'answered' AND disputes_id IS NULL
       AND received_at >= %(start)s AND received_at < %(end)s),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY shown.published_at - claim.filed_at)
     FROM reviews_publication shown JOIN claims_claim claim ON claim.id = shown.claim_id
     WHERE shown.published_at >= %(start)s AND shown.published_at < %(end)s),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY replied_on - asked_on)
     FROM reviews_replyrequest
     WHERE replied_on >= asked_on AND asked_on >= %(start)s AND asked_on < %(end)s)
"""
"""Intervals, but for the last, which is in days: of a question only the day is noted."""


@dataclass(frozen=True, slots=True)
class Median:
    """Half of the cases took no longer than this."""

    what: str
    took: str


def origins(claims: Any, declined: Any, tips: int) -> list[tuple[str, int]]:
    """Where they came from, with how many, largest first; kinds of which there is none are out.

    `claims` and `declined` (statements) are told apart by the text that they were made of.
    """
    made_of = Statement.objects.filter(claim=OuterRef("pk"), made_claim=True)
    reasons = Subquery(made_of.order_by("pk").values("article__private_because")[:1])
    found = Counter({TIPS: tips})
    for reason, n in (
        claims.annotate(origin=reasons).values_list("origin").annotate(n=Count("pk")).order_by()
    ):
        found[_origin(reason)] += n
    for reason, n in (
        declined.values_list("article__private_because").annotate(n=Count("pk")).order_by()
    ):
        found[_origin(reason)] += n
    return [(name, n) for name, n in found.most_common() if n]


def _origin(reason: str | None) -> str:
    if reason is None:
        return BY_HAND
    return {"": PUBLIC, str(Article.Private.TIP): TIPS}.get(reason, PRIVATE)


def medians(start: datetime, end: datetime) -> list[Median]:
    """How long half of the month's cases took at most; only what there was."""
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS, {"start": start, "end": end})
        tip, published, days = cursor.fetchone()
    found = (
        ("Answer to a tip", tip),
        ("From taking a claim in to its check", published),
        ("Question to somebody, to their answer", days if days is None else timedelta(days)),
    )
    return [Median(what, duration(took)) for what, took in found if took is not None]


def duration(time: timedelta) -> str:
    """ "5 h 20 min", "2 days 4 h": the two largest units, rounded down."""
    minutes = max(0, int(time.total_seconds() // 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        named = f"{days} day{'' if days == 1 else 's'}"
        return f"{named} {hours} h" if hours else named
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else "under a minute"
