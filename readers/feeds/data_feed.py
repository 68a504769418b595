"""The ClaimReviews as a schema.org DataFeed, as Data Commons and aggregators read it.

Ordered by last change, so that whoever asks again finds what is new first, including an old
check that was corrected or retracted today. A long feed has several pages.
"""

from datetime import datetime
from typing import NotRequired, TypedDict

from django.conf import settings
from django.db.models import Max

from readers.check import page as check_page
from reviews.publication import claimreview
from reviews.publication.claimreview.linter import Markup
from reviews.publication.models import Publication
from reviews.publication.withheld import Withheld
from reviews.revisions.public_document import prepare_public_documents

ELEMENTS = 1000
"""Checks on one page of the feed."""


DataFeedItem = TypedDict(
    "DataFeedItem",
    {
        "@type": str,
        "dateCreated": str,
        "dateModified": str,
        "dateDeleted": NotRequired[str],
        "item": "list[Markup | Tombstone]",
    },
)
"""One check in the feed, as schema.org has it."""

Tombstone = TypedDict("Tombstone", {"@type": str, "url": str, "claimReviewed": str})
"""What is left of a retracted check: which one it was, without its rating."""

DataFeed = TypedDict(
    "DataFeed",
    {
        "@context": str,
        "@type": str,
        "name": str,
        "dateModified": NotRequired[str],
        "dataFeedElement": list[DataFeedItem],
    },
)
"""One page of the feed, as schema.org has it."""


def page(withheld: Withheld, before: int | None = None) -> tuple[DataFeed, int | None]:
    """One page of the feed, and the key of the next one (None on the last).

    `before` is such a key: the number of the publication that was the last of a page.
    """
    changed = Publication.objects.shown().with_revision().prefetch_related("corrections")
    last = Publication.objects.filter(pk=before).first() if before else None
    if last:
        changed = changed.changed_before(last)
    found = list(changed.newest_change_first()[: ELEMENTS + 1])
    shown_here = found[:ELEMENTS]
    prepare_public_documents(one.revision for one in shown_here)
    feed: DataFeed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": f"{settings.DESK_NAME}: ClaimReview",
        "dataFeedElement": [element(publication, withheld) for publication in shown_here],
    }
    if changed_at := _last_change():
        feed["dateModified"] = changed_at
    return feed, shown_here[-1].pk if len(found) > ELEMENTS else None


def _last_change() -> str:
    """When any check changed last. Counts withheld checks too, so that it never goes back."""
    newest = Publication.objects.aggregate(at=Max("changed_at"))["at"]
    return _time(newest) if newest else ""


def element(publication: Publication, withheld: Withheld) -> DataFeedItem:
    """One check, or what is left of a retracted one."""
    item: DataFeedItem = {
        "@type": "DataFeedItem",
        "dateCreated": _time(publication.published_at),
        "dateModified": _time(publication.changed_at),
        "item": [claimreview.markup(publication, withheld)],
    }
    if publication.retracted_at:
        item["dateDeleted"] = _time(publication.retracted_at)
        item["item"] = [_tombstone(publication, withheld)]
    return item


def _tombstone(publication: Publication, withheld: Withheld) -> Tombstone:
    return {
        "@type": "ClaimReview",
        "url": settings.SITE_URL + check_page.address(publication),
        "claimReviewed": withheld.document(publication.revision)["claim"]["text"],
    }


def _time(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
