"""The history of a claim as lines that a newsroom reads: when, who, what they did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from history.models import Event
from reviews import told


@dataclass(frozen=True, slots=True)
class Line:
    """One event as read; `who` is the name on pages, `hash` what the chain says of it."""

    at: datetime
    who: str
    did: str
    seq: int
    hash: str


def lines(events: Iterable[Event]) -> list[Line]:
    """The events in the order given; the names of all actors cost one query."""
    found = list(events)
    actors = {event.actor for event in found}
    names = {user.username: user.name for user in User.objects.filter(username__in=actors)}
    names["system"] = "The desk"
    return [
        Line(
            event.occurred_at,
            names.get(event.actor, event.actor),
            told.words(event),
            event.seq,
            event.hash,
        )
        for event in found
    ]
