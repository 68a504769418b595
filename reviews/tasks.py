from celery import shared_task
from django.db import connection

from claims.tips import actions as tip_actions
from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins
from reviews.finders import jobs as finder_jobs
from reviews.finders.models import Search
from reviews.tips import actions as answer_actions
from reviews.watch import actions as watch_actions
from reviews.watch import checks as watch_checks
from reviews.withholding import actions as withholding_actions
from reviews.workflow import maintenance
from sources.snapshots import erasure
from sources.snapshots import quarantine as quarantine_actions
from sources.snapshots.models import Snapshot


@shared_task(name="reviews.anchor", ignore_result=True)
def anchor(snapshot_id: int) -> None:
    """A page is read: look for the words that wait for it."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        evidence_actions.anchor_page(snapshot)


@shared_task(name="reviews.look", ignore_result=True)
def look(snapshot_id: int) -> None:
    """A page that was looked at again is read: judge what became of the passages on it."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        watch_checks.judge_page(snapshot)


@shared_task(name="reviews.find", ignore_result=True)
def find(search_id: int) -> None:
    """Have a finder look for sources, if that is still to be done."""
    if leased := Search.objects.lease(search_id):
        facts = finder_jobs.prepare(leased)
        if facts is not None:
            connection.close()  # back to the pool while the service makes us wait
            finder_jobs.run(leased, facts)


@shared_task(name="reviews.read_proposal", ignore_result=True)
def read_proposal(snapshot_id: int) -> None:
    """A page that was proposed is read: choose the sentence that bears on the claim."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        finder_jobs.read_page(snapshot)


@shared_task(name="reviews.compare_origins", ignore_result=True)
def compare_origins(review_id: int) -> None:
    """New passages stand in their pages: see whether pages share a story."""
    common_origins.compare_origins(review_id)


@shared_task(name="reviews.keep_moving", ignore_result=True)
def keep_moving() -> None:
    """What is due by time or by arrival, whoever forgot to ring."""
    maintenance.anchor_due()
    common_origins.compare_due()
    finder_jobs.read_due()
    maintenance.release_lapsed()
    maintenance.publish_due()
    withholding_actions.lapse_withholdings()
    answer_actions.tell_senders()
    tip_actions.forget_senders()
    watch_actions.watch_due()
    watch_checks.judge_due()
    erasure.remove_due()  # last: a store may be slow
    quarantine_actions.remove_destroyed()
