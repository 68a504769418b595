"""Changes facts about a claimant together with the published pages that show them."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from claims.claimants import actions
from claims.claimants.models import Claimant
from reviews.publication.addresses import checks_spelling, move_address
from reviews.publication.columns import columns_of
from reviews.publication.models.publications import Publication, PublishedVersion
from reviews.revisions.hidden_names import is_distinctive
from reviews.revisions.public_document import blanks_in, public_document
from reviews.revisions.word_removal import Blank, carries


@transaction.atomic
def describe_claimant(claimant: Claimant, *, by: User, **facts: Any) -> Claimant:
    """Change facts about a claimant; published checks show no name of a private person.

    Lists, search and filters lose the name, or get it back if somebody turns out not to be a
    private person. A page with the name in its address gets a neutral one, and the old address
    responds with 451. `reviews.proposed_changes.actions` decides which changes are only
    proposed.
    """
    was_private = Claimant.objects.get(pk=claimant.pk).is_private
    after = actions.describe_claimant(claimant, by=by, **facts)
    if after.is_private or was_private:
        _show_again(checks_naming(after).select_related("revision"), after, by=by)
    if after.name_hidden:
        _leave_addresses(after, by=by)
    return after


@transaction.atomic
def hide_name(claimant: Claimant, *, by: User) -> None:
    """Hide a private person's name in all checks, on an editor's responsibility."""
    if actions.hide_name(claimant, by=by):
        _leave_addresses(claimant, by=by)


def may_be_in_checks(claimant: Claimant) -> bool:
    """Whether the search index finds the name in published checks. Quick, not exact."""
    names = filter(is_distinctive, (claimant.name, *claimant.aliases))
    phrases = (SearchQuery(one, config="english", search_type="phrase") for one in names)
    return any(Publication.objects.filter(search=phrase).exists() for phrase in phrases)


@transaction.atomic
def remember_spelling(claimant: Claimant, *, spelling: str, by: User) -> Claimant:
    """Remember a spelling of the name; hide it in published checks of a private person."""
    after = actions.remember_spelling(claimant, spelling=spelling, by=by)
    if after.is_private:
        _show_again(checks_naming(after).select_related("revision"), after, by=by)
    if after.name_hidden:
        _leave_addresses(after, by=by)
    return after


def checks_naming(claimant: Claimant) -> QuerySet[Publication]:
    """The checks of a claimant's claims, even if only an earlier version named them."""
    named = f'"claimant":{{"id":{claimant.pk},'
    versions = PublishedVersion.objects.filter(revision__content__contains=named)
    theirs = Q(claim__claimant=claimant) | Q(pk__in=versions.values("publication"))
    return Publication.objects.filter(theirs).order_by("pk")


def _show_again(publications: QuerySet[Publication], claimant: Claimant, *, by: User) -> None:
    for publication in publications:
        Publication.objects.filter(pk=publication.pk).update(
            privacy_changed_at=Now(), **columns_of(public_document(publication.revision))
        )
        blanks = blanks_in(publication.revision.public_part, claimant)
        spelled = carries(publication.slug, blanks)
        # A checker's change is only tried, in order to be proposed.
        if claimant.is_private and spelled and by.is_editor:
            publication.refresh_from_db()
            move_address(publication, withheld=True, by=by)


def _leave_addresses(claimant: Claimant, *, by: User) -> None:
    """Give other checks a new address if theirs contains a hidden name."""
    if not by.is_editor:
        return
    names = filter(is_distinctive, (claimant.name, *claimant.aliases))
    for name in names:
        for check in checks_spelling(Blank(name, "")):
            move_address(check, withheld=True, by=by)
