"""Send jobs to workers, and sweep: send those again whose message was lost."""

import logging
import os
import time
from functools import partial
from typing import Any

from celery import current_app
from django.apps import apps
from django.db import connection, transaction
from django.db.models.functions import Now
from kombu.pools import producers

from jobs.models import Job, JobState

log = logging.getLogger(__name__)

SWEEP_LOCK = 7_301_001
"""The advisory lock of the sweep: two at once would only send every message twice."""
BATCH = 500
PATIENCE = 1.0
"""Seconds to wait for a broker that doesn't answer."""
QUIET = 2.0
"""Seconds without further attempts after a failed one, so that many in a row cost one wait."""

_quiet_until = 0.0


def dispatch(name: str, pk: int) -> bool:
    """Send the message that a row is due: task `name` with the row's key.

    Returns False if the broker doesn't answer; the sweep sends the message later, so a dead
    broker costs seconds, not work. For `QUIET` seconds after that nobody waits for it again.
    """
    global _quiet_until  # noqa: PLW0603 - spares the other threads the wait
    if time.monotonic() < _quiet_until:
        return False
    try:
        with _producers().acquire(block=True, timeout=PATIENCE) as producer:
            current_app.send_task(
                name, args=[pk], ignore_result=True, retry=False, producer=producer
            )
    except Exception as error:  # noqa: BLE001 - the broker's library may raise anything; the row stays due
        _quiet_until = time.monotonic() + QUIET
        log.warning("Could not dispatch %s %s: %s. The sweep will try again.", name, pk, error)
        return False
    return True


def _producers() -> Any:
    """Connections to the broker with a short timeout; those of workers may wait for longer."""
    url = str(current_app.conf.broker_url)
    if url not in _known_producers:  # even the look-up makes a connection
        line = current_app.connection(transport_options={"socket_timeout": PATIENCE})
        _known_producers[url] = producers[line]
    return _known_producers[url]


_known_producers: dict[str, Any] = {}
os.register_at_fork(after_in_child=_known_producers.clear)


def dispatch_on_commit(name: str, pk: int) -> None:
    """Dispatch once the transaction that wrote the row is committed."""
    transaction.on_commit(partial(dispatch, name, pk), robust=True)


def job_models() -> list[type[Job]]:
    """Every model whose rows are jobs."""
    return [model for model in apps.get_models() if issubclass(model, Job)]


def sweep() -> int:
    """Dispatch every due row whose message was lost, oldest first; fail what kills its workers.

    Returns the number of rows dispatched. Safe to run at any time, any number of times.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        dispatched = 0
        for model in job_models():
            _fail_out_of_attempts(model)
            lost = model._default_manager.undispatched().order_by("run_after")  # type: ignore[attr-defined]
            due = list(lost.values_list("pk", flat=True)[:BATCH])
            model._default_manager.filter(pk__in=due).update(dispatched_at=Now())
            for pk in due:
                dispatch_on_commit(model.task_name, pk)
            dispatched += len(due)
    return dispatched


def _fail_out_of_attempts(model: type[Job]) -> None:
    model._default_manager.out_of_attempts().update(  # type: ignore[attr-defined]
        state=JobState.FAILED,
        failure="timeout",
        detail=f"Tried {model.max_attempts} times; the worker never came back.",
        lease_until=None,
        lease_token=None,
        ended_at=Now(),
    )
