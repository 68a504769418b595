"""Finds or creates the claimant of a claim that is made or reworded."""

from accounts.models import User
from claims.claimants.kinds import guess_kind
from claims.claimants.models import Claimant
from claims.claims import actions
from reviews.claimants.actions import describe_claimant_or_propose, propose_to_hide_name


def find_or_create_claimant(
    who: str | Claimant,
    *,
    role: str = "",
    kind: str = "",
    described_as: str = "",
    by: User,
) -> Claimant:
    """The claimant with this name, created if new, with the given kind.

    Without a kind, name and role suggest one for new claimants and those without a kind. Such a
    guess doesn't make a known claimant a private person. If readers see a known claimant, an
    editor has to confirm what a checker changes.
    """
    if isinstance(who, Claimant):
        claimant = who
    else:
        claimant = actions.get_or_create_claimant(who, role=role, kind=kind)
    facts: dict[str, str] = {}
    if kind and (claimant.kind != kind or claimant.kind_guessed):
        facts["kind"] = kind
    if described_as and claimant.described_as != described_as:
        facts["described_as"] = described_as
    if facts:
        describe_claimant_or_propose(claimant, by=by, **facts)
        claimant.refresh_from_db()
        return claimant
    guessed = guess_kind(claimant.name, claimant.role)
    if not claimant.kind and guessed != Claimant.Kind.PRIVATE:
        claimant.kind, claimant.kind_guessed = guessed, True
        claimant.save(update_fields=["kind", "kind_guessed"])
    propose_to_hide_name(claimant, by=by)
    return claimant
