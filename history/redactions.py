"""Redacted events: what is still known of them, and who redacted them and why."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from history.export import rows
from history.models import Event, JsonObject

PROTECTED = """
SELECT event.chain, event.seq, event.kind, payload.redacted_by, payload.redacted_why,
    to_char(payload.redacted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
FROM history_payload payload JOIN history_event event ON event.id = payload.event_id
WHERE payload.redacted_why <> '' AND event_is_protected(event.kind)
ORDER BY event.chain, event.seq
"""


class Redaction(NamedTuple):
    """An event that the owner of the database redacted; `by` is the reference to a person."""

    chain: str
    seq: int
    kind: str
    by: str
    why: str
    at: str


def protected_redactions() -> Iterator[Redaction]:
    """Redacted events of the kinds that the owner of the database alone may redact."""
    yield from map(Redaction._make, rows(PROTECTED))


def facts_of_redacted(events: Iterable[Event]) -> dict[int, JsonObject]:
    """What redacted events of one chain still say, by their places.

    The `redact` event of a protected kind holds a copy of all that isn't text.
    """
    found: dict[int, JsonObject] = {}
    for event in events:
        copy = event.payload.get("of") if event.kind == "redact" else None
        if copy:
            found[event.payload["seq"]] = dict(copy["facts"])
    return found
