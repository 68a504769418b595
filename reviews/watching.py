"""What went wrong while nobody looked, and whose it is to look: feeds, words that vanished."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from claims.models import Feed, Statement
from reviews.models import Review
from reviews.workflow import State

LATELY = timedelta(days=7)
"""So long vanished words stay in the inbox: what is to be done about them is the desk's own."""
SHOWN, MOST = 10, 500
OVER = {State.DROPPED, State.RETRACTED}


def feeds_to_look_at(user: User) -> list[Feed]:
    """Feeds in lasting trouble that this user follows; an editor's, too, of those who left."""
    theirs = Q(added_by=user)
    if user.is_editor:
        theirs |= ~Q(added_by__in=User.objects.checkers())
    found = Feed.objects.in_lasting_trouble().filter(theirs).select_related("publisher")
    return list(found.order_by("-polled_at", "pk")[:SHOWN])


def vanished_words(user: User) -> list[Statement]:
    """Words of claims that a new version of their article no longer has, the newest first.

    They are for whoever holds the claim's review; where nobody does, for editors. Words of
    claims that were dropped or retracted are nobody's.
    """
    gone = list(Statement.objects.vanished(timezone.now() - LATELY)[:MOST])
    newest = _newest_reviews(gone)
    return [one for one in gone if _is_for(user, newest.get(one.claim_id))][:SHOWN]


def _newest_reviews(statements: Iterable[Statement]) -> dict[int | None, Review]:
    claims = {one.claim_id for one in statements}
    reviews = Review.objects.filter(claim__in=claims).order_by("claim", "-pk").distinct("claim")
    return {review.claim_id: review for review in reviews}


def _is_for(user: User, review: Review | None) -> bool:
    if review is None or review.state in OVER:
        return False
    return user.is_editor if review.holder_id is None else review.holder_id == user.pk
