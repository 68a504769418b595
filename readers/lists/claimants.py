"""The people and bodies whose claims we checked. No average, no share: a list is no sample."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery

from claims.claimants.models import Claimant
from readers.check import content
from readers.lists import check_list
from readers.lists.check_list import Filters
from reviews.publication.models import Publication, PublicationQuerySet
from reviews.publication.withheld import NotShown, Withheld
from reviews.revisions.public_document import prepare_public_documents

NAMES = 100


def names(after: str, withheld: Withheld) -> dict[str, Any]:
    """Names from `after` on, in their order, each with `checks`, how many stand."""
    theirs = (
        Publication.objects.live().shown().filter(claimant_slug=OuterRef("slug")).order_by()
    )
    counted = theirs.values("claimant_slug").annotate(n=Count("pk")).values("n")
    checked = Claimant.objects.filter(Exists(theirs)).exclude(slug__in=withheld.claimants())
    found = list(
        checked.filter(name__gt=after)
        .annotate(checks=Subquery(counted, output_field=IntegerField()))
        .order_by("name")[: NAMES + 1]
    )
    for one in found:
        one.role = withheld.text(one.role)
    return {"names": found[:NAMES], "more": found[NAMES - 1].name if found[NAMES:] else ""}


def person(slug: str, before: int | None, withheld: Withheld) -> dict[str, Any] | None:
    """Name and role as last approved, and their checks; None where we never published one.

    Where no check is live, those that we retracted. Raises `NotShown` where all are withheld.
    """
    theirs = Publication.objects.shown().of_claimant(slug)
    newest = theirs.with_revision().newest_first().first()
    if newest is None:
        _refuse_if_withheld(slug, withheld)
        return None
    rows, more = check_list.rows(theirs.live(), Filters(before=before), withheld)
    known = Claimant.objects.filter(slug=slug).first()
    count = theirs.live().count()
    return {
        "check": content.check({**withheld.document(newest.revision), "body": ""}),
        "aliases": [withheld.text(one) for one in known.aliases] if known else [],
        "count": count,
        **({} if count else _retracted(theirs, withheld)),
        "rows": rows,
        "more": more,
        "is_first": before is None,
    }


def _retracted(theirs: PublicationQuerySet, withheld: Withheld) -> dict[str, Any]:
    """How many checks we retracted, and the last of them with when."""
    gone = theirs.with_revision().exclude(retracted_at=None).order_by("-retracted_at", "-pk")
    found = list(gone[: check_list.ROWS])
    prepare_public_documents(one.revision for one in found)
    rows = [(check_list.row(one, withheld), one.retracted_at) for one in found]
    return {"retracted": rows, "retracted_count": gone.count()}


def _refuse_if_withheld(slug: str, withheld: Withheld) -> None:
    for check in Publication.objects.withheld().of_claimant(slug):
        if withholding := withheld.check(check):
            raise NotShown.by(withholding)
