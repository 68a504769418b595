"""Our copies of the pages that a check cites, as readers may have them now: no part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from sources.models import Content


@dataclass(frozen=True, slots=True)
class Copy:
    """What may be had of a kept page: all of it under a licence, or nothing any more.

    `is_whole`: readers may have all of it. Its licence may ask to name the author, so both are
    told together.
    """

    is_whole: bool
    licence: str
    author: str
    erased_at: datetime | None
    erased_why: str


def of_check(frozen: Mapping[str, Any]) -> dict[int, Copy]:
    """Each copy that readers may have whole or that is gone, by number of the evidence."""
    kept = {
        piece["number"]: piece["snapshot"]["id"]
        for piece in frozen["evidence"]
        if piece["snapshot"] and not piece["confidential"]
    }
    contents = Content.objects.filter(pk__in=kept.values()).filter(
        Q(is_public=True) | Q(erased_at__isnull=False)
    )
    told = contents.values_list(
        "pk", "is_public", "licence", "author", "erased_at", "erased_why"
    )
    found = {pk: Copy(*rest) for pk, *rest in told}
    return {number: found[pk] for number, pk in kept.items() if pk in found}
