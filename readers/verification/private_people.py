"""Compares who is shown as a private person, and under which words, with history.

`Claimant.kind` and `described_as` are no part of a revision, and decide by which words readers
meet the claimant on every page. A kind is told by the events `describe` of the claimant; one
that was given when the claim was filed, by the revisions since.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from claims.claimants.models import Claimant
from history.models import Event
from readers.verification.difference import is_not

Documents = Iterable[Mapping[str, Any]]


def differences(documents: Documents) -> dict[int, list[str]]:
    """What is wrong with each claimant of these frozen documents, by the claimant's id."""
    frozen = {one["claimant"]["id"]: one["claimant"].get("kind", "") for one in documents}
    told = {pk: {"kind": kind} for pk, kind in frozen.items()}
    events = Event.objects.filter(chain__in=map(_chain, frozen), kind="describe")
    by_chain = groupby(
        events.select_related("side").order_by("chain", "seq"), key=lambda event: event.chain
    )
    for chain, lines in by_chain:
        for event in lines:
            told[int(chain.partition(":")[2])] |= event.payload.get("now", {})
    people = Claimant.objects.filter(pk__in=frozen)
    return {person.pk: list(_of_person(person, told[person.pk])) for person in people}


def _chain(claimant: int) -> str:
    return f"claimant:{claimant}"


def _of_person(person: Claimant, told: Mapping[str, str]) -> Iterator[str]:
    is_private = told["kind"] == Claimant.Kind.PRIVATE
    if person.is_private and not is_private:
        yield "its claimant is shown as a private person, and history does not say so"
    elif is_private and not person.is_private:
        yield "its claimant is a private person, and is shown by name"
    elif is_private and person.described_as != told.get("described_as", ""):
        shown, due = person.described_as, told.get("described_as", "")
        yield is_not("what stands in place of its claimant", shown, due)
