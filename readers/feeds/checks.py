"""Feeds of checks, newest change first: Atom, RSS, JSON Feed.

Corrections and retractions are changes too, so they reach everybody who got the check before.
"""

import re
from datetime import datetime
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from readers.check import content
from readers.check import page as check_page
from reviews.publication.models import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import MEANING, SENTENCE, Withheld
from reviews.revisions.headlines import headline
from reviews.revisions.public_document import prepare_public_documents

ENTRIES = 50

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML doesn't allow; a pasted text may contain them."""


class FeedEntry(TypedDict):
    """One entry, with the names that Django's feed generators have for its parts.

    `edition` changes with every change that readers of feeds should hear of.
    """

    title: str
    link: str
    description: str
    edition: str
    unique_id: str
    pubdate: datetime
    updateddate: datetime
    author_name: str
    categories: list[str]


class JsonFeedItem(TypedDict):
    """An item of JSON Feed 1.1."""

    id: str
    url: str
    title: str
    content_text: str
    date_published: str
    date_modified: str
    tags: list[str]


class JsonFeed(TypedDict):
    """A feed in JSON Feed 1.1."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    authors: list[dict[str, str]]
    items: list[JsonFeedItem]


def entries(withheld: Withheld) -> list[FeedEntry]:
    """The entries of a feed; a retracted check says so."""
    rows = Publication.objects.shown().with_revision()
    newest = list(rows.newest_change_first()[:ENTRIES])
    prepare_public_documents(one.revision for one in newest)
    found = [entry(publication, withheld) for publication in newest]
    found += [_withheld(row) for row in withheld.checks.values()]
    return sorted(found, key=lambda one: one["updateddate"], reverse=True)[:ENTRIES]


class PlainTextAtom(Atom1Feed):
    """Atom with titles and summaries marked as plain text, since nothing in them is HTML."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(_TypedElements(handler), item)  # type: ignore[arg-type]


class _TypedElements:
    """The XML generator, with `type="text"` on titles and summaries."""

    def __init__(self, handler: SimplerXMLGenerator) -> None:
        self._handler = handler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handler, name)

    def addQuickElement(  # noqa: N802 - Django's name
        self, name: str, contents: str | None = None, attrs: dict[str, str] | None = None
    ) -> None:
        if name in {"title", "summary"}:
            attrs = {"type": "text"}
        self._handler.addQuickElement(name, contents, attrs)


class VersionedRss(Rss201rev2Feed):
    """RSS with a new item for each change, since feed readers don't show a known item again.

    RSS descriptions are HTML, so tags are escaped.
    """

    def add_item(  # type: ignore[override]
        self, title: str, link: str, description: str, **more: Any
    ) -> None:
        more["unique_id"] = f"{more['unique_id']}/r{more.pop('edition')}"
        more["unique_id_is_permalink"] = False
        more["pubdate"] = more["updateddate"]
        html = description.replace("&", "&amp;").replace("<", "&lt;")
        super().add_item(title, link, html, **more)


NO_LONGER = gettext_lazy("We no longer stand by this check.")

FORMATS: dict[str, type[SyndicationFeed]] = {"atom": PlainTextAtom, "rss": VersionedRss}


def entry(publication: Publication, withheld: Withheld) -> FeedEntry:
    """The entry of one check."""
    document = withheld.document(publication.revision)
    check = content.check({**document, "body": ""})
    word = check.rating.label if check.rating else ""
    gone = publication.is_retracted
    number = publication.revision.number
    why = withheld.text(publication.retraction, publication.claim_id)
    told = f"{NO_LONGER} {why}".strip() if gone else check.conclusion
    return {
        "title": _in_xml(f"{_('Retracted') if gone else word}: {headline(document)}"),
        "link": settings.SITE_URL + check_page.address(publication),
        "description": _in_xml(told),
        "edition": f"{number}-retracted" if gone else str(number),
        "unique_id": _id(publication),
        "pubdate": publication.published_at,
        "updateddate": publication.changed_at,
        "author_name": settings.DESK_NAME,
        "categories": [_in_xml(topic) for topic in check.topics],
    }


def _withheld(row: Withholding) -> FeedEntry:
    """The entry of a withheld check, which replaces the one that feed readers have.

    It links to the page about withholding, since the check's own address may say too much.
    """
    return {
        "title": _("Withheld"),
        "link": settings.SITE_URL + reverse("readers:methodology") + "#withheld",
        "description": f"{SENTENCE} {MEANING}",
        "edition": f"withheld-{row.pk}",
        "unique_id": _id(row.publication),
        "pubdate": row.publication.published_at,
        "updateddate": row.withheld_at,
        "author_name": settings.DESK_NAME,
        "categories": [],
    }


def _id(publication: Publication) -> str:
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{publication.published_at:%Y-%m-%d}:checks/{publication.pk}"


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _feed_title() -> str:
    return _("%(desk)s: checks") % {"desk": settings.DESK_NAME}


def xml(kind: str, withheld: Withheld) -> tuple[str, str]:
    """A feed's text and its media type; `kind` is atom or rss."""
    feed = FORMATS[kind](
        title=_feed_title(),
        link=f"{settings.SITE_URL}/",
        description=settings.DESK_TAGLINE,
        language=settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}/feeds/checks.{kind}",
        author_name=settings.DESK_NAME,
    )
    for entry in entries(withheld):
        feed.add_item(**entry)
    return feed.writeString("utf-8"), feed.content_type  # type: ignore[attr-defined]


def json_feed(withheld: Withheld) -> JsonFeed:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(),
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
            for entry in entries(withheld)
        ],
    }
