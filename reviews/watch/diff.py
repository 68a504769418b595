"""What the last look found beside what was kept: the two texts of a watch, compared by word."""

from dataclasses import dataclass

from reviews.watch.models import Watch
from reviews.watch.page_diff import ShownLine, diff_pages
from sources.snapshots.models import Content
from textmatch.diff import TextRun, word_diff


@dataclass(frozen=True, slots=True)
class WatchDiff:
    """`words` of a passage that is nearly there; `lines` of the page, None: too long."""

    words: list[TextRun] | None
    lines: list[ShownLine] | None


def diff_watch(watch: Watch) -> WatchDiff | None:
    """None where no look has found a text, or nobody may open the kept one.

    Nor where the passage has no place in it.
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
