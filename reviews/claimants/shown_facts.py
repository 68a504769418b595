"""What readers see of a claimant, as facts that a checker proposes to change."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from claims.claimants.models import Claimant
from reviews.claimants.published_pages import (
    checks_naming,
    describe_claimant,
    remember_spelling,
)
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.shown_facts import ShownFact, Values


def needs_editor(claimant: Claimant, _by: User) -> bool:
    """Whether there is a published check of theirs, or their name is hidden in others."""
    return claimant.name_hidden or checks_naming(claimant).exists()


def _claimant(claimant: Claimant, wanted: Values) -> Values:
    return {
        name: getattr(claimant, name) for name, value in wanted.items() if value is not None
    }


def _spelling(claimant: Claimant, wanted: Values) -> Values:
    """The spelling; empty while it isn't known as this claimant's."""
    spelling = " ".join(str(wanted["spelling"]).split())
    known = Claimant.objects.spelled(spelling).filter(pk=claimant.pk)
    return {"spelling": spelling if known.exists() else ""}


def _chains(claimant: Claimant) -> list[str]:
    """The claimant's own chain: there may be thousands of claims."""
    return [f"claimant:{claimant.pk}"]


def _claimant_fact(
    read: Callable[[Any, Values], Values], write: Callable[..., object]
) -> ShownFact:
    return ShownFact(
        field="claimant",
        model=Claimant,
        locks=Claimant,
        read=read,
        write=write,
        needs_editor=needs_editor,
        chains=_chains,
        is_of_parts=True,
    )


CLAIMANT_FACTS: dict[str, ShownFact] = {
    ProposedChange.Kind.CLAIMANT: _claimant_fact(_claimant, describe_claimant),
    ProposedChange.Kind.SPELLING: _claimant_fact(_spelling, remember_spelling),
}
