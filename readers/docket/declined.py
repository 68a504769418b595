"""What the desk declined, as the docket lists it: statements, dropped claims, answered tips."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from claims.articles.models import Article
from claims.claimants.models import Topic
from claims.claims.models import Claim
from claims.statements.models import Statement
from claims.tips.models import Tip
from jobs.models import JobState
from reviews.publication.models import Publication
from reviews.publication.withheld import TOPIC_WITHHELD, Withheld
from reviews.review import policies
from reviews.review.models import Review
from reviews.review.table import State

STATEMENT, CLAIM, TIP = "s", "c", "t"
KINDS = (CLAIM, STATEMENT, TIP)
"""In the order of rows that were decided at the same moment."""
MOST_TOPICS = 2000
MOST_DIGITS = 18
READ_FROM = Coalesce(OuterRef("article__copy_of"), OuterRef("article"))
"""Statements are decided on in the first of two articles with the same text."""

WHY = {
    Statement.Reason.OPINION: gettext_lazy(
        "Nothing can be found out that would settle an opinion."
    ),
    Statement.Reason.PREDICTION: gettext_lazy("It cannot be checked before its time has come."),
    Statement.Reason.VAGUE: gettext_lazy("It can mean too many things."),
    Statement.Reason.NOT_CHECKABLE: gettext_lazy(
        "There is nothing to find out that would settle it."
    ),
    Statement.Reason.CHECKED_BEFORE: gettext_lazy("The same claim was checked before."),
    Statement.Reason.TOO_SMALL: gettext_lazy("Whether it is true changes little for anybody."),
    Statement.Reason.PRIVATE_PERSON: gettext_lazy(
        "We check people who hold or seek power, and what many people hear."
    ),
    Statement.Reason.NOT_SAID: gettext_lazy("These are not the words that were said."),
}


ORIGINS: dict[str, StrPromise] = {
    Article.Private.TIP.value: gettext_lazy("A tip"),
    **dict.fromkeys(
        (one.value for one in Article.Private if one != Article.Private.TIP),
        gettext_lazy("A private text"),
    ),
}


class Period(Protocol):
    """A month of the docket."""

    def within(self, column: str) -> Q: ...


@dataclass(frozen=True, slots=True)
class RowKey:
    """The position of a row in the list: when it was decided, what it is, its key."""

    at: datetime
    kind: str
    pk: int

    @classmethod
    def of(cls, text: str) -> RowKey | None:
        """Read what `str` wrote; None for anything else."""
        at, rest = _halves(text)
        kind, pk = _halves(rest)
        is_key = pk.isascii() and pk.isdigit() and len(pk) < MOST_DIGITS
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        return (
            cls(moment, kind, int(pk)) if is_key and kind in KINDS and moment.tzinfo else None
        )

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.pk}"


@dataclass(frozen=True, slots=True)
class Declined:
    """Why we don't check something. `words` are empty unless an editor released them.

    `origin` says that it came from a tip or a private text; those have no `received`.
    """

    topic: str
    words: str
    reason: str
    detail: str
    origin: str
    received: datetime | None
    answered: datetime
    check_slug: str = ""


def _halves(text: str) -> tuple[str, str]:
    before, _mark, after = text.partition("~")
    return before, after


def statements() -> QuerySet[Statement]:
    """Statements that a person declined, each once even if its article came again."""
    return Statement.objects.said_first().filter(
        state=Statement.State.DECLINED, triaged_at__isnull=False
    )


def empty_tip() -> Q:
    """Condition for a tip that was read and has nothing that can be checked."""
    found = Statement.objects.filter(article=READ_FROM)
    is_read = Q(article__state__in=[JobState.DONE, JobState.FAILED])
    return is_read & Q(~Exists(found))


def tips(month: Period) -> QuerySet[Tip]:
    answered = Q(state=Tip.State.ANSWERED) | Q(state=Tip.State.READ) & empty_tip()
    decided = Tip.objects.to_check().filter(handled_at__isnull=False)
    return decided.filter(month.within("received_at")).filter(answered)


def _dropped(claims: Any) -> QuerySet[Review]:
    """The last review of each of the claims that was dropped."""
    ours = claims.filter(stands="declined").values("pk")
    newer = Review.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
    return Review.objects.filter(state=State.DROPPED, claim__in=ours).exclude(Exists(newer))


def count(month: Period, claims: QuerySet[Claim]) -> int:
    declined = statements().filter(month.within("triaged_at"))
    return declined.count() + _dropped(claims).count() + tips(month).count()


def rows(
    month: Period, claims: QuerySet[Claim], before: str, limit: int
) -> tuple[list[Declined], str]:
    """The decisions after `before`, newest first, and the key of the next page."""
    after = RowKey.of(before)
    keys = (
        _keys(statements().filter(month.within("triaged_at")), "triaged_at", STATEMENT, after)
        .union(
            _keys(_dropped(claims), "state_since", CLAIM, after),
            _keys(tips(month), "handled_at", TIP, after),
            all=True,
        )
        .order_by("-at", "rank", "-pk")
    )
    found = [RowKey(at, KINDS[rank], pk) for at, rank, pk in keys[: limit + 1]]
    return _load(found[:limit]), str(found[limit - 1]) if len(found) > limit else ""


def _keys(found: Any, column: str, kind: str, after: RowKey | None) -> Any:
    """(when, kind as a rank, pk) of the rows that come after a position in the list."""
    if after:
        earlier = Q(**{f"{column}__lt": after.at})
        if KINDS.index(kind) > KINDS.index(after.kind):
            earlier |= Q(**{column: after.at})
        elif kind == after.kind:
            earlier |= Q(**{column: after.at}, pk__lt=after.pk)
        found = found.filter(earlier)
    rank = Value(KINDS.index(kind), output_field=IntegerField())
    return found.order_by().annotate(at=F(column), rank=rank).values_list("at", "rank", "pk")


def _load(places: list[RowKey]) -> list[Declined]:
    """The rows at these positions, in order, with a fixed number of queries."""
    pks = {kind: [one.pk for one in places if one.kind == kind] for kind in KINDS}
    topics = list(Topic.objects.values_list("name", flat=True)[:MOST_TOPICS])
    told = {
        (STATEMENT, one.pk): _of_statement(one, topics)
        for one in Statement.objects.filter(pk__in=pks[STATEMENT]).select_related("article")
    }
    reviews = Review.objects.filter(pk__in=pks[CLAIM]).select_related("claim")
    dropped = Claim.objects.filter(reviews__in=pks[CLAIM]).with_privacy()
    claims = {one.pk: one for one in dropped.prefetch_related("topics")}
    told |= {(CLAIM, one.pk): _of_claim(one, claims[one.claim_id]) for one in reviews}
    live = Publication.objects.live().shown().filter(claim=OuterRef("claim")).values("slug")[:1]
    tips = Tip.objects.filter(pk__in=pks[TIP]).annotate(check_slug=Subquery(live))
    told |= {(TIP, one.pk): _of_tip(one) for one in tips}
    return [told[one.kind, one.pk] for one in places]


def without(row: Declined, withheld: Withheld) -> Declined:
    """The row without names that are withheld from readers."""
    words, detail = withheld.text(row.words), withheld.text(row.detail)
    topic = row.topic if withheld.shows_topic(row.topic) else TOPIC_WITHHELD
    return replace(row, topic=topic, words=words, detail=detail)


def topic_of(claim: Claim) -> str:
    """The first topic of a claim, if it has one."""
    return next((topic.name for topic in claim.topics.all()), _("A claim"))


def _of_statement(statement: Statement, topics: list[str]) -> Declined:
    reason = Statement.Reason(statement.decline_reason)
    article = statement.article
    is_about_private = reason == Statement.Reason.PRIVATE_PERSON
    is_released = statement.released_by_id is not None and not is_about_private
    words = " ".join(["", *re.findall(r"\w+", statement.quote.casefold()), ""])
    named = (name for name in topics if f" {name.casefold()} " in words)
    assert statement.triaged_at is not None
    return Declined(
        topic=_("Private life") if is_about_private else next(named, _("A statement")),
        words=statement.seen if is_released else "",
        reason=str(reason.label),
        detail=str(WHY.get(reason, "")),
        origin=str(ORIGINS.get(article.private_because, "")),
        received=None if article.is_private else article.submitted_at,
        answered=statement.triaged_at,
    )


def _of_claim(review: Review, claim: Claim) -> Declined:
    is_private: bool = claim.is_private  # type: ignore[attr-defined]
    return Declined(
        topic=topic_of(claim),
        words=claim.text if policies.docket_shows(claim, is_in_work=False) else "",
        reason=_("Dropped"),
        detail=review.drop_reason,
        origin=_("A private text") if is_private else "",
        received=None if is_private else claim.filed_at,
        answered=review.state_since,
    )


def _why_tip(check: str, *, is_answered: bool) -> str:
    if check:
        return _("Checked before")
    return _("Answered") if is_answered else _("Not checkable")


def _of_tip(tip: Tip) -> Declined:
    check: str = tip.check_slug or ""  # type: ignore[attr-defined]
    is_answered = tip.state == Tip.State.ANSWERED
    detail = _("We answered the reader.") if is_answered else _("Nothing in it can be checked.")
    assert tip.handled_at is not None
    return Declined(
        topic=_("A tip"),
        words="",
        reason=_why_tip(check, is_answered=is_answered),
        detail="" if check else detail,
        origin="",
        received=None,
        answered=tip.handled_at,
        check_slug=check,
    )
