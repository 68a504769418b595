"""Replays the history of what was published of a claim: versions, corrections, retractions.

No row of a publication is read here. Whoever compares the rows that readers are shown with this
(`readers.verification`) sees each one that was changed without its event.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from history.models import Event
from history.redactions import facts_of_redacted

KINDS = ("approve", "publish", "correct", "retract", "move-address", "redact")
"""Events that decide what readers are shown, and those that redact one of them."""
SLOWEST = timedelta(minutes=1)
"""From a row to its event, which is written later in the same transaction."""


def is_time_of(row: datetime, event: datetime) -> bool:
    """Whether a row that was written together with an event may have this time."""
    return event - SLOWEST <= row <= event


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved a revision, and its hash as it was then."""

    by: str
    hash: str


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version that was published. `approved` is None if no event approved it."""

    number: int
    review: int
    revision: int
    approved: Approved | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionTold:
    """A correction or a retraction. `text` is None if it was redacted.

    `before` and `after` are numbers of versions; a retraction has no version after it.
    """

    kind: str
    text: str | None
    before: int
    after: int | None
    by: str
    at: datetime


@dataclass(slots=True)
class PublicationTold:
    """One publication according to its events, which also name its people.

    `slug` is None if the event that gave it was redacted. A retraction is the last of the
    corrections.
    """

    slug: str | None
    published_by: str
    published_at: datetime
    changed_at: datetime
    versions: list[VersionTold]
    corrections: list[CorrectionTold] = field(default_factory=list)
    retraction: CorrectionTold | None = None
    old_slugs: list[str] = field(default_factory=list)

    @property
    def version(self) -> VersionTold:
        """The one that readers are shown."""
        return self.versions[-1]


def publications_told(events: Iterable[Event]) -> list[PublicationTold]:
    """The publications of one claim, oldest first, from the events of its chain in order."""
    events = list(events)
    copies = facts_of_redacted(events)
    approved: dict[tuple[int, int], Approved] = {}
    told: list[PublicationTold] = []
    for event in events:
        facts = copies.get(event.seq) or event.payload
        match event.kind:
            case "approve" if "hash" in facts:
                key = facts["review"], facts["revision"]
                approved[key] = Approved(event.actor, facts["hash"])
            case "publish" if "revision" in facts:
                told.append(_published(event, facts, approved))
            case "correct" if told and "revision" in facts:
                _correct(told[-1], event, facts, approved)
            case "retract" if told:
                _retract(told[-1], event, facts)
            case "move-address":
                _move(told, facts)
    return told


Approvals = Mapping[tuple[int, int], Approved]


def _version(
    number: int, event: Event, facts: Mapping[str, Any], approved: Approvals
) -> VersionTold:
    key = facts["review"], facts["revision"]
    return VersionTold(number, *key, approved.get(key), event.occurred_at)


def _published(event: Event, facts: Mapping[str, Any], approved: Approvals) -> PublicationTold:
    return PublicationTold(
        slug=facts.get("slug"),
        published_by=facts.get("set_by") or event.actor,
        published_at=event.occurred_at,
        changed_at=event.occurred_at,
        versions=[_version(1, event, facts, approved)],
    )


def _move(told: list[PublicationTold], facts: Mapping[str, Any]) -> None:
    """Record the new address of the check that had the old one."""
    for one in told:
        if "new" not in facts:
            one.slug = None
        elif one.slug == facts["old"]:
            one.slug = facts["new"]
            one.old_slugs.append(facts["old"])


def _correct(
    told: PublicationTold, event: Event, facts: Mapping[str, Any], approved: Approvals
) -> None:
    before = told.version.number
    told.versions.append(_version(before + 1, event, facts, approved))
    told.changed_at = event.occurred_at
    told.corrections.append(
        CorrectionTold(
            kind=facts["kind"],
            text=facts.get("text"),
            before=before,
            after=before + 1,
            by=event.actor,
            at=event.occurred_at,
        )
    )


def _retract(told: PublicationTold, event: Event, facts: Mapping[str, Any]) -> None:
    told.retraction = CorrectionTold(
        kind="retraction",
        # Retractions of 4c8456e have no text for readers, who were shown the note.
        text=facts.get("text", facts.get("note")),
        before=told.version.number,
        after=None,
        by=event.actor,
        at=event.occurred_at,
    )
    told.changed_at = event.occurred_at
    told.corrections.append(told.retraction)
