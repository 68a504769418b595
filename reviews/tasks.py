"""The sweep over everything of reviews that is due. Other tasks are in their packages."""

from celery import shared_task

from claims.tips import actions as tip_actions
from reviews.evidence import common_origins
from reviews.finders import jobs as finder_jobs
from reviews.tips import actions as answer_actions
from reviews.watch import actions as watch_actions
from reviews.watch import checks as watch_checks
from reviews.withholding import actions as withholding_actions
from reviews.workflow import maintenance
from sources.snapshots import erasure
from sources.snapshots import quarantine as quarantine_actions


@shared_task(name="reviews.keep_moving", ignore_result=True)
def keep_moving() -> None:
    """Do what is due by time, or by the arrival of a page whose message was lost."""
    maintenance.anchor_due()
    common_origins.compare_due()
    finder_jobs.match_due()
    maintenance.release_lapsed()
    maintenance.publish_due()
    withholding_actions.lapse_withholdings()
    answer_actions.notify_senders()
    tip_actions.forget_senders()
    watch_actions.request_due_checks()
    watch_checks.assess_due()
    erasure.remove_due()  # last: a store may be slow
    quarantine_actions.remove_destroyed()
