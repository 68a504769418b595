"""Adds, changes and withdraws evidence: words of an archived page, and their place in it."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from jobs.models import JobState
from reviews.evidence.common_origins import ask_to_compare
from reviews.evidence.metadata import EvidenceFacts, check_facts, name_publisher
from reviews.evidence.models.evidence import Evidence, Source
from reviews.review.locks import lock_for_writing, note_activity, note_author
from reviews.review.models.reviews import Review
from sources.captures.actions import ask_for_capture
from sources.captures.models import Capture
from sources.snapshots.models import Content, Snapshot
from textmatch.anchoring import anchor, prefix_and_suffix

ANCHOR = "reviews.anchor"
ERASED = _("This page was erased, as required by law: it can’t be used as evidence.")


@transaction.atomic
def add_source(
    review: Review,
    *,
    url: str = "",
    snapshot: Snapshot | None = None,
    instead: Source | None = None,
    by: User,
) -> Source:
    """Add a page to take evidence from: an address to fetch, or an archived page.

    It replaces `instead`, a source whose page could not be archived. A source is not part of
    the text of a review, so adding one makes nobody an author.
    """
    review = lock_for_writing(review, by=by)
    if snapshot is None and not url.strip():
        raise ValidationError({"url": "Paste an address, or choose a file."})
    source = Source(
        review=review,
        snapshot=snapshot,
        capture=ask_for_capture(url, by=by) if snapshot is None else None,
        added_by=by,
    )
    source.full_clean()
    source.save()
    if instead is not None:
        review.sources.filter(pk=instead.pk).delete()
    note_activity(review)
    kept = snapshot.pk if snapshot else None
    record(review.claim.chain, "add-source", by=by, snapshot=kept, url=url)
    return source


@transaction.atomic
def remove_source(source: Source, *, by: User) -> None:
    """Remove a source from a review. Evidence from it and the archived page are kept."""
    review = lock_for_writing(source.review, by=by)
    url = source.capture.url if source.capture else ""
    if review.sources.filter(pk=source.pk).delete()[0]:
        facts = {"snapshot": source.page.pk if source.page else None, "url": url}
        record(review.claim.chain, "remove-source", by=by, **facts)


@transaction.atomic
def attach_evidence(
    review: Review,
    *,
    quote: str,
    url: str = "",
    snapshot: Snapshot | None = None,
    near: int | None = None,
    publisher: str | None = None,
    by: User,
    **facts: Unpack[EvidenceFacts],
) -> Evidence:
    """Add words of an archived page as evidence, or of a page that a worker fetches first.

    `near` is where in the page's text the words were selected, in code points. `publisher`
    names who publishes the archived page, in every review that uses it. What was said off the
    record can only be confidential evidence.
    """
    review = lock_for_writing(review, by=by)
    if not quote.strip():
        raise ValidationError(
            {"quote": _("Give the words that matter, as they are on the page.")}
        )
    piece = Evidence(
        review=review,
        number=_next_number(review),
        snapshot=snapshot,
        capture=_capture_for(url, by=by) if snapshot is None and url else None,
        quote=quote.strip(),
        added_by=by,
        **facts,
    )
    locate_quote(piece, near=near)
    check_facts(piece)
    piece.save()
    if publisher is not None:
        name_publisher(piece, publisher, by=by)
    _anchor_when_parsed(piece)
    if piece.anchored:
        ask_to_compare({review.pk})
    note_author(review, by=by)
    _record_attached(piece, url=url, by=by)
    return piece


def _record_attached(piece: Evidence, *, url: str, by: User) -> None:
    record(
        piece.review.claim.chain,
        "attach",
        by=by,
        review=piece.review_id,
        number=piece.number,
        stance=piece.stance,
        snapshot=piece.snapshot_id,
        url=url,
    )


def _next_number(review: Review) -> int:
    last = review.evidence.aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


def _capture_for(url: str, *, by: User) -> Capture:
    """The job that archives a page and then dispatches the search for words on it."""
    return ask_for_capture(url, on_done=ANCHOR, by=by)


def _anchor_when_parsed(piece: Evidence) -> None:
    """Have the words looked for once the archived page is parsed, if it isn't yet."""
    if piece.snapshot is not None and piece.anchored is None:
        Content.objects.filter(pk=piece.snapshot.pk).update(on_done=ANCHOR)


def locate_quote(piece: Evidence, *, near: int | None = None) -> None:
    """Find the quoted words on the page of a piece, if the page is parsed. Doesn't save.

    The page is locked until the transaction ends, so that nobody can erase it meanwhile.
    """
    if piece.snapshot is None:
        return
    content = Content.objects.select_for_update(of=("self",), no_key=True).get(
        pk=piece.snapshot.pk
    )
    if content.is_erased:
        raise ValidationError({"quote": ERASED})
    if content.is_quarantined:
        piece.anchored = False
        return
    if content.state not in (JobState.DONE, JobState.FAILED):
        return
    found = anchor(piece.quote, content.text, near=near)
    if found is None:
        piece.anchored = False
    elif found.is_exact:
        piece.anchored, piece.earlier_text = True, None
        piece.start, piece.end = found.start, found.end
        piece.passage = content.text[found.start : found.end]
        piece.prefix, piece.suffix = prefix_and_suffix(content.text, found.start, found.end)
    else:
        piece.anchored = False
        piece.near_passage = content.text[found.start : found.end]
        piece.near_percent = found.percent


@transaction.atomic
def anchor_page(snapshot: Snapshot) -> int:
    """Find the words of all evidence that waited for this page. Returns how many pieces."""
    waiting = (
        Evidence.objects.to_anchor()
        .filter(Q(snapshot=snapshot) | Q(capture__snapshot=snapshot))
        .select_for_update(of=("self",))
    )
    pieces = list(waiting)
    for piece in pieces:
        piece.snapshot = snapshot
        locate_quote(piece)
        piece.save()
    ask_to_compare({piece.review_id for piece in pieces if piece.anchored})
    return len(pieces)


@transaction.atomic
def take_near(piece: Evidence, *, by: User) -> Evidence:
    """Use the similar words that are on the page instead of the words that were given."""
    review = lock_for_writing(piece.review, by=by)
    piece = Evidence.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if piece.anchored or not piece.near_passage:
        raise ValidationError("There are no similar words on the page to use instead.")
    before, piece.quote = piece.quote, piece.near_passage
    locate_quote(piece)
    piece.full_clean()
    piece.save()
    ask_to_compare({review.pk})
    note_author(review, by=by)
    facts = {"number": piece.number, "before": before}
    record(review.claim.chain, "take-near", by=by, review=review.pk, **facts)
    return piece


@transaction.atomic
def give_page(
    piece: Evidence, *, url: str = "", snapshot: Snapshot | None = None, by: User
) -> Evidence:
    """Find the words of a piece on another page, after its own could not be archived."""
    review = lock_for_writing(piece.review, by=by)
    piece = review.evidence.select_for_update(of=("self",)).get(pk=piece.pk)
    if piece.page_state != "failed":
        raise ValidationError("This evidence already has its page, or is still waiting for it.")
    if snapshot is None and not url.strip():
        raise ValidationError({"url": "Paste an address, or choose a file."})
    piece.snapshot = snapshot
    if snapshot is None:
        piece.capture = _capture_for(url, by=by)
    locate_quote(piece)
    check_facts(piece)
    piece.save()
    _anchor_when_parsed(piece)
    note_author(review, by=by)
    kept = snapshot.pk if snapshot else None
    facts = {"number": piece.number, "snapshot": kept, "url": url}
    record(review.claim.chain, "give-page", by=by, review=review.pk, **facts)
    return piece


@transaction.atomic
def withdraw_evidence(piece: Evidence, *, note: str = "", by: User) -> Evidence:
    """Withdraw a piece of evidence. Its number is not used again."""
    review = lock_for_writing(piece.review, by=by)
    piece = Evidence.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if piece.withdrawn_at is not None:
        return piece
    piece.withdrawn_by = by
    piece.withdrawn_note = note
    piece.withdrawn_at = Now()
    piece.save(update_fields=["withdrawn_by", "withdrawn_note", "withdrawn_at"])
    note_author(review, by=by)
    record(review.claim.chain, "withdraw", by=by, number=piece.number, note=note)
    piece.refresh_from_db()
    return piece


@transaction.atomic
def restore_evidence(piece: Evidence, *, by: User) -> Evidence:
    """Restore a withdrawn piece of evidence under its own number."""
    review = lock_for_writing(piece.review, by=by)
    piece = Evidence.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if piece.withdrawn_at is None:
        return piece
    if piece.snapshot is not None and piece.snapshot.content.is_erased:
        raise ValidationError(ERASED)
    piece.withdrawn_by = piece.withdrawn_at = None
    piece.withdrawn_note = ""
    piece.save(update_fields=["withdrawn_by", "withdrawn_note", "withdrawn_at"])
    note_author(review, by=by)
    record(review.claim.chain, "restore", by=by, number=piece.number)
    return piece
