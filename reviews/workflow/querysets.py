"""Reviews with data of the packages above `review`, for pages, lists and the API."""

from typing import Any, Self

from django.db import models

from claims.statements.models import Statement
from reviews.evidence.models.evidence import Evidence
from reviews.replies.models import ReplyRequest
from reviews.review.models.reviews import ReviewQuerySet
from reviews.revisions.models import Revision


def _how_many(rows: "models.QuerySet[Any]") -> models.Subquery:
    """How many rows a correlated query finds, as one column of the outer one."""
    counted = rows.order_by().annotate(n=models.Func("pk", function="count")).values("n")
    return models.Subquery(counted, output_field=models.IntegerField())


class DetailedReviews(ReviewQuerySet):
    """Reviews with evidence, replies and versions: `DetailedReviews(Review).for_page()`."""

    def with_signals(self) -> Self:
        """With what a list shows: times seen, version, evidence by stance, an overdue reply."""
        pieces = Evidence.objects.standing().filter(review=models.OuterRef("pk"))
        seen = Statement.objects.said_first().filter(claim=models.OuterRef("claim"))
        versions = Revision.objects.filter(review=models.OuterRef("pk")).order_by("-number")
        late = ReplyRequest.objects.overdue().filter(review=models.OuterRef("pk"))
        return self.annotate(
            n_seen=_how_many(seen),
            n_supports=_how_many(pieces.filter(stance=Evidence.Stance.SUPPORTS)),
            n_refutes=_how_many(pieces.filter(stance=Evidence.Stance.REFUTES)),
            n_context=_how_many(pieces.filter(stance=Evidence.Stance.CONTEXT)),
            version=models.Subquery(versions.values("number")[:1]),
            reply_was_due=models.Subquery(late.values("due_on").order_by("due_on")[:1]),
        )

    def with_waiting_correction(self) -> Self:
        """With the correction that waits to be confirmed, and the people who are asked."""
        people = ("proposed_correction__asked_by", "proposed_correction__asked_of")
        newest = Revision.objects.filter(review=models.OuterRef("pk")).order_by("-number")
        return self.select_related(*people).annotate(
            newest_revision=models.Subquery(newest.values("pk")[:1])
        )

    def for_api(self) -> Self:
        """With everything that the API shows of one review, except its history."""
        return self.for_lists().prefetch_related(
            "claim__topics",
            models.Prefetch("evidence", Evidence.objects.with_pages()),
            models.Prefetch("replies", ReplyRequest.objects.with_people()),
        )

    def for_page(self) -> Self:
        """With everything that the page of one review shows."""
        return self.for_lists().prefetch_related(
            models.Prefetch("evidence", Evidence.objects.with_pages()),
            models.Prefetch("replies", ReplyRequest.objects.with_people()),
            "revisions",
        )
