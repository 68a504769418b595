from celery import shared_task

from claims import actions as claims
from reviews import actions
from sources.models import Snapshot


@shared_task(name="reviews.anchor", ignore_result=True)
def anchor(snapshot_id: int) -> None:
    """A page is read: look for the words that wait for it."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        actions.anchor_page(snapshot)


@shared_task(name="reviews.keep_moving", ignore_result=True)
def keep_moving() -> None:
    """What is due by time or by arrival, whoever forgot to ring."""
    actions.anchor_due()
    actions.release_lapsed()
    actions.publish_due()
    actions.tell_senders()
    claims.forget_senders()
