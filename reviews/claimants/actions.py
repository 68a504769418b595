"""Changes to what is known of a claimant: made, or proposed to the editors."""

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
    """Change what is known of a claimant, or propose it where readers see it.

    That a guessed kind is right needs no editor: readers see the same as before.
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
    """Ask an editor to hide the name in the checks of others, if it may be in one.

    A checker's word that somebody is a private person holds for what is not published. Once an
    editor publishes a check of theirs, the name is hidden everywhere.
    """
    if by.is_editor or claimant.name_hidden or not claimant.is_private:
        return
    if may_be_in_checks(claimant):
        propose_change(ProposedChange.Kind.CLAIMANT, claimant, {"name_hidden": True}, by=by)
