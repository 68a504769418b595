"""Compares the desk part of each revision with the hashes in its public part."""

from collections.abc import Iterator
from typing import NamedTuple

from history.models import Event
from reviews.revisions.desk_part import Secret
from reviews.revisions.models import Revision

AT_ONCE = 200


class PartFault(NamedTuple):
    """What is wrong with the desk part of a revision, in words, and the chain of its claim."""

    chain: str
    what: str


def all_differences() -> Iterator[PartFault]:
    """Every difference of every revision."""
    revisions = Revision.objects.select_related("review__claim").prefetch_related("desk_parts")
    for revision in revisions.order_by("pk").iterator(chunk_size=AT_ONCE):
        name = f"version {revision.number} of review {revision.review_id}"
        for what in differences(revision):
            yield PartFault(revision.review.claim.chain, f"{name}: {what}")


def differences(revision: Revision) -> Iterator[str]:
    """Parts that are missing, differ from their commitment, or were erased without an event."""
    commitments = dict(revision.public_part.get("commitments", {}))
    erased = []
    for part in revision.desk_parts.all():
        committed = commitments.pop(part.place, None)
        if part.erased_at is not None:
            erased.append(part.place)
        elif Secret(part.salt, part.text).commitment != committed:
            yield f"what the desk keeps as {part.place} is not what its hash was made of"
    for place in commitments:
        yield f"{place} is gone, and nothing says that it was erased"
    if erased:
        recorded = _erased_by_history(revision)
        for place in erased:
            if place not in recorded and None not in recorded:
                yield f"history does not say that {place} was erased"


def _erased_by_history(revision: Revision) -> set[str | None]:
    """The places that history names; None for a line that was itself redacted."""
    here = (revision.review_id, revision.number)
    events = Event.objects.of(revision.review.claim.chain).filter(kind="erase-desk-part")
    return {
        event.payload.get("place")
        for event in events
        if (event.payload.get("review"), event.payload.get("revision")) in {here, (None, None)}
    }
