"""How a check was made, for readers: roles, not people; what was done, never the notes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from history.models import Event
from reviews.review.table import ReadersSentence
from reviews.workflow.event_kinds import event_kind

WHO = {"checker": "Checker", "editor": "Editor", "admin": "Editor", "system": "Software"}


@dataclass(slots=True)
class Step:
    """One line of the list. `times`: how many events of one kind in a row it sums up."""

    at: datetime
    who: str
    kind: str
    sentence: ReadersSentence
    version: int = 0
    times: int = 1

    @property
    def did(self) -> str:
        pattern = self.sentence.repeated if self.times > 1 else self.sentence.once
        return gettext(pattern).format(version=self.version, times=self.times)


def steps(
    events: Iterable[Event], *, slugs: Collection[str], version: int | None = None
) -> list[Step]:
    """What led to a publication, or to one version of it, oldest first.

    `events` are those of the claim's chain, in any order, with payloads; `slugs` are the
    publication's addresses, then and now. What was done after the last change that readers saw
    is left out: it belongs to a version that is yet to come.
    """
    found: list[Step] = []
    last_shown = 0
    number = 0
    for event in _of_publication(events, slugs):
        if event.kind in ("publish", "correct"):
            number += 1
        if version is not None and number > version:
            break
        _add(found, event, number)
        kind = event_kind(event.chain, event.kind)
        if kind and kind.changes_what_readers_see:
            last_shown = len(found)
        if version is not None and number == version:
            break
    return found[:last_shown]


def _of_publication(events: Iterable[Event], slugs: Collection[str]) -> Iterator[Event]:
    """The events of the life that made this publication; a retraction ends one."""
    life: list[Event] = []
    is_ours = False
    for event in sorted(events, key=lambda one: one.seq):
        life.append(event)
        if event.kind == "publish" and event.payload.get("slug") in slugs:
            is_ours = True
        if event.kind == "retract":
            if is_ours:
                break
            life = []
    yield from life if is_ours else []


def _add(found: list[Step], event: Event, number: int) -> None:
    kind = event_kind(event.chain, event.kind)
    if kind is None or kind.readers is None:
        return
    who = WHO.get(event.role, "The desk")
    is_again = bool(found) and (found[-1].kind, found[-1].who) == (event.kind, who)
    if is_again and kind.readers.repeated:
        found[-1].times += 1
        found[-1].at = event.occurred_at
        return
    found.append(Step(event.occurred_at, who, event.kind, kind.readers, number))
