"""Checks of live pages: requested, assessed when the page has arrived, and recorded."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.review import policies
from reviews.watch import assess as watch_assess
from reviews.watch.models import ENDED, LOST, Watch
from sources.captures.actions import ask_for_capture
from sources.captures.models import Capture
from sources.snapshots.models import Content, Snapshot

log = logging.getLogger(__name__)

LOOK = "reviews.look"
AT_ONCE = 200


@transaction.atomic
def check_now(piece: Evidence, *, by: User) -> Watch:
    """Fetch the live page of a piece, published or not. It is assessed when it has arrived."""
    _desk_only(by)
    watch = _watch_of(piece)
    if watch.capture_id is None:
        if not watch.address:
            raise ValidationError(_("This page has no address. Upload a later copy of it."))
        watch.capture = running_capture(watch.address) or ask_for_capture(
            watch.address, on_done=LOOK, by=by
        )
        watch.save(update_fields=["capture"])
    return watch


@transaction.atomic
def check_copy(piece: Evidence, *, snapshot: Snapshot, by: User) -> Watch:
    """Check an uploaded later copy, for example of a page behind a paywall.

    Readers see the result at once, so only the holder and editors may do this; if nobody holds
    a published check, only editors.
    """
    if not policies.may_write(by, piece.review):
        raise PermissionDenied(
            "Only an editor or the holder of the review may upload a copy of the live page."
        )
    watch = _watch_of(piece)
    kept = watch.evidence.snapshot
    assert kept is not None
    if snapshot.pk == kept.pk or snapshot.kept_at < kept.kept_at:
        raise ValidationError(_("Upload a later copy than the one the passage is from."))
    watch.copy, watch.copy_by = snapshot, by
    watch.save(update_fields=["copy", "copy_by"])
    read = Content.objects.get(pk=snapshot.pk)
    if read.state in ENDED:
        assess_watch(watch.pk)
        watch.refresh_from_db()
    else:
        Content.objects.filter(pk=snapshot.pk).update(on_done=LOOK)
    return watch


def _desk_only(by: User) -> None:
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")


def _watch_of(piece: Evidence) -> Watch:
    """The watch of a piece, locked; created if there was none."""
    if not piece.anchored:
        raise ValidationError(
            _("Its words are not on an archived page yet: there is nothing to compare.")
        )
    if not piece.stands:
        raise ValidationError(
            _("Its page was erased, as required by law: it won’t be checked or archived again.")
        )
    Watch.objects.get_or_create(
        evidence=piece, defaults={"address": watch_assess.live_address(piece)}
    )
    rows = Watch.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("evidence__review", "evidence__snapshot").get(pk=piece.pk)


def running_capture(where: str) -> Capture | None:
    """A capture of the same address that hasn't ended: one visit is enough for all."""
    other = Watch.objects.filter(address=where, capture__isnull=False).select_related("capture")
    found = other.exclude(capture__state=JobState.FAILED).first()
    return found.capture if found else None


def assess_due() -> int:
    """Assess checks that ended without being noticed. One that crashes doesn't stop others."""
    ended = [*Watch.objects.fetched().values_list("pk", flat=True)[:AT_ONCE]]
    ended += Watch.objects.copied().values_list("pk", flat=True)[:AT_ONCE]
    judged = 0
    for pk in ended:
        try:
            judged += assess_watch(pk)
        except Exception:  # whatever a strange page does to us, the other checks go on
            log.exception("The check of watch %s cannot be assessed.", pk)
            _give_up(pk)
    return judged


@transaction.atomic
def _give_up(pk: int) -> None:
    rows = Watch.objects.select_for_update(of=("self",), no_key=True)
    watch = rows.select_related("evidence__review", "found").annotate(now=Now()).get(pk=pk)
    watch.capture = watch.copy = watch.copy_by = None
    look = watch_assess.Assessment(detail="The page could not be compared. The log says why.")
    _tell(watch, look, by=User.objects.system())


def assess_watches_of(snapshot: Snapshot) -> int:
    """Assess all checks that waited for this page."""
    asked = Watch.objects.filter(Q(capture__snapshot=snapshot) | Q(copy=snapshot))
    return sum(assess_watch(pk) for pk in asked.values_list("pk", flat=True))


@transaction.atomic
def assess_watch(pk: int) -> bool:
    """Assess the check of one watch that has ended; False if there is none."""
    rows = Watch.objects.select_for_update(of=("self",), no_key=True).select_related(
        "evidence__review",
        "evidence__snapshot__content",
        "seen__content",
        "capture__snapshot__content",
        "capture__asked_by",
        "copy__content",
        "copy_by",
        "found",
    )
    watch = rows.annotate(now=Now()).get(pk=pk)
    piece = watch.evidence
    copy, capture = watch.copy, watch.capture
    if copy is not None and copy.content.state in ENDED:
        by = watch.copy_by or User.objects.system()
        watch.copy = watch.copy_by = None
        _tell(watch, watch_assess.assess_page(piece, copy), by=by, by_hand=True)
        return True
    if capture is None:
        return False
    page = capture.snapshot
    if capture.state == JobState.FAILED:
        look = watch_assess.assess_failure(capture)
    elif page is not None and page.content.state in ENDED:
        look = watch_assess.assess_page(piece, page)
    else:
        return False
    watch.capture = None
    _tell(watch, look, by=capture.asked_by)
    return True


def _tell(
    watch: Watch, look: watch_assess.Assessment, *, by: User, by_hand: bool = False
) -> None:
    """Save an assessment. What is new is recorded in history and shown to whoever must look."""
    now = watch.now  # type: ignore[attr-defined] # the database's clock
    before = _standing(watch)
    was = watch_assess.describe_state(watch.page, watch.passage, watch.near_percent)
    watch.looks += 1
    watch.looked_at = now
    look = _counted(watch, look)
    watch.detail = look.detail[:500]
    if not look.is_passing:
        _place(watch, look, by_hand=by_hand)
    is_first_and_same = not before[0] and watch.page == watch_assess.Page.SAME
    is_new = _standing(watch) != before
    if is_new:
        watch.since = now
        watch.settled_by = watch.settled_at = None
        watch.settled_note = ""
    if not look.is_passing:
        _look_around(watch)
    if watch.next_at is not None:
        watch.next_at = now + watch_assess.next_pause(watch, now)
    watch.save()
    if is_new and not is_first_and_same:
        review = watch.evidence.review
        record(
            f"claim:{review.claim_id}",
            "watch",
            by=by,
            review=review.pk,
            number=watch.evidence.number,
            before=was,
            after=watch_assess.describe_state(watch.page, watch.passage, watch.near_percent),
            found=watch.found_id,
        )


def _look_around(watch: Watch) -> None:
    """Note whether something changed around a passage that is still there.

    A change that the page took back disappears by itself.
    """
    now = watch.now  # type: ignore[attr-defined]
    watch.around = watch_assess.context_changes_of(watch, now)
    if not watch.around:
        watch.around_at = None
    elif watch.around_at is None:
        watch.around_at = now
        watch.settled_by = watch.settled_at = None
        watch.settled_note = ""


def _counted(watch: Watch, look: watch_assess.Assessment) -> watch_assess.Assessment:
    """The assessment, or "unreachable" if checks have failed too often for too long."""
    now = watch.now  # type: ignore[attr-defined]
    if not look.is_passing:
        watch.failed_looks, watch.failing_since = 0, None
        return look
    watch.failed_looks += 1
    since = watch.failing_since = watch.failing_since or now
    if watch.failed_looks >= watch_assess.MANY_LOOKS and now - since >= watch_assess.LONG:
        return watch_assess.assess_unreachable(look, looks=watch.failed_looks, since=since)
    return look


def _place(watch: Watch, look: watch_assess.Assessment, *, by_hand: bool) -> None:
    """Put the assessment on the row. An uploaded copy doesn't make a lost page reachable."""
    is_lost = watch.page in LOST
    if look.page in LOST and look.page == watch.page:
        return
    watch.page = watch.page if by_hand and is_lost else look.page
    watch.passage, watch.found = look.passage, look.found
    watch.start, watch.end, watch.near_percent = look.start, look.end, look.percent


def _standing(watch: Watch) -> tuple[str, str, str]:
    """The state of a page. Two states differ if somebody should hear about it: other words
    around the passage alone don't count."""
    stands = watch.passage in {watch_assess.Passage.EXACT, watch_assess.Passage.MOVED}
    words = ""
    if watch.passage == watch_assess.Passage.NEAR and watch.found_id:
        text = Content.objects.values_list("text", flat=True).get(pk=watch.found_id)
        words = text[watch.start : watch.end]
    return watch.page, "stands" if stands else watch.passage, words
