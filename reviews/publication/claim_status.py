"""The status of a claim in one line: the state and holder of its newest review."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from claims.claims.models import Claim
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.review.table import State

WORDS = {
    State.QUEUED: "in the queue",
    State.EVIDENCE: "gathering evidence",
    State.VERDICT: "weighing evidence",
    State.SUBMITTED: "waits for approval",
    State.APPROVED: "approved, not yet published",
    State.PUBLISHED: "published",
    State.RETRACTED: "retracted",
    State.DROPPED: "dropped",
}


def with_standing(claims: Iterable[Claim]) -> list[Claim]:
    """The same claims, each with `newest` review, `live` publication, `standing` in words."""
    found = list(claims)
    reviews = Review.objects.select_related("holder", "draft__rating").order_by("-pk")
    prefetch_related_objects(
        found,
        Prefetch("reviews", reviews, to_attr="reviews_newest_first"),
        Prefetch(
            "publications",
            Publication.objects.live().select_related("revision"),
            to_attr="live_publications",
        ),
    )
    for claim in found:
        newest = next(iter(claim.reviews_newest_first), None)  # type: ignore[attr-defined]
        live = next(iter(claim.live_publications), None)  # type: ignore[attr-defined]
        claim.newest, claim.live = newest, live  # type: ignore[attr-defined]
        claim.standing = words(newest)  # type: ignore[attr-defined]
    return found


def words(review: Review | None) -> str:
    """ "weighing evidence, Jo Reed": what is going on, and who holds it."""
    if review is None:
        return "no review"
    state = WORDS[State(review.state)]
    return f"{state}, {review.holder.name}" if review.holder else state
