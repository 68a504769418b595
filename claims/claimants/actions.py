"""Save what the desk knows about claimants: aliases, kind, role, hidden names."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.claimants.models import Claimant
from history.record import record


@transaction.atomic
def remember_spelling(claimant: Claimant, *, spelling: str, by: User) -> Claimant:
    """Add a spelling to a claimant's aliases, unless a claimant has it already."""
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
    """Change what is known about a claimant: kind, role, Wikidata address, aliases.

    `described_as` is what readers see instead of a private person's name. `name_hidden` hides
    that name in every check, which is an editor's decision; an editor who sets the kind to
    private person makes it too. None leaves a value unchanged.

    Published checks don't change, except that a private person's name is removed from them by
    `reviews.claimants.actions`, which pages and API call. Raises ValidationError if an alias
    belongs to another claimant, or if the address isn't valid.
    """
    if not by.is_checker:
        raise PermissionDenied(_("Only people of the desk may do this."))
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    described_as = None if described_as is None else " ".join(described_as.split())
    names = None if aliases is None else _spellings(claimant, aliases)
    if kind is not None:
        is_private = kind == Claimant.Kind.PRIVATE
        name_hidden = is_private and (by.is_editor or claimant.name_hidden)
    values: dict[str, str | bool | list[str] | None] = {
        "kind": kind,
        "described_as": described_as,
        "role": role,
        "same_as": same_as,
        "aliases": names,
        "kind_guessed": None if kind is None else False,
        "name_hidden": name_hidden,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return _save_changes(claimant, given, by=by)


def _save_changes(
    claimant: Claimant, given: dict[str, str | bool | list[str]], *, by: User
) -> Claimant:
    """Save and record changed values, if any of them is new."""
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
    """Hide a private person's name in every check. Returns whether it was visible before.

    The caller checks the permission.
    """
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if not claimant.is_private or claimant.name_hidden:
        return False
    claimant.name_hidden = True
    claimant.save(update_fields=["name_hidden"])
    record(f"claimant:{claimant.pk}", "hide-name", by=by)
    return True


def _spellings(claimant: Claimant, aliases: list[str]) -> list[str]:
    """Normalize aliases and remove duplicates. Refuse those of another claimant."""
    names = dict.fromkeys(" ".join(name.split())[:200] for name in aliases)
    spellings = [name for name in names if name and name != claimant.name]
    for name in spellings:
        other = Claimant.objects.spelled(name).exclude(pk=claimant.pk).first()
        if other:
            words = _("“%(name)s” is already a name of %(other)s.")
            raise ValidationError({"aliases": words % {"name": name, "other": other.name}})
    return spellings
