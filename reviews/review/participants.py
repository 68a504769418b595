"""Finds the present names of people that events refer to.

The payload of an event refers to people under the keys `PEOPLE`, or by an id under any key.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from accounts.people import People, is_reference
from history.models import Event

PEOPLE = frozenset({"holder", "set_by", "asked_by", "actor"})
"""Keys that hold people. Events written before people had ids have usernames there."""


def people_in_events(events: Iterable[Event]) -> People:
    """Everybody that these events refer to. The events need payloads (`Event.objects.of`)."""
    references: list[str] = []

    def note(reference: str) -> str:
        references.append(reference)
        return reference

    for event in events:
        note(event.actor)
        payload_with_names(event, note)
    return People(references)


def payload_with_names(event: Event, naming: Callable[[str], str]) -> Mapping[str, Any]:
    """The payload of an event, with `naming(reference)` for each person."""
    return {key: _named(key, value, naming) for key, value in event.payload.items()}


def _named(key: str, value: Any, naming: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {inner: _named(inner, one, naming) for inner, one in value.items()}
    is_person = is_reference(value) or (key in PEOPLE and isinstance(value, str) and value)
    return naming(value) if is_person else value
