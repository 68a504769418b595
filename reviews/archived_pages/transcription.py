"""Transcribes pages without text, and locates their evidence again."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypedDict

from django.db import transaction

from accounts.models import User
from reviews.evidence.actions import locate_quote
from reviews.evidence.models.evidence import Evidence
from sources.snapshots import transcription
from sources.snapshots.models import Content, EarlierText, Snapshot
from textmatch.anchoring import prefix_and_suffix


class TranscriptionFacts(TypedDict):
    """Evidence of one claim by number: what uses the page, what keeps its earlier text."""

    evidence: list[int]
    earlier: list[int]


@transaction.atomic
def transcribe_page(snapshot: Snapshot, *, text: str, page: int = 1, by: User) -> Content:
    """Save a transcription of a page, so that no evidence loses its place.

    If an earlier transcription is changed, its text is kept for the evidence that was taken
    from it; new evidence uses the new text. If words are only added, for example with the next
    page of a scan, evidence moves along. Words that were not found before are searched in the
    new text. The history of every claim with evidence from the page records it.
    """
    pieces = list(
        Evidence.objects.select_for_update(of=("self",))
        .filter(snapshot=snapshot)
        .select_related("review")
        .order_by("pk")
    )
    return transcription.type_text(
        snapshot, text=text, page=page, effect=partial(_anchor_again, pieces), by=by
    )


def _anchor_again(
    pieces: list[Evidence], before: EarlierText, now: Content
) -> Mapping[str, TranscriptionFacts]:
    """Locate all pieces in the old or new text. Returns the facts for each claim's event."""
    staying = []
    for piece in pieces:
        if piece.earlier_text_id is not None:
            continue
        if not piece.anchored:
            locate_quote(piece, near=piece.start)
            piece.save()
        elif not _follow(piece, before, now):
            staying.append(piece)
    if staying:
        before.save()
        rows = Evidence.objects.filter(pk__in=[piece.pk for piece in staying])
        rows.update(earlier_text=before)
    return _told(pieces, staying)


def _follow(piece: Evidence, before: EarlierText, now: Content) -> bool:
    """Move a piece to its place in the new text, unless transcribed words were changed."""
    old, new = transcription.typed_pages(before), transcription.typed_pages(now)
    if any(was and was != words for was, words in zip(old, new, strict=True)):
        return False
    shift = _shift_of_page(now, before, piece.start or 0)
    start, end = (piece.start or 0) + shift, (piece.end or 0) + shift
    if now.text[start:end] != piece.passage:
        return False  # it spans a page that had no words yet
    piece.start, piece.end = start, end
    piece.prefix, piece.suffix = prefix_and_suffix(now.text, start, end)
    piece.save(update_fields=["start", "end", "prefix", "suffix"])
    return True


def _shift_of_page(now: Content, before: EarlierText, place: int) -> int:
    """How far the page with this place of the earlier text has moved."""
    old: list[int] = before.pages or [0]
    new: list[int] = now.pages or [0]
    page = bisect_right(old, place) - 1
    return new[page] - old[page]


def _told(
    pieces: Iterable[Evidence], staying: Iterable[Evidence]
) -> Mapping[str, TranscriptionFacts]:
    """By chain: the pieces that use the page, and those that keep its earlier text."""
    uses: dict[str, set[int]] = defaultdict(set)
    keeps: dict[str, set[int]] = defaultdict(set)
    for numbers, rows in ((uses, pieces), (keeps, staying)):
        for piece in rows:
            numbers[f"claim:{piece.review.claim_id}"].add(piece.number)
    return {
        chain: {"evidence": sorted(numbers), "earlier": sorted(keeps[chain])}
        for chain, numbers in uses.items()
    }
