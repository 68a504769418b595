"""What a worker does for a new snapshot: parse its bytes in a child process, store the text."""

from datetime import date
from typing import TypedDict, cast

from django.db import transaction
from django.db.models import Q

from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.parsing import parser as parsing_parser
from sources.parsing.parsed import ChildRecord, Link
from sources.snapshots import storage_errors
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.publishers import Publisher
from sources.snapshots.text_hashes import hash_text


class ParsedContent(TypedDict):
    """The columns of a content row that parsing fills."""

    title: str
    author: str
    publisher_id: int | None
    published_on: date | None
    language: str
    canonical_url: str
    text: str
    article_text: str
    html: str
    marks: list[str]
    pages: list[int]
    times: list[tuple[int, int]]
    listed: list[ChildRecord]
    notes: list[str]
    links: list[Link]
    parser_version: str


GIVEN = ("title", "author", "publisher_id", "published_on")
"""Facts that the person who added a page may have given; they take precedence."""
PARTLY = frozenset({"text_incomplete", "pdf_failed"})
"""Marks of an incomplete parse, perhaps on a busy machine; the next parse may find more."""


def parse_content(content: Content) -> None:
    """Store the text of a leased page: parsed in a child process, or reused from a copy.

    If the storage cannot be read, that costs no attempt.
    """
    snapshot = Snapshot.objects.get(pk=content.pk)
    try:
        found = _read_before(snapshot) or _read(snapshot)
    except storage_errors.StoreAway:
        storage_errors.wait_for_storage(content, storage_errors.AWAY, storage_errors.READ_LATER)
        return
    except storage_errors.BytesGone as error:
        ended = content.failed(storage_errors.GONE, str(error))
    except parsing_parser.Unreadable as error:
        ended = content.failed("unreadable", error.detail)
    else:
        given = {name: value for name in GIVEN if (value := getattr(content, name))}
        edited = {**given, "parser_version": ""} if given else {}
        with transaction.atomic():
            if ended := content.done(**{**found, **edited}):
                hash_text(content.pk)
    if ended and content.on_done and content.state in (JobState.DONE, JobState.FAILED):
        dispatch_on_commit(content.on_done, content.pk)


def _read_before(snapshot: Snapshot) -> ParsedContent | None:
    """The result of an earlier parse of the same bytes, with the same type and address.

    Only a complete result that nobody edited, made by the present parser version: its date
    would say nothing about upgrades since.
    """
    where = snapshot.address
    same = Content.objects.filter(
        Q(snapshot__final_url=where) | Q(snapshot__final_url="", snapshot__url=where),
        snapshot__sha256=snapshot.sha256,
        snapshot__media_type=snapshot.media_type,
        snapshot__charset=snapshot.charset,
        state=JobState.DONE,
        parser_version=parsing_parser.parser_version(),
    )
    found = same.order_by("-pk").values(*ParsedContent.__annotations__).first()
    return cast("ParsedContent | None", found)


def _read(snapshot: Snapshot) -> ParsedContent:
    """Parse the bytes; raises `parsing.Unreadable`, and the errors of `Snapshot.body`."""
    parsed = parsing_parser.parse(
        snapshot.body(), snapshot.media_type, snapshot.charset or None, snapshot.address
    )
    publisher = Publisher.named(parsed.publisher)
    is_whole = PARTLY.isdisjoint(parsed.marks)
    return {
        "title": parsed.title[:500],
        "author": parsed.author,
        "publisher_id": publisher.pk if publisher else None,
        "published_on": parsed.published_on,
        "language": parsed.language[:12],
        "canonical_url": parsed.canonical_url,
        "text": parsed.text,
        "article_text": parsed.article_text,
        "html": parsed.html,
        "marks": list(parsed.marks),
        "pages": list(parsed.pages),
        "times": list(parsed.times),
        "listed": list(parsed.listed),
        "notes": list(parsed.notes),
        "links": list(parsed.links),
        "parser_version": parsing_parser.parser_version() if is_whole else "",
    }
