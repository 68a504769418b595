"""The history of a claim or a page as readable lines: when, who, what they did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from history.models import Event
from reviews.review import participants
from reviews.workflow.event_kinds import event_kind


class _WithoutGaps(dict[str, Any]):
    """A payload in which keys that an older event lacks are empty."""

    def __missing__(self, key: str) -> str:
        return ""


def event_sentence(event: Event, payload: Mapping[str, Any]) -> str:
    """ "added evidence [3], refutes". The payload is the event's, with names for people."""
    kind = event_kind(event.chain, event.kind)
    name = event.kind.replace("-", " ")
    if kind is None:
        return name
    if "{" in kind.history and "redacted" in payload:
        return _("%(event)s: redacted, %(why)s") % {"event": name, "why": payload["redacted"]}
    known = {key: value for key, value in payload.items() if value is not None}
    return gettext(kind.history).format_map(_WithoutGaps(known)).strip(" :")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event as read; `who` is the name on pages, `hash` the event's own."""

    at: datetime
    who: str
    did: str
    seq: int
    hash: str


def event_lines(events: Iterable[Event]) -> list[HistoryLine]:
    """The events in the order given; the names of all people cost one query."""
    found = list(events)
    known = participants.people_in_events(found)
    return [
        HistoryLine(
            event.occurred_at,
            known.name(event.actor),
            event_sentence(event, participants.payload_with_names(event, known.name)),
            event.seq,
            event.hash,
        )
        for event in found
    ]
