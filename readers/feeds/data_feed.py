"""The ClaimReviews as a schema.org DataFeed, as Data Commons and aggregators read it.

Ordered by last change, so that whoever asks again finds what is new to them at its head: also a
check of years ago that was corrected or retracted today. A long feed goes on in further pages.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max

from readers.check import page as check_page
from reviews.publication import claimreview
from reviews.publication.models import Publication
from reviews.publication.withheld import Withheld
from reviews.revisions.public_document import prepare_public_documents

ELEMENTS = 1000
"""Checks on one page of the feed."""


def page(withheld: Withheld, before: int | None = None) -> tuple[dict[str, Any], int | None]:
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
    feed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": f"{settings.DESK_NAME}: ClaimReview",
        **_last_change(),
        "dataFeedElement": [element(publication, withheld) for publication in shown_here],
    }
    return feed, shown_here[-1].pk if len(found) > ELEMENTS else None


def _last_change() -> dict[str, str]:
    """When any check changed last: it never runs back, whatever the feed leaves out."""
    newest = Publication.objects.aggregate(at=Max("changed_at"))["at"]
    return {"dateModified": _time(newest)} if newest else {}


def element(publication: Publication, withheld: Withheld) -> dict[str, Any]:
    """One check, or what is left of a retracted one."""
    dates = {
        "dateCreated": _time(publication.published_at),
        "dateModified": _time(publication.changed_at),
    }
    item = claimreview.markup(publication, withheld)
    if publication.retracted_at:
        dates["dateDeleted"] = _time(publication.retracted_at)
        item = _tombstone(publication, withheld)
    return {"@type": "DataFeedItem", **dates, "item": [item]}


def _tombstone(publication: Publication, withheld: Withheld) -> dict[str, Any]:
    """What is left of a retracted check: which one it was, without its rating."""
    return {
        "@type": "ClaimReview",
        "url": settings.SITE_URL + check_page.address(publication),
        "claimReviewed": withheld.document(publication.revision)["claim"]["text"],
    }


def _time(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
