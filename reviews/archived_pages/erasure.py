"""Erases an archived page as required by law: its words in reviews, then the page itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.models import Event
from history.record import record, redact
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.models.origins import SharedOrigin
from reviews.finders.models import Proposal
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models.publications import PublishedVersion
from reviews.replies.models import ReplyRequest
from reviews.review.models.reviews import Review
from reviews.watch.models import Watch
from reviews.workflow.moves import NO_SET_TIME
from sources.snapshots import erasure
from sources.snapshots.models import Snapshot

ERASED = "Erased, as the law asked."
"""What replaces the erased words."""
WITHDRAWN = "Its page was erased, as the law asked."
OF_PROPOSALS = {"take-proposal", "dismiss", "undo-proposal"}
"""Events with the title of a proposal, which is often the page's."""
OF_CHANGES = {"propose-change", "change-shown"}
"""Events with title and publisher of a page before and after a change."""
KEPT_ABOUT = {"also", "evidence", "source", "same_as", "same_as_before"}
"""What an erased proposal still says: who found it, and what it became."""
WHY = 300
"""The most characters of the reason in an erased line of history."""


@dataclass
class _Gone:
    """What was erased in one review: pieces by number, proposals by id."""

    review: Review
    pieces: set[int] = field(default_factory=set)
    withdrawn: list[int] = field(default_factory=list)
    proposals: set[int] = field(default_factory=set)

    @property
    def chain(self) -> str:
        return f"claim:{self.review.claim_id}"


@transaction.atomic
def erase_page(
    snapshot: Snapshot, *, why: str, together: bool = False, by: User
) -> list[Snapshot]:
    """Erase a page and its words in all reviews, or nothing at all.

    Evidence that was never published is withdrawn and loses its words; proposals lose title and
    sentence, answers their words, and history the lines with these. What was published or
    submitted is kept, because versions never change. The live page is not watched any more,
    because a check would archive it again. Returns the erased pages; raises what
    `snapshots.erasure.erase` raises.
    """
    pages = erasure.to_erase(snapshot, why=why, together=together, by=by)
    gone = [_erase_in(review, pages, by=by) for review in lock_reviews_using(pages)]
    seen = set(Evidence.objects.filter(rows_about(pages)).values_list("pk", flat=True))
    Watch.objects.filter(copy__in=pages).update(copy=None, copy_by=None)
    _forget_changes(pages, by=by)
    for one in sorted(gone, key=lambda one: (one.chain, one.review.pk)):
        _tell(one, pages, why=" ".join(why.split())[:WHY], by=by)
    erased = erasure.erase(snapshot, why=why, together=together, by=by)
    used = Evidence.objects.filter(rows_about(pages)).exclude(pk__in=seen)
    if set(erased) != set(pages) or used.exists():
        raise ValidationError(
            _("Somebody used this page just now. Nothing was erased: try again.")
        )
    return erased


def rows_about(pages: Iterable[Snapshot]) -> Q:
    """The filter for rows of these pages, or of captures that archived them."""
    return Q(snapshot__in=pages) | Q(capture__snapshot__in=pages)


def lock_reviews_using(pages: list[Snapshot]) -> QuerySet[Review]:
    """Reviews in any state with words of these pages, locked."""
    pks = {
        *Evidence.objects.filter(rows_about(pages)).values_list("review", flat=True),
        *Proposal.objects.filter(rows_about(pages)).values_list("review", flat=True),
        *ReplyRequest.objects.filter(answer__in=pages).values_list("review", flat=True),
    }
    rows = Review.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk__in=pks).order_by("pk")


def _erase_in(review: Review, pages: list[Snapshot], *, by: User) -> _Gone:
    gone = _Gone(review)
    numbers, answers = _published(review)
    pieces = (
        review.evidence.select_for_update(of=("self",)).filter(rows_about(pages)).order_by("pk")
    )
    for piece in pieces.select_related("capture"):
        piece.near_passage, piece.near_percent = "", None
        if piece.number not in numbers:
            gone.pieces.add(piece.number)
            if _blank(piece, by=by):
                gone.withdrawn.append(piece.number)
        piece.save()
    forget_live_pages([piece.pk for piece in pieces])
    gone.proposals = forget_proposals(review, pages, by=by)
    review.replies.filter(answer__in=pages).exclude(answer__in=answers).update(reply="")
    if review.publish_at is not None:
        Review.objects.filter(pk=review.pk).update(**NO_SET_TIME)
    return gone


def _published(review: Review) -> tuple[set[int], set[int]]:
    """The numbers of evidence, and the ids of answers' files, that readers have seen."""
    numbers: set[int] = set()
    answers: set[int] = set()
    versions = PublishedVersion.objects.filter(revision__review=review)
    for version in versions.select_related("revision"):
        frozen = version.revision.public_part
        numbers |= {piece["number"] for piece in frozen["evidence"]}
        files = [reply["answer"] for reply in frozen["replies"]]
        answers |= {file["id"] for file in files if file}
    return numbers, answers


def _blank(piece: Evidence, *, by: User) -> bool:
    """Erase the page's words in a piece. Returns whether this withdraws it."""
    if piece.snapshot_id is None and piece.capture is not None:
        piece.snapshot_id = piece.capture.snapshot_id
    piece.quote, piece.passage = ERASED, ""
    piece.prefix = piece.suffix = ""
    piece.start = piece.end = None
    piece.anchored = False
    if piece.withdrawn_at is not None:
        return False
    piece.withdrawn_by, piece.withdrawn_at, piece.withdrawn_note = by, Now(), WITHDRAWN
    return True


def _forget_changes(pages: list[Snapshot], *, by: User) -> None:
    """Refuse waiting changes of these pages, and erase titles and publishers in all changes."""
    changes = ProposedChange.objects.filter(snapshot__in=pages)
    changes.waiting().update(
        state=ProposedChange.State.REFUSED, decided_by=by, decided_at=Now(), note=ERASED
    )
    changes.update(before={}, after={})


def forget_live_pages(pieces: list[int]) -> None:
    """Stop the watch on the live pages of these pieces, and forget the words they share."""
    Watch.objects.filter(evidence__in=pieces).update(
        next_at=None, capture=None, copy=None, copy_by=None
    )
    pairs = SharedOrigin.objects.filter(Q(first__in=pieces) | Q(second__in=pieces))
    pairs.update(words="")


def forget_proposals(review: Review, pages: list[Snapshot], *, by: User) -> set[int]:
    """Erase proposals from these pages. Returns their ids."""
    rows = review.proposals.select_for_update(of=("self",)).select_related("capture")
    return {_refuse(row, by=by) for row in rows.filter(rows_about(pages)).order_by("pk")}


def _refuse(row: Proposal, *, by: User) -> int:
    """Erase a proposal. One that waits is dismissed, so that it is not found again."""
    if row.snapshot_id is None and row.capture is not None:
        row.snapshot_id = row.capture.snapshot_id
    row.title = row.snippet = row.passage = ""
    row.start, row.words, row.rank = None, [], 0.0
    row.about = {name: value for name, value in row.about.items() if name in KEPT_ABOUT}
    if row.state == Proposal.State.PROPOSED:
        row.state, row.decided_by, row.decided_at = Proposal.State.DISMISSED, by, Now()
    row.save()
    return row.pk


def _tell(gone: _Gone, pages: list[Snapshot], *, why: str, by: User) -> None:
    """Redact lines of the claim's history with words of the page, and record the erasure."""
    kept = [page.pk for page in pages]
    holding = [*OF_PROPOSALS, *OF_CHANGES, "take-near"]
    for event in Event.objects.of(gone.chain).filter(kind__in=holding):
        if _holds_words(event, gone) or event.payload.get("snapshot") in kept:
            redact(event.pk, why=why, by=by)
    told = ", ".join(f"[{number}]" for number in gone.withdrawn) or "nothing"
    record(gone.chain, "erase-page", by=by, review=gone.review.pk, pages=kept, withdrawn=told)


def _holds_words(event: Event, gone: _Gone) -> bool:
    payload = event.payload
    if event.kind in OF_PROPOSALS:
        return payload.get("proposal") in gone.proposals
    is_here = payload.get("review", gone.review.pk) == gone.review.pk
    return is_here and payload.get("number") in gone.pieces
