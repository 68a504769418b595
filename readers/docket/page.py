"""The public list of what came in during a month, what is in work, and what was declined.

It counts what people did: a claim that somebody filed or accepted, a statement that somebody
declined, a tip that a reader sent. Each is in one month and in one place, so the figures add
up. What software proposed is shown next to them and counted nowhere.

Nobody who writes to the desk is named, and no words that nobody has checked are shown: a row
has its topic, its stage or reason, and the day. Words are shown if an editor released them
(`Claim.docket`, `Statement.released_by`), and those of claims in work also if the desk's
setting says so. Words that came from a private text alone are never shown (ADR 26).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NotRequired, TypedDict

from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy

from claims.claims.models import Claim
from claims.statements.models import Statement
from claims.tips.models import Tip
from readers.docket import declined, statistics
from readers.row_ids import key_in
from reviews.publication.models import Publication
from reviews.publication.withheld import TOPIC_WITHHELD, Withheld
from reviews.review import policies
from reviews.review.models import Review
from reviews.review.table import State

FEW, MANY = 5, 50
STAGES = {
    State.QUEUED: ("waiting", gettext_lazy("Waiting for a checker")),
    State.EVIDENCE: ("search", gettext_lazy("Checking sources")),
    State.VERDICT: ("search", gettext_lazy("Weighing the evidence")),
    State.SUBMITTED: ("waiting", gettext_lazy("Waiting for an editor")),
    State.APPROVED: ("approve", gettext_lazy("Approved, not yet published")),
}


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, UTC."""

    year: int
    month: int

    @classmethod
    def of(cls, text: str, today: datetime) -> "Month":
        """From "2026-03"; the current month for anything else, and outside 2000 to 2099."""
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
class InWork:
    """A claim without a published check. `words` and `claimant` are empty if withheld.

    `said_on` and the hour of `taken_in` are shown only for claims that aren't private.
    """

    topic: str
    words: str
    claimant: str
    is_released: bool
    is_private: bool
    said_on: date | None
    taken_in: datetime
    icon: str
    stage: str
    since: datetime
    retracted_slug: str


def claims(month: Month) -> Any:
    """The month's claims, each with `stands`: published, work, declined or retracted."""
    reviews = Review.objects.filter(claim=OuterRef("pk"))
    live = Publication.objects.live().filter(claim=OuterRef("pk"))
    return (
        Claim.objects.filter(month.within("filed_at"))
        .exclude(Exists(live.withheld()))
        .annotate(
            stands=Case(
                When(Exists(live), then=Value("published")),
                When(Exists(reviews.open()), then=Value("work")),
                default=Case(
                    When(
                        Exists(reviews.filter(state=State.RETRACTED)), then=Value("retracted")
                    ),
                    default=Value("declined"),
                ),
                output_field=CharField(),
            ),
        )
    )


def figures(month: Month) -> dict[str, int]:
    """How much came in, and how much of it is in each place now."""
    stands = dict(claims(month).values_list("stands").annotate(n=Count("pk")).order_by())
    counted = {
        "waiting": tips_waiting(month).count(),
        "work": stands.get("work", 0),
        "published": stands.get("published", 0),
        "retracted": stands.get("retracted", 0),
        "declined": declined.count(month, claims(month)),
    }
    return {"received": sum(counted.values()), **counted}


def tips_waiting(month: Month) -> Any:
    """Tips without a decision, either on the tip or on anything that it says."""
    decided = Statement.objects.filter(article=declined.READ_FROM).exclude(
        state=Statement.State.PROPOSED
    )
    unread = Q(state=Tip.State.RECEIVED)
    undecided = Q(state=Tip.State.READ) & ~Exists(decided) & ~declined.empty_tip()
    tips = Tip.objects.to_check().filter(month.within("received_at"))
    return tips.filter(unread | undecided)


def in_work(
    month: Month, before: str, limit: int, withheld: Withheld
) -> tuple[list[InWork], str]:
    """Claims in work, newest first, and the key of the next page (empty at the end)."""
    ours = claims(month).filter(stands="work")
    open_now = Review.objects.open().filter(claim__in=ours.values("pk")).order_by("-pk")
    if (key := key_in(before)) is not None:
        open_now = open_now.filter(pk__lt=key)
    reviews = list(open_now[: limit + 1])
    found = {
        claim.pk: claim
        for claim in Claim.objects.filter(pk__in=[one.claim_id for one in reviews])
        .with_privacy()
        .select_related("claimant")
        .prefetch_related("topics")
    }
    retracted = dict(
        Publication.objects.shown()
        .filter(claim__in=found)
        .exclude(retracted_at=None)
        .values_list("claim", "slug")
    )
    rows = [
        _in_work(one, found[one.claim_id], retracted.get(one.claim_id, ""), withheld)
        for one in reviews[:limit]
    ]
    return rows, str(reviews[limit - 1].pk) if len(reviews) > limit else ""


def _in_work(review: Review, claim: Claim, retracted_slug: str, withheld: Withheld) -> InWork:
    is_private: bool = claim.is_private  # type: ignore[attr-defined]
    is_shown = policies.docket_shows(claim, is_in_work=True)
    icon, stage = STAGES[State(review.state)]
    topic = declined.topic_of(claim)
    return InWork(
        topic=topic if withheld.shows_topic(topic) else TOPIC_WITHHELD,
        words=withheld.text(claim.text, claim.pk) if is_shown else "",
        claimant=withheld.text(claim.claimant.public_name) if is_shown else "",
        is_released=is_shown and claim.docket == Claim.Docket.SHOWN,
        is_private=is_private,
        said_on=None if is_private else claim.said_on,
        taken_in=claim.filed_at,
        icon=icon,
        stage=str(stage),
        since=review.state_since,
        retracted_slug=retracted_slug,
    )


def began(today: datetime) -> Month:
    """The first month of the desk: no docket is older."""
    firsts = [
        Claim.objects.aggregate(first=Min("filed_at"))["first"],
        Tip.objects.to_check().aggregate(first=Min("received_at"))["first"],
        declined.statements().aggregate(first=Min("triaged_at"))["first"],
    ]
    first = min((one for one in firsts if one), default=today).astimezone(UTC)
    return Month(first.year, first.month)


class DocketStatistics(TypedDict):
    """Where things came from, how long they took, and how much software proposed."""

    origins: list[tuple[str, int]]
    medians: list[statistics.Median]
    proposed: int
    oldest: str


class DocketPage(TypedDict):
    """A month of the docket. `show` is the part that is shown page by page, or empty."""

    month: Month
    figures: dict[str, int]
    show: str
    previous: Month | None
    next: Month | None
    work: NotRequired[list[InWork]]
    declined: NotRequired[list[declined.Declined]]
    more: NotRequired[str]
    is_first_page: NotRequired[bool]


class WholeDocketPage(DocketPage, DocketStatistics):
    """A month with a few rows of each part, and its statistics."""


def context(
    month: Month, show: str, before: str, today: datetime, withheld: Withheld
) -> DocketPage | WholeDocketPage:
    """The page: a few rows of each part, or one part (work, declined) page by page."""
    first, current = began(today), Month.of("", today)
    context: DocketPage = {
        "month": month,
        "figures": figures(month),
        "show": show if show in {"work", "declined"} else "",
        "previous": month.previous if month.first > first.first else None,
        "next": month.next if month.first < current.first else None,
    }
    if show == "work":
        context["work"], context["more"] = in_work(month, before, MANY, withheld)
    elif show == "declined":
        context["declined"], context["more"] = _declined(month, before, MANY, withheld)
    else:
        context["work"], _more = in_work(month, "", FEW, withheld)
        context["declined"], _more = _declined(month, "", FEW, withheld)
        return {**context, **_statistics(month, today)}
    context["is_first_page"] = not before
    return context


def _declined(
    month: Month, before: str, limit: int, withheld: Withheld
) -> tuple[list[declined.Declined], str]:
    rows, more = declined.rows(month, claims(month), before, limit)
    return [declined.without(row, withheld) for row in rows], more


def _statistics(month: Month, today: datetime) -> DocketStatistics:
    refused = declined.statements().filter(month.within("triaged_at"))
    tips = tips_waiting(month).count() + declined.tips(month).count()
    proposed = Statement.objects.filter(
        month.within("article__submitted_at"), state=Statement.State.PROPOSED
    )
    oldest = Review.objects.open().aggregate(since=Min("claim__filed_at"))["since"]
    return {
        "origins": statistics.origins(claims(month), refused, tips),
        "medians": statistics.medians(month.first, month.next.first),
        "proposed": proposed.count(),
        "oldest": statistics.duration(today - oldest) if oldest else "",
    }
