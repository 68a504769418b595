"""Changes what is known about a claimant, or proposes it to editors."""

from typing import Any

from django.db import transaction

from accounts.models import User
from claims.claimants import actions
from claims.claimants.models import Claimant
from reviews.claimants.published_pages import may_be_in_checks
from reviews.proposed_changes.actions import change_shown, propose_change
from reviews.proposed_changes.models import ProposedChange


@transaction.atomic
def describe_claimant_or_propose(
    claimant: Claimant, *, by: User, **facts: Any
) -> Claimant | ProposedChange:
    """Change facts about a claimant, or propose it if readers see them.

    Confirming a guessed kind needs no editor, because readers see the same as before.
    """
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if claimant.kind_guessed and facts.get("kind") == claimant.kind:
        actions.describe_claimant(claimant, kind=claimant.kind, by=by)
    proposed = change_shown(ProposedChange.Kind.CLAIMANT, claimant, by=by, **facts)
    if proposed:
        return proposed
    claimant = Claimant.objects.get(pk=claimant.pk)
    propose_to_hide_name(claimant, by=by)
    return claimant


def propose_to_hide_name(claimant: Claimant, *, by: User) -> None:
    """Propose to hide a private person's name in other checks, if it may be in one.

    A checker decides who is a private person for what isn't published yet. When an editor
    publishes a check of theirs, the name is hidden everywhere.
    """
    if by.is_editor or claimant.name_hidden or not claimant.is_private:
        return
    if may_be_in_checks(claimant):
        propose_change(ProposedChange.Kind.CLAIMANT, claimant, {"name_hidden": True}, by=by)
