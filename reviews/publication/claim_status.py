"""The status of a claim in one line: the state and holder of its newest review."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext, gettext_lazy

from claims.claims.models import Claim
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.review.table import State

WORDS = {
    State.QUEUED: gettext_lazy("in the queue"),
    State.EVIDENCE: gettext_lazy("gathering evidence"),
    State.VERDICT: gettext_lazy("weighing evidence"),
    State.SUBMITTED: gettext_lazy("waits for approval"),
    State.APPROVED: gettext_lazy("approved, not yet published"),
    State.PUBLISHED: gettext_lazy("published"),
    State.RETRACTED: gettext_lazy("retracted"),
    State.DROPPED: gettext_lazy("dropped"),
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
        return gettext("no review")
    state = str(WORDS[State(review.state)])
    if not review.holder:
        return state
    return gettext("%(state)s, %(name)s") % {"state": state, "name": review.holder.name}
