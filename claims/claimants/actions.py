"""What the desk learns of who says things."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from claims.claimants.models import Claimant
from history.record import record


@transaction.atomic
def remember_spelling(claimant: Claimant, *, spelling: str, by: User) -> Claimant:
    """This spelling means this claimant from now on, unless it is somebody's already."""
    spelling = " ".join(spelling.split())[:200]
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if not spelling or Claimant.objects.spelled(spelling).exists():
        return claimant
    claimant.aliases = [*claimant.aliases, spelling]
    claimant.save(update_fields=["aliases"])
    record(f"claimant:{claimant.pk}", "remember-spelling", by=by, spelling=spelling)
    return claimant


@transaction.atomic
def describe_claimant(
    claimant: Claimant,
    *,
    kind: str | None = None,
    described_as: str | None = None,
    role: str | None = None,
    same_as: str | None = None,
    aliases: list[str] | None = None,
    name_hidden: bool | None = None,
    by: User,
) -> Claimant:
    """Say who a claimant is: of which kind, role, Wikidata address, other spellings.

    `described_as` is what readers see in place of a private person's name; `name_hidden`
    whether it is hidden in every check, which an editor answers for: one who says that somebody
    is a private person has said so. None leaves a thing as it is. What was published keeps what
    stood in it, except for a private person's name: `reviews.claimants.actions`, which
    every entry point calls, takes that out. Raises `ValidationError` for a spelling that is
    somebody else's, or an address that is none.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    given: dict[str, object] = {
        "kind": kind,
        "described_as": None if described_as is None else " ".join(described_as.split()),
        "role": role,
        "same_as": same_as,
    }
    if aliases is not None:
        given["aliases"] = _spellings(claimant, aliases)
    given = {name: value for name, value in given.items() if value is not None}
    if kind is not None:
        given["kind_guessed"] = False
        is_private = kind == Claimant.Kind.PRIVATE
        name_hidden = is_private and (by.is_editor or claimant.name_hidden)
    if name_hidden is not None:
        given["name_hidden"] = name_hidden
    was = {name: getattr(claimant, name) for name in given}
    if given == was:
        return claimant
    for name, value in given.items():
        setattr(claimant, name, value)
    claimant.full_clean()
    claimant.save(update_fields=list(given))
    record(f"claimant:{claimant.pk}", "describe", by=by, was=was, now=given)
    return claimant


@transaction.atomic
def hide_name(claimant: Claimant, *, by: User) -> bool:
    """Hide a private person's name in every check; whether it was not hidden before.

    Who may do so is asked by whoever calls.
    """
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if not claimant.is_private or claimant.name_hidden:
        return False
    claimant.name_hidden = True
    claimant.save(update_fields=["name_hidden"])
    record(f"claimant:{claimant.pk}", "hide-name", by=by)
    return True


def _spellings(claimant: Claimant, aliases: list[str]) -> list[str]:
    """Other spellings in one line each, each once; refused where one is somebody else's."""
    names = dict.fromkeys(" ".join(name.split())[:200] for name in aliases)
    spellings = [name for name in names if name and name != claimant.name]
    for name in spellings:
        other = Claimant.objects.spelled(name).exclude(pk=claimant.pk).first()
        if other:
            raise ValidationError({"aliases": f"“{name}” is {other.name} already."})
    return spellings
