"""What is true after every fault, whatever happened."""

import os
from io import StringIO
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import Count

from claims.articles.models import Article
from claims.feeds.models import Feed
from history.models import Event
from jobs.dispatch import job_models
from jobs.models import JobState
from sources.captures.models import Capture
from sources.snapshots import orphan_files
from sources.snapshots.models import Snapshot
from sources.snapshots.storage import HALF


def hold():
    """No work is stuck, nothing was done twice, history and kept pages verify."""
    nothing_is_stuck()
    every_effect_is_there_once()
    it_verifies("verify_history")
    it_verifies("verify_snapshots")
    it_verifies("verify_published")
    no_half_file_is_left()


def nothing_is_stuck():
    """Feeds are never done: they rest between two polls."""
    open_states = [JobState.WAITING, JobState.RUNNING]
    stuck = {
        model.__name__: list(rows.values("pk", "state", "attempts", "failure", "detail"))
        for model in job_models()
        if model is not Feed and (rows := model._default_manager.filter(state__in=open_states))
    }
    assert not stuck, stuck
    # A feed is never done: it rests until its next poll.
    assert not Feed.objects.filter(state=JobState.RUNNING).exists()


def every_effect_is_there_once():
    """One page per finished capture, one line per kept page, one reading per article."""
    captured = Capture.objects.filter(state=JobState.DONE).values("snapshot")
    assert captured.distinct().count() == captured.count()
    assert Snapshot.objects.filter(by_hand=False).count() == captured.count()
    kept = Event.objects.filter(kind="keep")
    assert set(kept.values_list("chain", flat=True)) == {
        f"snapshot:{pk}" for pk in Snapshot.objects.values_list("pk", flat=True)
    }
    assert kept.count() == Snapshot.objects.count()
    read = Event.objects.filter(kind="read").values("chain").annotate(n=Count("pk"))
    assert {row["chain"]: row["n"] for row in read} == {
        f"article:{pk}": 1
        for pk in Article.objects.filter(state=JobState.DONE).values_list("pk", flat=True)
    }


def no_half_file_is_left():
    """What was cut in mid-write goes with the sweep of files, a day later: here at once."""
    folder = Path(default_storage.location)
    for half in folder.rglob(f"{HALF}*"):
        os.utime(half, (0, 0))
    orphan_files.remove_halves()
    assert not list(folder.rglob(f"{HALF}*"))


def it_verifies(command):
    said = StringIO()
    try:
        call_command(command, stdout=said)
    except CommandError as error:
        raise AssertionError(f"{error}\n{said.getvalue()}") from None
