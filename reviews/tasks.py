from celery import shared_task
from django.db import connection

from claims import actions as claims
from reviews import actions, finding
from reviews.models import Search
from sources import actions as sources
from sources.models import Snapshot


@shared_task(name="reviews.anchor", ignore_result=True)
def anchor(snapshot_id: int) -> None:
    """A page is read: look for the words that wait for it."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        actions.anchor_page(snapshot)


@shared_task(name="reviews.look", ignore_result=True)
def look(snapshot_id: int) -> None:
    """A page that was looked at again is read: judge what became of the passages on it."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        actions.judge_page(snapshot)


@shared_task(name="reviews.find", ignore_result=True)
def find(search_id: int) -> None:
    """Have a finder look for sources, if that is still to be done."""
    if leased := Search.objects.lease(search_id):
        facts = finding.prepare(leased)
        if facts is not None:
            connection.close()  # back to the pool while the service makes us wait
            finding.run(leased, facts)


@shared_task(name="reviews.read_proposal", ignore_result=True)
def read_proposal(snapshot_id: int) -> None:
    """A page that was proposed is read: choose the sentence that bears on the claim."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        finding.read_page(snapshot)


@shared_task(name="reviews.compare_origins", ignore_result=True)
def compare_origins(review_id: int) -> None:
    """New passages stand in their pages: see whether pages share a story."""
    actions.compare_origins(review_id)


@shared_task(name="reviews.keep_moving", ignore_result=True)
def keep_moving() -> None:
    """What is due by time or by arrival, whoever forgot to ring."""
    actions.anchor_due()
    actions.compare_due()
    finding.read_due()
    actions.release_lapsed()
    actions.publish_due()
    actions.lapse_withholdings()
    actions.tell_senders()
    claims.forget_senders()
    actions.watch_due()
    actions.judge_due()
    sources.remove_due()  # last: a store may be slow
    sources.remove_destroyed()
