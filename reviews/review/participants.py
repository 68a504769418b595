"""Shows who took part: the people that events and revisions refer to, as they are called today.

The payload of an event refers to people under the keys `PEOPLE`, or by an id under any key.
"""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import THE_DESK
from accounts.people import People, is_reference
from history.models import Event

Frozen = dict[str, Any]
"""What a revision says (`reviews.revisions.document`)."""

PEOPLE = frozenset({"holder", "set_by", "asked_by", "actor"})
"""Keys that hold people. Events written before people had ids have usernames there."""


def of_events(events: Iterable[Event]) -> People:
    """Everybody that these events refer to. Needs the payloads (`Event.objects.of`)."""
    references: list[str] = []

    def note(reference: str) -> str:
        references.append(reference)
        return reference

    for event in events:
        note(event.actor)
        payload_with_names(event, note)
    return People(references)


def payload_with_names(event: Event, naming: Callable[[str], str]) -> dict[str, Any]:
    """What the event says, with `naming(reference)` for each person; `People.name`, say."""
    return {key: _named(key, value, naming) for key, value in event.payload.items()}


def _named(key: str, value: Any, naming: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {inner: _named(inner, one, naming) for inner, one in value.items()}
    is_person = is_reference(value) or (key in PEOPLE and isinstance(value, str) and value)
    return naming(value) if is_person else value


def usernames(frozen: Frozen) -> list[str]:
    """The authors of a revision, for the API of the desk."""
    known = People(frozen["authors"])
    return [known.username(author) for author in frozen["authors"]]


def names(frozen: Frozen) -> list[str]:
    """The authors of a revision, for pages of the desk."""
    known = People(frozen["authors"])
    return [known.name(author) for author in frozen["authors"]]


def bylines(frozen: Frozen) -> list[str]:
    """The authors of a revision as readers see them: by-lines, "the desk" once and last."""
    known = People(frozen["authors"])
    users = [known.get(author) for author in frozen["authors"]]
    shown = [user.byline if user else THE_DESK for user in users]
    others = [byline for byline in dict.fromkeys(shown) if byline != THE_DESK]
    return [*others, THE_DESK] if THE_DESK in shown else others


def with_names(frozen: Frozen) -> Frozen:
    """The document, for pages of the desk: whoever asked for a reply has their name of today.

    Documents of before there were ids hold the name of then, which is left out.
    """
    if "format" not in frozen:
        return frozen | {"replies": [_without_asker(reply) for reply in frozen["replies"]]}
    known = People(reply["asked_by"] for reply in frozen["replies"])
    named = [
        reply | {"asked_by": known.name(reply["asked_by"]) if reply["asked_by"] else ""}
        for reply in frozen["replies"]
    ]
    return frozen | {"replies": named}


def _without_asker(reply: Frozen) -> Frozen:
    return {key: value for key, value in reply.items() if key != "asked_by"}
