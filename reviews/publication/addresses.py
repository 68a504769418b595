"""Moves a published check to a neutral address if the old one spells words that must go."""

import secrets

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import User
from history.record import record
from reviews.publication.models.publications import Publication
from reviews.publication.models.withholdings import OldAddress
from reviews.revisions.word_removal import Blank, folded


@transaction.atomic
def move_address(publication: Publication, *, withheld: bool, by: User) -> Publication:
    """Move a publication to an address that says nothing, and record the old one.

    `withheld`: the old address answers 451 for good. Without it, it does so only while words
    that it spells are withheld, and otherwise redirects to the new one. A publication that
    was moved before stays where it is; its old addresses are withheld if necessary.
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


def checks_spelling(blank: Blank, *, claim: int | None = None) -> list[Publication]:
    """Published checks whose address spells the words, in the order of their chains.

    Of one claim, or of all.
    """
    if claim is not None:
        checks = Publication.objects.filter(claim=claim)
    else:
        phrase = SearchQuery(blank.words, config="english", search_type="phrase")
        spelled = folded(blank.words) or "-"
        checks = Publication.objects.filter(Q(slug__contains=spelled) | Q(search=phrase))
    found = checks.select_related("claim", "revision").order_by("pk")
    return sorted(
        (check for check in found if _spells(check, blank)),
        key=lambda check: (check.claim.chain, check.pk),
    )


def _spells(check: Publication, blank: Blank) -> bool:
    """Whether the words, or the part of them that fitted in, are in a check's address."""
    if blank.is_in_address(check.slug):
        return True
    texts = {
        one.revision.public_part["claim"]["text"]
        for one in check.versions.select_related("revision")
    }
    return any(
        check.slug.startswith(slug_of(text)) and slug_of(blank.applied(text)) != slug_of(text)
        for text in texts
    )


def neutral_slug(claim: int) -> str:
    """An address that says nothing: the claim's number, and random digits that nobody has."""
    return f"check-{claim}-{secrets.token_hex(4)}"


def slug_of(claim: str) -> str:
    """The first words of a claim as an address spells them."""
    return slugify(claim)[:80].strip("-")


def free_slug(claim: str) -> str:
    """The address of a new check: the first words of its claim, with a number if it is taken.

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
