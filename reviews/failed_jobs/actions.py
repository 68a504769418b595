"""Retries failed jobs: one, or all of a kind. Only editors may."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.follow_up_jobs import LeftOver, Unpacking
from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from claims.second_reader.models import SecondReading
from claims.tips.models import Letter
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import Job, JobState
from jobs.stats import kind_of
from reviews.finders.models import Search
from sources.captures import actions
from sources.captures.models import Capture
from sources.snapshots.models import Content

AT_ONCE = 500
"""How many jobs of one kind are retried at once."""

ITS_OWN: dict[type[Job], Callable[..., Any]] = {
    Capture: actions.retry_capture,
    Article: article_actions.retry_article,
    Feed: feed_actions.start_feed,
}
"""Kinds with an action and events of their own for retrying."""

CHAINS: dict[type[Job], Callable[[Any], str]] = {
    Content: lambda row: f"snapshot:{row.pk}",
    LeftOver: lambda row: f"article:{row.article_id}",
    Unpacking: lambda row: f"article:{row.pk}",
    SecondReading: lambda row: f"article:{row.pk}",
    Letter: lambda row: f"tip:{row.pk}",
    Search: lambda row: f"claim:{row.review.claim_id}",
}
"""The chain in which a retry is recorded; other kinds have a chain of their own."""


@transaction.atomic
def retry_job(row: Job, *, by: User) -> Job:
    """Reset a failed job to waiting, with no attempts, and dispatch it."""
    _ask_an_editor(by)
    model = type(row)
    if row.state != JobState.FAILED:
        raise ValidationError(_("Only a failed job can be retried."))
    if act := ITS_OWN.get(model):
        act(row, by=by)
    else:
        _again(model, row, by)
    row.refresh_from_db()
    return row


@transaction.atomic
def retry_all_jobs(model: type[Job], *, by: User) -> int:
    """Retry the oldest `AT_ONCE` failed jobs of a kind. Returns how many."""
    _ask_an_editor(by)
    failed = model._default_manager.failed_for_people()  # type: ignore[attr-defined]
    rows = failed.order_by("pk")[:AT_ONCE]
    for row in rows:
        retry_job(row, by=by)
    return len(rows)


def _again(model: type[Job], row: Job, by: User) -> None:
    again = model._default_manager.filter(pk=row.pk).try_again()  # type: ignore[attr-defined]
    if not again:
        raise ValidationError(_("Only a failed job can be retried."))
    chain = CHAINS.get(model, lambda row: f"{kind_of(model)}:{row.pk}")
    record(chain(row), "try-again", by=by, job=kind_of(model))
    dispatch_on_commit(model.task_name, row.pk)


def _ask_an_editor(by: User) -> None:
    if not by.is_editor:
        raise PermissionDenied("Only an editor may retry jobs.")
