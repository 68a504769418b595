"""Compares the archived page of a watch with the page that was found last, by word."""

from dataclasses import dataclass

from reviews.watch.models import Watch
from reviews.watch.page_diff import ShownLine, diff_pages
from sources.snapshots.models import Content
from textmatch.diff import TextRun, word_diff


@dataclass(frozen=True, slots=True)
class WatchDiff:
    """`words` compares a near match with the passage; `lines` the pages, None if too long."""

    words: list[TextRun] | None
    lines: list[ShownLine] | None


def diff_watch(watch: Watch) -> WatchDiff | None:
    """The two texts compared.

    None if no check has found a text, if nobody may open the archived page, or if the passage
    has no place in it.
    """
    piece = watch.evidence
    if watch.found_id is None or not piece.anchored or piece.is_quarantined:
        return None
    pages = [piece.snapshot_id, watch.found_id]
    texts = dict(Content.objects.filter(pk__in=pages).values_list("pk", "text"))
    kept, now = (texts[page] for page in pages)
    words = None
    if watch.passage == Watch.Passage.NEAR:
        words = word_diff(piece.passage, now[watch.start : watch.end])
    return WatchDiff(words, diff_pages(kept, now, piece.start or 0, piece.end or 0))
