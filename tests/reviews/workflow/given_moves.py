"""Reviews in the state that a move needs, and what the database checks at commit."""

from django.db import connection

from reviews.review.table import State
from reviews.revisions.models import Revision
from reviews.workflow import moves
from tests import given


def told():
    """The deferred trigger speaks at commit; tests roll back, so they ask it here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def live_in(state):
    """A review in this state whose claim has a live publication."""
    if state == State.PUBLISHED:
        return given.published()
    holder = given.checker()
    review = given.reopened(to=holder)
    if state == State.QUEUED:
        return moves.release(review, by=holder)
    if state != State.EVIDENCE:
        review = moves.weigh(review, by=holder)
    if state in (State.SUBMITTED, State.APPROVED):
        review = moves.submit(review, by=holder)
    if state == State.APPROVED:
        review = moves.approve(
            review, revision=Revision.objects.newest_of(review).number, by=given.editor()
        )
    return review
