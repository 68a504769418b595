"""Where a month's claims came from, and how long things took: figures for the docket."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from claims.articles.models import Article
from claims.statements.models import Statement
from claims.tips.models import Tip
from reviews.publication.models import Publication
from reviews.replies.models import ReplyRequest

TIPS, PRIVATE, PUBLIC, BY_HAND = (
    gettext_lazy("Tips by readers"),
    gettext_lazy("Mails and files, private"),
    gettext_lazy("Published texts that we read"),
    gettext_lazy("Noted by our own checkers"),
)


class MiddleTime(Aggregate):
    """The median of times; the mean of the two middle ones if their number is even."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Median:
    """Half of the cases took no longer than this."""

    what: str
    took: str


def origins(claims: Any, declined: Any, tips: int) -> list[tuple[str, int]]:
    """Where things came from and how many, largest first, without empty kinds.

    The origin of `claims` and `declined` (statements) is the text that they were made from.
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
    return [(str(name), n) for name, n in found.most_common() if n]


def _origin(reason: str | None) -> StrPromise:
    if reason is None:
        return BY_HAND
    return {"": PUBLIC, str(Article.Private.TIP): TIPS}.get(reason, PRIVATE)


def medians(start: datetime, end: datetime) -> list[Median]:
    """Median times of the month, without kinds that had no cases."""

    def middle(rows: QuerySet[Any], began: str, ended: str, *, counts_for: str) -> Any:
        of_month = rows.filter(**{f"{counts_for}__gte": start, f"{counts_for}__lt": end})
        return of_month.aggregate(took=MiddleTime(F(ended) - F(began)))["took"]

    tips = Tip.objects.filter(state=Tip.State.ANSWERED, disputes=None)
    checks = Publication.objects.shown()
    questions = ReplyRequest.objects.filter(replied_on__gte=F("asked_on"))
    found = (
        (
            _("Answer to a tip"),
            middle(tips, "received_at", "handled_at", counts_for="received_at"),
        ),
        (
            _("From taking a claim in to its check"),
            middle(checks, "claim__filed_at", "published_at", counts_for="published_at"),
        ),
        (
            _("Question to somebody, to their answer"),
            middle(questions, "asked_on", "replied_on", counts_for="asked_on"),
        ),
    )
    return [Median(what, duration(took)) for what, took in found if took is not None]


def duration(time: timedelta) -> str:
    """ "5 h 20 min", "2 days 4 h": the two largest units, rounded down."""
    minutes = max(0, int(time.total_seconds() // 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        named = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
        return f"{named} {_hours(hours)}" if hours else named
    if hours:
        return f"{_hours(hours)} {_minutes(minutes)}" if minutes else _hours(hours)
    return _minutes(minutes) if minutes else _("under a minute")


def _hours(count: int) -> str:
    return _("%(count)s h") % {"count": count}


def _minutes(count: int) -> str:
    return _("%(count)s min") % {"count": count}
