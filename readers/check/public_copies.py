"""Which archived copies of the pages that a check cites readers may have now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Value

from reviews.publication.withheld import Withheld
from reviews.revisions.document import Document
from sources.snapshots.models import Content


@dataclass(frozen=True, slots=True)
class Copy:
    """What readers can have of an archived page: all of it under a licence, or nothing.

    `is_whole`: they may have all of it. The licence may require the author's name, so both are
    shown together.
    """

    is_whole: bool
    licence: str
    author: str
    erased_at: datetime | None
    erased_why: str
    withheld_since: datetime | None = None


def of_check(frozen: Document, withheld: Withheld) -> dict[int, Copy]:
    """Copies that are public, erased or withheld, by number of the evidence.

    A copy is also withheld if its text contains withheld words; one that names a private person
    is not public.
    """
    kept = {
        piece["number"]: page["id"]
        for piece in frozen["evidence"]
        if (page := piece["snapshot"]) and not piece["confidential"]
    }
    contents = Content.objects.filter(pk__in=kept.values()).filter(
        Q(is_public=True) | Q(erased_at__isnull=False) | Q(pk__in=withheld.copies)
    )
    claim = frozen["claim"]["id"]
    text = F("text") if withheld.blanks(claim) or withheld.hidden else Value("")
    told = contents.values_list(
        "pk", "is_public", "licence", "author", "erased_at", "erased_why", text
    )
    found = {}
    for pk, is_public, licence, author, erased_at, erased_why, text in told:
        withholding = withheld.copy(pk, text, claim)
        found[pk] = Copy(
            is_whole=is_public and not withholding and not withheld.hidden.in_text(text),
            licence=licence,
            author=withheld.text(author, claim),
            erased_at=erased_at,
            erased_why=withheld.text(erased_why, claim),
            withheld_since=withholding.withheld_at if withholding else None,
        )
    return {number: found[pk] for number, pk in kept.items() if pk in found}
