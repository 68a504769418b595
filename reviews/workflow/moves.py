"""The moves of the table. `make_move` is the only place where a review's state is assigned."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypedDict

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record, request_id
from reviews.exceptions import IllegalMove, NotReady, Stale
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.locks import lock_review
from reviews.review.models.reviews import Author, Review
from reviews.review.notes import NoteFacts, note_facts, require_note
from reviews.review.table import Move
from reviews.revisions import build_document
from reviews.revisions.models import Approval, Revision, Seen
from reviews.workflow.requirements import missing_for


class ReviewChanges(TypedDict, total=False):
    """Fields of a review that moves set, besides its state."""

    holder: User | None
    taken_at: Now | None
    written_at: None
    idle_since: None
    lease_until: Combinable | None
    parked_for: str
    parked_until: None
    sent_back: str
    publish_at: None
    publish_set_by: None
    retract_asked_by: User | None
    retract_note: str
    retract_text: str
    drop_reason: str


class RevisionFacts(TypedDict):
    """Which revision an event is about."""

    revision: int
    hash: str


Effect = Callable[[Review], Mapping[str, object]]
"""What a move does besides, under the lock. It returns facts for the event."""


@transaction.atomic
def make_move(
    review: Review,
    move: Move,
    *,
    by: User,
    effect: Effect | None = None,
    told: Mapping[str, object] | None = None,
    sets: ReviewChanges | None = None,
) -> Review:
    """Lock, check, change, record. The only place where a review's `state` is assigned.

    Raises `IllegalMove`, `PermissionDenied`, `NotReady`, or what the effect raises; then
    nothing was changed.
    """
    review = lock_review(review)
    check_move(review, move, by=by)
    before, target = review.state, move.edges[review_table.State(review.state)]
    changes = dict(sets or {})
    told = {**(told or {}), **(effect(review) if effect else {})}
    review.state = target
    for name, value in changes.items():
        setattr(review, name, value)
    times = {name for name, value in changes.items() if hasattr(value, "resolve_expression")}
    review.full_clean(exclude={"claim", *times})
    changed = ["state", *changes]
    if before != target:
        review.state_since = Now()
        changed.append("state_since")
    review.save(update_fields=changed)
    record(
        f"claim:{review.claim_id}",
        move.name,
        by=by,
        review=review.pk,
        **{"from": before, "to": target.value},
        **told,
    )
    return Review.objects.get(pk=review.pk)


def check_move(review: Review, move: Move, *, by: User) -> None:
    """Whether the move may be made now; raises the reason if not."""
    if review.state not in move.edges:
        raise IllegalMove(move.verb, review.state)
    if reason := policies.why_not(by, move, review):
        raise PermissionDenied(reason)
    if missing := missing_for(move, review):
        raise NotReady(missing)


UNTOUCHED: ReviewChanges = {
    "taken_at": Now(),
    "written_at": None,
    "idle_since": None,
    "parked_for": "",
    "parked_until": None,
}
LET_GO: ReviewChanges = {
    **UNTOUCHED,
    "taken_at": None,
    "holder": None,
    "lease_until": None,
}
NO_SET_TIME: ReviewChanges = {"publish_at": None, "publish_set_by": None}
NOT_ASKED: ReviewChanges = {
    "retract_asked_by": None,
    "retract_note": "",
    "retract_text": "",
}


def take(review: Review, *, by: User) -> Review:
    """Hold a queued review. Its lease runs until something is written."""
    return make_move(
        review,
        review_table.TAKE,
        by=by,
        sets={**UNTOUCHED, "holder": by, "lease_until": lease_end()},
    )


def lease_end() -> Combinable:
    """When a lease that starts now is over, by the database's clock."""
    return Now() + timedelta(minutes=settings.LEASE_MINUTES)


def take_next(*, by: User) -> Review | None:
    """Hold the most important queued review, which nobody else then gets; None when none waits.

    One SQL statement with its event (`take_next` in the migrations): concurrent takers skip
    each other's rows.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT take_next(%s, %s, %s, %s, %s)",
            [by.pk, by.public_id, by.role, request_id.get(), settings.LEASE_MINUTES],
        )
        (taken,) = cursor.fetchone()
    return Review.objects.for_lists().get(pk=taken) if taken else None


def assign(review: Review, *, to: User, by: User) -> Review:
    """Give a review to a checker. It has no lease: the holder keeps it."""
    if not to.is_checker or to.is_system:
        raise ValidationError(
            {"to": _("%(username)s isn’t a checker of this desk.") % {"username": to.username}}
        )
    changes: ReviewChanges = {**UNTOUCHED, "holder": to, "lease_until": None}
    return make_move(
        review, review_table.ASSIGN, by=by, told={"holder": to.public_id}, sets=changes
    )


def release(review: Review, *, by: User) -> Review:
    """Back to the queue; draft and evidence stay."""
    return make_move(review, review_table.RELEASE, by=by, sets=LET_GO)


def weigh(review: Review, *, by: User) -> Review:
    """From gathering evidence to weighing it."""
    return make_move(review, review_table.WEIGH, by=by)


def gather(review: Review, *, by: User) -> Review:
    """Back to gathering evidence."""
    return make_move(review, review_table.GATHER, by=by)


def submit(review: Review, *, by: User) -> Review:
    """Freeze a revision of exactly what is there now, for an editor to approve."""

    def freeze(review: Review) -> RevisionFacts:
        Author.objects.get_or_create(review=review, user=by)
        frozen = build_document.freeze(review)
        last = review.revisions.aggregate(last=Max("number"))["last"] or 0
        revision = Revision.objects.create(
            review=review,
            number=last + 1,
            content=frozen.content,
            hash=frozen.hash,
            author_ids=sorted(review.authors.values_list("user_id", flat=True)),
            submitted_by=by,
        )
        revision.keep_desk_part(frozen.secrets)
        return {"revision": revision.number, "hash": revision.hash}

    cleared: ReviewChanges = {"sent_back": "", "lease_until": None, "idle_since": None}
    return make_move(review, review_table.SUBMIT, by=by, effect=freeze, sets=cleared)


def note_seen(revision: Revision, *, by: User) -> None:
    """Note that somebody has seen a version. It decides nothing, so history has no event."""
    Seen.objects.get_or_create(revision=revision, user=by, review_id=revision.review_id)


def recall(review: Review, *, by: User) -> Review:
    """Take a submitted revision back, to go on writing."""
    return make_move(review, review_table.RECALL, by=by)


def send_back(review: Review, *, note: str, by: User) -> Review:
    """Return it to its holder, with a note that is shown on the draft until the next submit."""
    note = require_note(note, sentence=review_table.SEND_BACK.missing("note"))
    return make_move(
        review, review_table.SEND_BACK, by=by, told={"note": note}, sets={"sent_back": note}
    )


def approve(review: Review, *, revision: int, by: User) -> Review:
    """Approve exactly one revision. A stale number is refused after the lock."""

    def give(review: Review) -> RevisionFacts:
        newest = Revision.objects.newest_of(review)
        if newest is None or newest.number != revision:
            waiting = newest.number if newest else 0
            raise Stale(f"Version {revision} is not the one that waits: that is {waiting}.")
        Approval.objects.create(revision=newest, approver=by)
        note_seen(newest, by=by)
        return {"revision": newest.number, "hash": newest.hash}

    return make_move(review, review_table.APPROVE, by=by, effect=give)


def revoke(review: Review, *, note: str, by: User) -> Review:
    """Withdraw the approval; a set time is cleared with it."""
    note = require_note(note)

    def withdraw(review: Review) -> NoteFacts:
        Approval.objects.filter(revision__review=review, withdrawn_at=None).update(
            withdrawn_at=Now(), withdrawn_by=by
        )
        return {"note": note}

    return make_move(review, review_table.REVOKE, by=by, effect=withdraw, sets=NO_SET_TIME)


def reopen(review: Review, *, note: str, to: User | None = None, by: User) -> Review:
    """Work on a published check again; the public version stays up in the meantime."""
    to = to or by
    if not to.is_checker or to.is_system:
        raise ValidationError(
            {"to": _("%(username)s isn’t a checker of this desk.") % {"username": to.username}}
        )
    facts = {"note": require_note(note), "holder": to.public_id}
    changes: ReviewChanges = {**UNTOUCHED, "holder": to, "lease_until": None}
    return make_move(review, review_table.REOPEN, by=by, told=facts, sets=changes)


def stand(review: Review, *, note: str, by: User) -> Review:
    """Close a reopened check that was found right; the published version stays as it is."""
    facts = {"note": require_note(note)}
    return make_move(
        review, review_table.STAND, by=by, told=facts, sets={**LET_GO, **NO_SET_TIME}
    )


def ask_retract(review: Review, *, note: str, text: str = "", by: User) -> Review:
    """Ask for a retraction; another editor makes it.

    `note` is for the desk and never public. `text` is what readers are told; either editor can
    write it until the retraction is made, and an empty one leaves what is there.
    """
    note = require_note(note, sentence=review_table.ASK_RETRACT.missing("note"))
    text = text.strip()
    changes: ReviewChanges = {"retract_asked_by": by, "retract_note": note}
    facts = {"note": note}
    if text:
        changes["retract_text"] = text
        facts |= {"text": text}
    return make_move(review, review_table.ASK_RETRACT, by=by, told=facts, sets=changes)


def drop(review: Review, *, reason: str, note: str = "", by: User) -> Review:
    """Stop, for a reason that the docket shows to readers; `note` is for the desk alone."""
    reason = require_note(reason, "reason", review_table.DROP.missing("reason"))
    changes: ReviewChanges = {**LET_GO, **NO_SET_TIME, "drop_reason": reason}
    facts = {"reason": reason, **note_facts(note)}
    return make_move(review, review_table.DROP, by=by, told=facts, sets=changes)
