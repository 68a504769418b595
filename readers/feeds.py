"""Feeds of checks, newest change first: Atom, RSS, JSON Feed; ClaimReview as a DataFeed."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from readers import pages, shown
from reviews import claimreview
from reviews.models import Publication

ENTRIES = 50
MARKED_UP = 1000
"""Checks in the DataFeed: the newest; its readers ask again and keep what they had."""

FORMATS: dict[str, type[SyndicationFeed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}


def entries() -> list[dict[str, Any]]:
    """What a feed tells of each check; a retracted one says so in its place."""
    newest = Publication.objects.with_revision().order_by("-changed_at", "-pk")[:ENTRIES]
    return [_entry(publication) for publication in newest]


def _entry(publication: Publication) -> dict[str, Any]:
    check = pages.check({**publication.revision.frozen, "body": ""})
    word = check.rating.label if check.rating else ""
    host = urlsplit(settings.SITE_URL).hostname
    gone = publication.is_retracted
    return {
        "title": f"{'Retracted' if gone else word}: “{check.claim}”",
        "link": settings.SITE_URL + shown.address(publication),
        "description": "We no longer stand by this check." if gone else check.conclusion,
        "unique_id": f"tag:{host},{publication.published_at:%Y-%m-%d}:checks/{publication.pk}",
        "pubdate": publication.published_at,
        "updateddate": publication.changed_at,
        "author_name": settings.DESK_NAME,
        "categories": check.topics,
    }


def xml(kind: str) -> tuple[str, str]:
    """A feed's text and its media type; `kind` is atom or rss."""
    feed = FORMATS[kind](
        title=f"{settings.DESK_NAME}: checks",
        link=f"{settings.SITE_URL}/",
        description=settings.DESK_TAGLINE,
        language=settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}/feeds/checks.{kind}",
        author_name=settings.DESK_NAME,
    )
    for entry in entries():
        feed.add_item(**entry)
    return feed.writeString("utf-8"), feed.content_type  # type: ignore[attr-defined]


def json_feed() -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{settings.DESK_NAME}: checks",
        "home_page_url": f"{settings.SITE_URL}/",
        "feed_url": f"{settings.SITE_URL}/feeds/checks.json",
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.DESK_NAME, "url": f"{settings.SITE_URL}/"}],
        "items": [
            {
                "id": entry["unique_id"],
                "url": entry["link"],
                "title": entry["title"],
                "content_text": entry["description"],
                "date_published": entry["pubdate"].isoformat(timespec="seconds"),
                "date_modified": entry["updateddate"].isoformat(timespec="seconds"),
                "tags": entry["categories"],
            }
            for entry in entries()
        ],
    }


def data_feed() -> dict[str, Any]:
    """The ClaimReviews as a schema.org DataFeed, as Data Commons and aggregators read it."""
    newest = (
        Publication.objects.live()
        .with_revision()
        .prefetch_related("corrections")
        .newest_first()[:MARKED_UP]
    )
    marked_up = [claimreview.markup(publication) for publication in newest]
    return {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": f"{settings.DESK_NAME}: ClaimReview",
        "dateModified": max((one["dateModified"] for one in marked_up), default=None),
        "dataFeedElement": [
            {
                "@type": "DataFeedItem",
                "dateCreated": one["datePublished"],
                "dateModified": one["dateModified"],
                "item": [one],
            }
            for one in marked_up
        ],
    }
