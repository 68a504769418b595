"""A worker goes from one kept page to the next, whatever becomes of one of them."""

import itertools

import pytest
from django.core.files.storage import default_storage

from jobs.models import JobState
from sources.snapshots import actions, parse_job, tasks
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.usefixtures("live_db")
NUMBERS = itertools.count(1)


def kept():
    body = f"Page {next(NUMBERS)} that a worker comes to.".encode()
    return actions.archive_by_hand(body, media_type="text/plain", by=given.checker())


def states(*pages):
    return [Content.objects.get(pk=page.pk).state for page in pages]


def test_a_page_whose_bytes_are_gone_stands_in_no_other_s_way():
    lost, next_one, last = kept(), kept(), kept()
    default_storage.delete(lost.storage_name)

    tasks.parse(lost.pk)

    assert states(lost, next_one, last) == [JobState.FAILED, JobState.DONE, JobState.DONE]
    assert Content.objects.get(pk=lost.pk).failure == "bytes_gone"


def test_a_page_that_we_fail_at_is_logged_and_stands_in_no_other_s_way(monkeypatch, caplog):
    bad, next_one, last = kept(), kept(), kept()
    tried, read = [], parse_job._read

    def failing(snapshot):
        tried.append(snapshot.pk)
        if snapshot.pk == bad.pk:
            raise RuntimeError("A fault of ours.")
        return read(snapshot)

    monkeypatch.setattr(parse_job, "_read", failing)

    tasks.parse(bad.pk)

    assert states(bad, next_one, last) == [JobState.RUNNING, JobState.DONE, JobState.DONE]
    assert tried == [bad.pk, next_one.pk, last.pk]
    assert Content.objects.get(pk=bad.pk).attempts == 1
    assert "A fault of ours." in caplog.text
