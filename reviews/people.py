"""Shows who took part: the people that events and revisions refer to, by their names of today.

The payload of an event refers to people under the keys `PEOPLE`, or by an id under any key.
"""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.people import People, is_reference
from history.models import Event

PEOPLE = frozenset({"holder", "set_by", "asked_by"})
"""Keys that hold people. Events written before people had ids have usernames there."""


def of_events(events: Iterable[Event]) -> People:
    """Everybody that these events refer to. Needs the payloads (`Event.objects.of`)."""
    references: set[str] = set()
    for event in events:
        references.add(event.actor)
        references |= {v for k, v in event.payload.items() if _is_person(k, v)}
    return People(references)


def payload_with_names(event: Event, naming: Callable[[str], str]) -> dict[str, Any]:
    """What the event says, with `naming(reference)` for each person; `People.name`, say."""
    return {
        key: naming(value) if _is_person(key, value) else value
        for key, value in event.payload.items()
    }


def _is_person(key: str, value: Any) -> bool:
    return is_reference(value) or (key in PEOPLE and isinstance(value, str) and value != "")
