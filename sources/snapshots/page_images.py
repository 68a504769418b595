"""Images of the pages of archived papers and pictures: drawn a few at a time, and cached.

Drawing is a child process of the web process; requests for many pages wait in line.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import caches

from sources.parsing import render
from sources.snapshots.models import Snapshot
from sources.snapshots.storage import is_quarantined
from sources.snapshots.storage_errors import QUARANTINED, BytesGone, StoreAway

AT_ONCE = 2
IN_LINE = 5
"""Pages that are drawn or waiting: fewer than a web process has threads (8)."""
PATIENCE = 12  # seconds to wait in line before giving up
LONGEST = 5_000
"""How many characters of a passage are searched for on the page."""
REMEMBERED = "drawings"
"""The cache of images: in this process, for a minute, so that none outlives its page."""

_line = threading.BoundedSemaphore(IN_LINE)
_turns = threading.BoundedSemaphore(AT_ONCE)
MANY = "Many pages are being drawn. Ask again in a moment."
ERASED = "This page was erased."


class NothingToDraw(render.CannotDraw):
    """The bytes of the page are gone."""


@dataclass(frozen=True, slots=True)
class ImagePassage:
    """Words of the archived text, by their positions in it."""

    start: int
    end: int


def draw(snapshot: Snapshot, page: int, passages: Sequence[ImagePassage] = ()) -> render.Drawn:
    """Draw a page, from 1, with boxes for those passages that begin on it.

    Raises CannotDraw, with a sentence for the desk.
    """
    _refuse_closed(snapshot)
    wanted = _wanted(snapshot, page, passages)
    with _a_turn():
        drawn = render.draw(_body(snapshot), snapshot.media_type, page, wanted)
    caches[REMEMBERED].set(_key(snapshot, page), (drawn.image, drawn.media_type))
    return drawn


def image(snapshot: Snapshot, page: int) -> tuple[bytes, str]:
    """The image of a page and its media type, cached or drawn now. Raises CannotDraw."""
    _refuse_closed(snapshot)
    found: tuple[bytes, str] | None = caches[REMEMBERED].get(_key(snapshot, page))
    if found is None:
        drawn = draw(snapshot, page)
        found = drawn.image, drawn.media_type
    return found


def _refuse_closed(snapshot: Snapshot) -> None:
    """Raises CannotDraw. What was drawn a moment ago may still be remembered here."""
    if snapshot.content.is_erased:
        raise render.CannotDraw(ERASED)
    if is_quarantined(snapshot.sha256):
        raise render.CannotDraw(QUARANTINED)


def _body(snapshot: Snapshot) -> bytes:
    try:
        return snapshot.body()
    except BytesGone as error:
        raise NothingToDraw(str(error)) from error
    except StoreAway as error:
        raise render.CannotDraw(str(error)) from error


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _line.acquire(blocking=False):
        raise render.CannotDraw(MANY)
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise render.CannotDraw(MANY)
        try:
            yield
        finally:
            _turns.release()
    finally:
        _line.release()


def _key(snapshot: Snapshot, page: int) -> str:
    return f"{snapshot.sha256}:{page}"


def _wanted(
    snapshot: Snapshot, page: int, passages: Sequence[ImagePassage]
) -> list[render.Wanted]:
    """The part of each passage that is on the page; empty strings for the others."""
    content = snapshot.content
    if content.is_typed or not content.text or page > len(content.pages):
        return [render.Wanted("", 0)] * len(passages)
    start = content.pages[page - 1]
    end = content.pages[page] if page < len(content.pages) else len(content.text)
    length = max(1, end - start)
    wanted = []
    for passage in passages:
        words = content.text[max(start, passage.start) : min(end, passage.end)][:LONGEST]
        is_here = start <= passage.start < end
        share = (passage.start - start) / length
        wanted.append(render.Wanted(words if is_here else "", max(0.0, min(1.0, share))))
    return wanted
