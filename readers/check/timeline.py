"""How a check was made, for readers: roles and not people, deeds and never the notes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from history.models import Event

DID = {
    "accept": "Accepted a sentence from a text.",
    "file": "Filed the claim.",
    "take": "Took the claim.",
    "attach": "Added a passage of an archived page as evidence.",
    "reword": "Made the wording of the claim more exact.",
    "note-reply": "Noted whom we asked for an answer, or why nobody was asked.",
    "note-answer": "Noted an answer.",
    "add-sum": "Worked out a sum of the figures.",
    "submit": "Submitted the text for approval.",
    "recall": "Took the text back to go on writing.",
    "send-back": "Sent the text back to be improved.",
    "approve": "Approved the text, having written none of it.",
    "revoke": "Withdrew the approval.",
    "publish": "Published version {version}.",
    "correct": "Published the correction, version {version}.",
    "reopen": "Opened the check again.",
    "stand": "Looked again and let the published version stand.",
    "retract": "Retracted the check, as another editor had asked.",
}
OFTEN = {
    "attach": "Added {times} passages of archived pages as evidence.",
    "note-reply": "Noted whom we asked for an answer, or why nobody was asked.",
    "note-answer": "Noted answers.",
    "add-sum": "Worked out {times} sums of the figures.",
}
MERGED = frozenset({*OFTEN, "take", "reword"})
WHO = {"checker": "Checker", "editor": "Editor", "admin": "Editor", "system": "Software"}
SHOWN = frozenset({"publish", "correct", "retract"})
"""The events that changed what readers see."""


@dataclass(slots=True)
class Step:
    """One line of the list. `times`: how many events of one kind in a row it stands for."""

    at: datetime
    who: str
    kind: str
    version: int = 0
    times: int = 1

    @property
    def did(self) -> str:
        pattern = OFTEN.get(self.kind, DID[self.kind]) if self.times > 1 else DID[self.kind]
        return pattern.format(version=self.version, times=self.times)


def steps(
    events: Iterable[Event], *, slugs: Collection[str], version: int | None = None
) -> list[Step]:
    """What led to a publication, or to one version of it, oldest first.

    `events` are those of the claim's chain, in any order, with payloads; `slugs` are the
    publication's addresses, then and now. What was done after
    the last change that readers saw is not told: it belongs to a version that is yet to come.
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
        if event.kind in SHOWN:
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
    if event.kind not in DID:
        return
    who = WHO.get(event.role, "The desk")
    is_again = bool(found) and (found[-1].kind, found[-1].who) == (event.kind, who)
    if is_again and event.kind in MERGED:
        found[-1].times += 1
        found[-1].at = event.occurred_at
        return
    found.append(Step(event.occurred_at, who, event.kind, number))
