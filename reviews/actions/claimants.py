"""What is known of a claimant, with the published pages that show it."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from claims import actions as claims
from claims.models import Claimant
from reviews.actions.addresses import move_address
from reviews.models import Publication, PublishedVersion
from reviews.public_documents import name_blanks, public_document
from reviews.publication_columns import columns_of


@transaction.atomic
def describe_with_pages(claimant: Claimant, *, by: User, **facts: Any) -> Claimant:
    """Say who a claimant is, and show published checks of a private person without the name.

    Lists, search and filters lose the name, or have it again where somebody turns out to be no
    private person. A page whose address spells it gets a neutral one, and the old address
    answers 451. Whose change of whom is only proposed: `reviews.actions.changes`.
    """
    was_private = Claimant.objects.get(pk=claimant.pk).is_private
    after = claims.describe_claimant(claimant, by=by, **facts)
    if after.is_private or was_private:
        _show_again(published_of(after).select_related("revision"), after, by=by)
    return after


@transaction.atomic
def remember_with_pages(claimant: Claimant, *, spelling: str, by: User) -> Claimant:
    """Remember a spelling; that of a private person goes from published checks, too."""
    after = claims.remember_spelling(claimant, spelling=spelling, by=by)
    if after.is_private:
        _show_again(published_of(after).select_related("revision"), after, by=by)
    return after


def published_of(claimant: Claimant) -> QuerySet[Publication]:
    """The checks of what somebody said, also where only an earlier version named them."""
    named = f'"claimant":{{"id":{claimant.pk},'
    versions = PublishedVersion.objects.filter(revision__content__contains=named)
    theirs = Q(claim__claimant=claimant) | Q(pk__in=versions.values("publication"))
    return Publication.objects.filter(theirs).order_by("pk")


def _show_again(publications: QuerySet[Publication], claimant: Claimant, *, by: User) -> None:
    for publication in publications:
        Publication.objects.filter(pk=publication.pk).update(
            privacy_changed_at=Now(), **columns_of(public_document(publication.revision))
        )
        spelled = any(one.is_in_address(publication.slug) for one in name_blanks(claimant))
        if claimant.is_private and spelled:
            publication.refresh_from_db()
            move_address(publication, withheld=True, by=by)
