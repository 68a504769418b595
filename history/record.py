"""The only way to write history: `record`, called last in the transaction that it records."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from typing import Protocol

from django.db import connection

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the current request, set by the code that serves it, so that events name it."""


class Actor(Protocol):
    """A person who acts: a user of the desk, or the user `system`.

    Events hold `public_id`, which is random, so that the name of a person can change or be
    erased. `accounts.people` finds the person.
    """

    public_id: str
    role: str


def canonical(payload: Mapping[str, object]) -> str:
    """The canonical text of a payload: sorted keys, no spaces, NFC, no floats.

    Dates become ISO 8601. Raises `TypeError` for a float, and for anything else JSON lacks.
    """

    def plain(value: object) -> object:
        if isinstance(value, float):
            raise TypeError("A float has no canonical text; use an int or a string.")
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, dict):
            return {str(key): plain(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [plain(item) for item in value]
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value.replace("\x00", ""))
        return value

    return json.dumps(plain(payload), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(chain: str, kind: str, /, *, by: Actor, **payload: object) -> int:
    """Add one event to a chain and return its id.

    Locks the chain's head until the transaction ends, so call it last; write to two chains in
    the order of their names. A payload never holds the name of one of our people: give
    `public_id` instead.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record(%s, %s, %s, %s, %s, %s)",
            [chain, kind, by.public_id, by.role, request_id.get(), canonical(payload)],
        )
        return int(cursor.fetchone()[0])


ToRecord = tuple[str, str, Mapping[str, object]]
"""An event yet to be written: its chain, its kind, its payload."""


def record_each(events: Iterable[ToRecord], *, by: Actor) -> None:
    """Add events to several chains, whose heads are locked in the order of their names.

    This way, two transactions that write to the same chains cannot deadlock.
    """
    for chain, kind, payload in sorted(events, key=lambda event: event[0]):
        record(chain, kind, by=by, **payload)


def redact(event_id: int, *, why: str, by: Actor) -> int:
    """Replace an event's payload by a tombstone; the chain keeps its digest and verifies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT redact_event(%s, %s, %s, %s, %s)",
            [event_id, by.public_id, by.role, request_id.get(), why],
        )
        return int(cursor.fetchone()[0])
