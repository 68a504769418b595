"""Ringing for a worker, and the sweep that rings again for whatever was not heard."""

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
"""The advisory lock of the sweep: two at once would only ring twice, but why should they."""
BATCH = 500
PATIENCE = 1.0
"""Seconds for which somebody who rings waits for a broker that says nothing."""
QUIET = 2.0
"""Seconds for which nobody rings after one ring was not heard: many in a row cost one wait."""

_quiet_until = 0.0


def ring(name: str, pk: int) -> bool:
    """Send the message that a row is due. A dead broker costs seconds, not work: False.

    Once one was not heard, nobody waits for the broker again for `QUIET` seconds.
    """
    global _quiet_until  # noqa: PLW0603 - what one thread learnt spares the others
    if time.monotonic() < _quiet_until:
        return False
    try:
        with _line().acquire(block=True, timeout=PATIENCE) as producer:
            current_app.send_task(
                name, args=[pk], ignore_result=True, retry=False, producer=producer
            )
    except Exception as error:  # noqa: BLE001 - whatever the broker's library raises, the row stands
        _quiet_until = time.monotonic() + QUIET
        log.warning("Nobody heard %s %s: %s. The sweep will ring again.", name, pk, error)
        return False
    return True


def _line() -> Any:
    """Producers whose broker must answer soon; those of workers may wait for it for longer."""
    url = str(current_app.conf.broker_url)
    if url not in _lines:  # only to look them up costs a connection's making
        line = current_app.connection(transport_options={"socket_timeout": PATIENCE})
        _lines[url] = producers[line]
    return _lines[url]


_lines: dict[str, Any] = {}
os.register_at_fork(after_in_child=_lines.clear)


def ring_when_saved(name: str, pk: int) -> None:
    """Ring once the transaction that wrote the row is in."""
    transaction.on_commit(partial(ring, name, pk), robust=True)


def job_models() -> list[type[Job]]:
    """Every model whose rows are work."""
    return [model for model in apps.get_models() if issubclass(model, Job)]


def sweep() -> int:
    """Ring for every due row that nobody heard, oldest first, and end what no worker survives.

    Returns how many rows were rung for. Safe to run at any time and in any number.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        rung = 0
        for model in job_models():
            _end_spent(model)
            unheard = model._default_manager.unheard().order_by("run_after")  # type: ignore[attr-defined]
            due = list(unheard.values_list("pk", flat=True)[:BATCH])
            model._default_manager.filter(pk__in=due).update(last_rung=Now())
            for pk in due:
                ring_when_saved(model.doorbell, pk)
            rung += len(due)
    return rung


def _end_spent(model: type[Job]) -> None:
    model._default_manager.spent().update(  # type: ignore[attr-defined]
        state=JobState.FAILED,
        failure="timeout",
        detail=f"Tried {model.max_attempts} times; the worker never came back.",
        lease_until=None,
        lease_token=None,
        ended_at=Now(),
    )
