"""The people and bodies whose claims we checked. No averages: a list is not a sample."""

from datetime import datetime
from typing import NotRequired, TypedDict

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery

from claims.claimants.models import Claimant
from readers.check import content
from readers.lists import check_list
from readers.lists.check_list import Filters
from reviews.publication.models import Publication, PublicationQuerySet
from reviews.publication.withheld import NotShown, Withheld
from reviews.revisions.public_document import prepare_public_documents

NAMES = 100


class ClaimantNames(TypedDict):
    """Claimants with `checks`, how many are published; `more` is where the next page begins."""

    names: list[Claimant]
    more: str


class ClaimantPage(TypedDict):
    """One claimant and their published checks; the retracted ones only if none is published."""

    check: content.CheckContent
    aliases: list[str]
    count: int
    rows: list[check_list.Row]
    more: int | None
    is_first: bool
    retracted: NotRequired[list[tuple[check_list.Row, datetime | None]]]
    retracted_count: NotRequired[int]


def names(after: str, withheld: Withheld) -> ClaimantNames:
    """The names after `after`, in alphabetical order."""
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


def person(slug: str, before: int | None, withheld: Withheld) -> ClaimantPage | None:
    """Name and role as last approved, and their checks; None if we never published one.

    If no check is published now, those that we retracted. Raises `NotShown` if all are
    withheld.
    """
    theirs = Publication.objects.shown().of_claimant(slug)
    newest = theirs.with_revision().newest_first().first()
    if newest is None:
        _refuse_if_withheld(slug, withheld)
        return None
    rows, more = check_list.rows(theirs.live(), Filters(before=before), withheld)
    known = Claimant.objects.filter(slug=slug).first()
    count = theirs.live().count()
    found: ClaimantPage = {
        "check": content.check({**withheld.document(newest.revision), "body": ""}),
        "aliases": [withheld.text(one) for one in known.aliases] if known else [],
        "count": count,
        "rows": rows,
        "more": more,
        "is_first": before is None,
    }
    if not count:
        gone = theirs.exclude(retracted_at=None)
        found["retracted"] = _retracted(gone, withheld)
        found["retracted_count"] = gone.count()
    return found


def _retracted(
    gone: PublicationQuerySet, withheld: Withheld
) -> list[tuple[check_list.Row, datetime | None]]:
    """The checks that we retracted last, with when."""
    newest = gone.with_revision().order_by("-retracted_at", "-pk")
    found = list(newest[: check_list.ROWS])
    prepare_public_documents(one.revision for one in found)
    return [(check_list.row(one, withheld), one.retracted_at) for one in found]


def _refuse_if_withheld(slug: str, withheld: Withheld) -> None:
    for check in Publication.objects.withheld().of_claimant(slug):
        if withholding := withheld.check(check):
            raise NotShown.by(withholding)
