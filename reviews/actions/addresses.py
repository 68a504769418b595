"""Moves a published check to a neutral address where its old one carries words that must go."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from history.recording import record
from reviews.models import OldAddress, Publication


@transaction.atomic
def move_address(publication: Publication, *, withheld: bool, by: User) -> Publication:
    """Give a publication an address that says nothing; the old one is noted.

    `withheld`: the old address answers 451 for good. Without it, it does so only while words
    that it carries are withheld, and otherwise leads to the new one. A publication that
    was moved before stays where it is; its old addresses are then withheld if need be.
    """
    if not by.is_editor:
        raise PermissionDenied("Only an editor may move a published check.")
    publication = Publication.objects.select_for_update(of=("self",), no_key=True).get(
        pk=publication.pk
    )
    if withheld:
        publication.old_addresses.update(is_withheld=True)
    if publication.old_addresses.exists():
        return publication
    OldAddress.objects.create(
        slug=publication.slug, publication=publication, is_withheld=withheld
    )
    old, publication.slug = publication.slug, neutral_slug(publication.claim_id)
    publication.save(update_fields=["slug"])
    record(
        f"claim:{publication.claim_id}",
        "move-address",
        by=by,
        review=publication.review_id,
        old=old,
        new=publication.slug,
    )
    return publication


def neutral_slug(claim: int) -> str:
    """An address that says nothing: the claim's number, and random digits that nobody has."""
    return f"check-{claim}-{secrets.token_hex(4)}"


def slug_of(claim: str) -> str:
    """The first words of a claim as an address spells them."""
    return slugify(claim)[:80].strip("-")


def free_slug(claim: str) -> str:
    """The address of a new check: the claim's first words, numbered where they are taken.

    An address that another check left stays taken.
    """
    base = slug_of(claim) or "check"
    taken = {
        slug
        for rows in (Publication.objects, OldAddress.objects)
        for slug in rows.filter(slug__startswith=base).values_list("slug", flat=True)
    }
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug
