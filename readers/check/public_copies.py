"""Which archived copies readers may have now, of the pages that a check cites."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Value

from reviews.publication.withheld import Withheld
from reviews.revisions.document import Document
from sources.snapshots.models import Content


@dataclass(frozen=True, slots=True)
class Copy:
    """What may be had of an archived page: all of it under a licence, or nothing any more.

    `is_whole`: readers may have all of it. Its licence may ask to name the author, so both are
    told together.
    """

    is_whole: bool
    licence: str
    author: str
    erased_at: datetime | None
    erased_why: str
    withheld_since: datetime | None = None


def of_check(frozen: Document, withheld: Withheld) -> dict[int, Copy]:
    """Copies that readers may have whole, or that are gone or withheld, by number of evidence.

    A copy is withheld too where its text holds words that are; readers do not have whole a
    copy that names a private person.
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
