"""How a check was made, for readers: roles instead of people, and no notes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.models import Event
from reviews.review.table import ReadersSentence
from reviews.workflow.event_kinds import event_kind

WHO = {
    "checker": _("Checker"),
    "editor": _("Editor"),
    "admin": _("Editor"),
    "system": _("Software"),
}
THE_DESK = _("The desk")


@dataclass(slots=True)
class Step:
    """One line of the list; it stands for `times` events of one kind in a row."""

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

    `events` are those of the claim's chain, in any order, with payloads; `slugs` are all
    addresses of the publication, old and new. Events after the last change that readers saw
    belong to a later version and are left out.
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
    """The events that led to this publication; a retraction starts over."""
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
    who = str(WHO.get(event.role, THE_DESK))
    is_again = bool(found) and (found[-1].kind, found[-1].who) == (event.kind, who)
    if is_again and kind.readers.repeated:
        found[-1].times += 1
        found[-1].at = event.occurred_at
        return
    found.append(Step(event.occurred_at, who, event.kind, kind.readers, number))
