"""The people and bodies whose claims we checked. No average, no share: a list is no sample."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery

from claims.models import Claimant
from readers import listing, pages
from readers.listing import Filters
from reviews.models import Publication
from reviews.withholding import Withheld

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
    return {"names": found[:NAMES], "more": found[NAMES - 1].name if found[NAMES:] else ""}


def person(slug: str, before: int | None, withheld: Withheld) -> dict[str, Any] | None:
    """Name and role as last approved, and their checks; None where we never published one."""
    theirs = Publication.objects.shown().of_claimant(slug)
    newest = theirs.with_revision().newest_first().first()
    if newest is None:
        return None
    rows, more = listing.rows(theirs.live(), Filters(before=before), withheld)
    known = Claimant.objects.filter(slug=slug).first()
    return {
        "check": pages.check({**withheld.document(newest.revision), "body": ""}),
        "aliases": [withheld.text(one) for one in known.aliases] if known else [],
        "count": theirs.live().count(),
        "rows": rows,
        "more": more,
        "is_first": before is None,
    }
