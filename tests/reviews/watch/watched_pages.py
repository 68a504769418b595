"""Published checks whose sources are looked at again, and a site here that changes."""

from datetime import timedelta

from django.db.models.functions import Now

from jobs.models import JobState
from reviews.revisions.models import Revision
from reviews.watch import actions as watch_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.workflow import moves, publication_moves
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given
from tests.sources.safe_fetch.hostile_servers import answer

PLAIN = [b"Content-Type: text/plain; charset=utf-8"]


def text(words, **more):
    """An answer in plain text, which needs no child process to be read."""
    return answer(words.encode(), headers=PLAIN, **more)


def published(url, *, page=given.PAGE, quote=given.PASSAGE, by=None):
    """The one piece of evidence of a published check, taken from a page at that address."""
    by = by or given.checker()
    review = given.taken(by=by)
    piece = given.evidence(
        review, by=by, snapshot=given.kept_page(page, url=url, by=by), quote=quote
    )
    publish(moves.weigh(review, by=by), by=by)
    piece.refresh_from_db()
    return piece


def publish(review, *, by):
    given.write(review, by=by)
    review = moves.submit(given.fresh(review), by=by)
    editor = given.editor()
    review = moves.approve(
        review, revision=Revision.objects.newest_of(review).number, by=editor
    )
    return publication_moves.publish(review, by=editor)


def fall_due(**which):
    """As when the time has come: rows are moved, since looks run by the database's clock."""
    due = Watch.objects.filter(next_at__isnull=False, **which)
    return due.update(next_at=Now() - timedelta(seconds=1))


def fetch_all(site):
    """Fetch and read whatever waits, as the workers would, by their own functions."""
    soon = Now() - timedelta(seconds=1)
    for capture in Capture.objects.filter(state=JobState.WAITING).order_by("pk"):
        for _ in range(Capture.max_attempts):
            Capture.objects.filter(pk=capture.pk, state=JobState.WAITING).update(run_after=soon)
            if leased := Capture.objects.lease(capture.pk):
                capture_run.fetch_capture(leased, site.policy)
    for content in Content.objects.filter(state=JobState.WAITING):
        parse_job.parse_content(Content.objects.lease(content.pk))


def look(site, **which):
    """A look of the schedule, from falling due to being judged."""
    fall_due(**which)
    watch_actions.request_due_checks()
    fetch_all(site)
    watch_checks.assess_due()
    return Watch.objects.get(**which) if which else Watch.objects.get()


def look_for_days(site, days, **which):
    """A look on each of so many days in a row."""
    for _ in range(days):
        watch = look(site, **which)
        day_ago = timedelta(days=1)
        rows = Watch.objects.filter(pk=watch.pk, failing_since__isnull=False)
        rows.update(failing_since=watch.failing_since and watch.failing_since - day_ago)
    return Watch.objects.get(pk=watch.pk)
