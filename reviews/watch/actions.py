"""Starts and stops the watch on live pages, and settles what somebody has seen."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.statements.models import Statement
from history.record import record
from reviews.publication.models.publications import Publication
from reviews.review.locks import lock_review
from reviews.review.models.reviews import Review
from reviews.revisions.models import Revision
from reviews.watch import assess as watch_assess
from reviews.watch.checks import AT_ONCE, LOOK, running_capture
from reviews.watch.models import SettledWords, Watch
from sources.captures.actions import ask_for_capture
from sources.snapshots.models import Conversation

STILL_RIGHT = "Seen; our check is still right."
SETTLED = (
    "settled_by",
    "settled_at",
    "settled_note",
    "around",
    "around_at",
    "seen",
    "seen_around",
    "seen_at",
)


def watch_published(review: Review, revision: Revision) -> None:
    """Watch the pages that a published revision cites, and no others.

    Pages of confidential evidence are not watched: readers see no words of it, and regular
    visits to an address that somebody gave in confidence could expose them.
    """
    pieces_told = revision.public_part["evidence"]
    numbers = [piece["number"] for piece in pieces_told if not piece["confidential"]]
    pieces = review.evidence.filter(number__in=numbers, anchored=True)
    pieces = pieces.exclude(snapshot__in=Conversation.objects.values("snapshot"))
    pieces = pieces.filter(
        snapshot__content__erased_at=None, snapshot__content__quarantined_at=None
    )
    stop_watching(review, but=numbers)
    for piece in pieces.select_related("snapshot"):
        where = watch_assess.live_address(piece)
        if not where:
            continue
        watch, _created = Watch.objects.get_or_create(
            evidence=piece, defaults={"address": where}
        )
        if watch.settled_by and not watch.settled_by.is_editor:
            # Only an editor ends what readers are told, and none has seen it yet.
            watch.settled_by = watch.settled_at = None
            watch.settled_note = ""
            watch.save(update_fields=["settled_by", "settled_at", "settled_note"])
        Watch.objects.filter(pk=watch.pk, next_at=None).update(
            address=where, began_at=Now(), next_at=Now() + watch_assess.first_pause(where)
        )


def stop_watching(review: Review, *, but: list[int] | None = None) -> None:
    """Stop watching the pages of a review, except those of the pieces with these numbers."""
    watched = Watch.objects.filter(evidence__review=review, next_at__isnull=False)
    watched.exclude(evidence__number__in=but or []).update(next_at=None)


def request_due_checks() -> int:
    """Request the pages that are due, as the user `system`, with one visit per address."""
    system = User.objects.system()
    due = Watch.objects.due().order_by("next_at").values_list("address", flat=True)[:AT_ONCE]
    return sum(_ask(where, by=system) for where in dict.fromkeys(due))


@transaction.atomic
def _ask(where: str, *, by: User) -> bool:
    alike = Watch.objects.filter(address=where, next_at__isnull=False, capture=None)
    mine = list(
        alike.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
    )
    if not mine:
        return False
    capture = running_capture(where)
    if capture is None:
        try:
            capture = ask_for_capture(where, on_done=LOOK, by=by)
        except ValidationError as error:
            # No page was ever fetched from there: somebody typed the address with an upload.
            told = f"This address can’t be checked: {' '.join(error.messages)}"
            Watch.objects.filter(pk__in=mine).update(next_at=None, detail=told[:500])
            return False
    Watch.objects.filter(pk__in=mine).update(capture=capture)
    return True


@transaction.atomic
def settle_watch(watch: Watch, *, note: str = "", by: User) -> Watch:
    """Note that somebody has seen the change to a page, and that our check is still right."""
    watch = Watch.objects.select_for_update(of=("self",), no_key=True).get(pk=watch.pk)
    piece = watch.evidence
    _may_settle(piece.review, by)
    if not watch.is_trouble and not watch.around and watch.settled_at is None:
        raise ValidationError(
            _(
                "There is nothing to settle: readers still see these words there, and nothing"
                " around them has changed."
            )
        )
    if watch.settled_at is None:
        note = note.strip() or STILL_RIGHT
        watch.settled_by, watch.settled_at, watch.settled_note = by, Now(), note
        _see(watch)
        watch.full_clean(exclude=["settled_at", "seen_at"])
        watch.save(update_fields=SETTLED)
        facts = {"review": piece.review_id, "number": piece.number, "note": note}
        record(f"claim:{piece.review.claim_id}", "settle-watch", by=by, **facts)
        watch.refresh_from_db()
    return watch


@transaction.atomic
def unsettle_watch(watch: Watch, *, by: User) -> Watch:
    """Reopen a settled change, for whoever has to look at it."""
    watch = Watch.objects.select_for_update(of=("self",), no_key=True).get(pk=watch.pk)
    piece = watch.evidence
    _may_settle(piece.review, by)
    if Publication.objects.live_of(piece.review) and not by.is_editor:
        raise PermissionDenied(
            "Only an editor may reopen what readers are told about a source."
        )
    if watch.settled_at is not None:
        watch.settled_by = watch.settled_at = None
        watch.settled_note = ""
        if not watch.is_trouble and watch.seen_around:
            watch.around, watch.around_at = watch.seen_around, watch.seen_at
        watch.seen = watch.seen_at = None
        watch.seen_around = []
        watch.save(update_fields=SETTLED)
        facts = {"review": piece.review_id, "number": piece.number}
        record(f"claim:{piece.review.claim_id}", "unsettle-watch", by=by, **facts)
    return watch


def _see(watch: Watch) -> None:
    """Compare later pages with this one; its kinds of change are known now."""
    watch.seen_around = watch.around
    watch.seen_at = Now()
    watch.around, watch.around_at = [], None
    if watch.found_id is not None:
        watch.seen_id = watch.found_id


def _may_settle(review: Review, by: User) -> None:
    if not by.is_editor and review.holder_id != by.pk:
        raise PermissionDenied("Only an editor or the holder of the review may settle this.")


@transaction.atomic
def settle_words(statement: Statement, *, note: str = "", by: User) -> None:
    """Note that somebody has seen that a claim's words are missing from their article."""
    review = _newest_review(statement)
    _may_settle(review, by)
    note = note.strip() or STILL_RIGHT
    made = SettledWords(statement=statement, settled_by=by, note=note)
    if not SettledWords.objects.filter(pk=statement.pk).exists():
        made.full_clean(exclude=["settled_at"])
        made.save()
        record(
            f"claim:{review.claim_id}", "settle-words", by=by, note=note, statement=statement.pk
        )


@transaction.atomic
def unsettle_words(statement: Statement, *, by: User) -> None:
    """Reopen the question of missing words, for whoever has to look at it."""
    review = _newest_review(statement)
    _may_settle(review, by)
    if SettledWords.objects.filter(pk=statement.pk).delete()[0]:
        record(f"claim:{review.claim_id}", "unsettle-words", by=by, statement=statement.pk)


def _newest_review(statement: Statement) -> Review:
    review = Review.objects.filter(claim=statement.claim_id).order_by("-pk").first()
    if review is None:
        raise ValidationError(_("These words don’t belong to a claim that was ever reviewed."))
    return lock_review(review)
