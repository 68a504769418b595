"""Whose turn it is: the rows of the inbox, each with why and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from accounts.models import User
from accounts.people import People
from claims.articles.models import Article
from claims.tips.models import Tip
from desk.inbox import alerts
from history.models import Event
from readers.row_ids import key_in
from reviews.publication.claim_status import WORDS
from reviews.publication.models import Publication
from reviews.publication.models.corrections import ProposedCorrection
from reviews.publication.models.withholdings import Withholding
from reviews.review.models import Rating, Review
from reviews.review.table import MOVES, State
from reviews.workflow.querysets import DetailedReviews

LONGEST_COUNT = 100
SHOWN_UNASSIGNED = 10
SHOWN_LATELY = 4
SHOWN_TURN = 50
DAY, HOUR, MINUTE = 86400, 3600, 60
WEEK = 7
PASSES_TURN = [move.name for move in MOVES if move.passes_turn]
PARKED_WITH = {
    "reply": gettext_lazy("reply"),
    "data": gettext_lazy("data"),
    "expert": gettext_lazy("an expert"),
}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row of the inbox: `mark` is an icon, `why` a sentence, `since` when that began."""

    review: Review
    mark: str
    why: str
    since: datetime
    whose: str = ""
    page: str = "desk:review"
    """The name of the page on which it is done."""

    @property
    def href(self) -> str:
        return reverse(self.page, args=[self.review.pk])

    @property
    def due(self) -> str:
        return due_words(self.review.due_at)

    @property
    def tone(self) -> str:
        return due_tone(self.review.due_at)

    @property
    def waiting(self) -> str:
        return span_words(timezone.now() - self.since)


def due_words(due: datetime | None) -> str:
    """ "late 3 h", "today 17:00", "Fri 17:00" within a week, else "12 Mar 17:00"."""
    if due is None:
        return ""
    if due < timezone.now():
        return _("late %(span)s") % {"span": span_words(timezone.now() - due)}
    due = timezone.localtime(due)
    days = (due.date() - timezone.localdate()).days
    if days == 0:
        return _("today %(time)s") % {"time": date_format(due, "H:i")}
    return date_format(due, "D H:i" if days < WEEK else "j M H:i")


def due_tone(due: datetime | None) -> str:
    """How a due time is printed, as a CSS class: danger when it has passed, warn on the day."""
    if due is None or timezone.localdate(due) > timezone.localdate():
        return ""
    return "strong danger" if due < timezone.now() else "strong warn"


def span_words(span: timedelta) -> str:
    """ "40 min", "3 h", "2 d": one unit, rounded down."""
    seconds = max(0, int(span.total_seconds()))
    if seconds >= DAY:
        return _("%(count)s d") % {"count": seconds // DAY}
    if seconds >= HOUR:
        return _("%(count)s h") % {"count": seconds // HOUR}
    return _("%(count)s min") % {"count": seconds // MINUTE}


def counts(user: User) -> dict[str, str]:
    """The numbers in the rail; none counts beyond 99, so the cost is the same at any size."""
    found = {
        "turn": Review.objects.turn_of(user),
        "waiting": Review.objects.waiting_on_others(user),
        "unassigned": Review.objects.queued(),
        "to_read": Article.objects.to_triage(),
        "tips": Tip.objects.to_read(),
    }
    counted = {
        name: _capped(rows.order_by()[:LONGEST_COUNT].count()) for name, rows in found.items()
    }
    waiting = Withholding.objects.waiting_for(user).count() if user.is_editor else 0
    if waiting:
        turn = Review.objects.turn_of(user).order_by()[:LONGEST_COUNT].count()
        counted["turn"] = _capped(turn + waiting)
    return counted | {"to_look_at": _capped(alerts.count(user))}


def _capped(number: int) -> str:
    return "99+" if number >= LONGEST_COUNT else str(number)


def your_turn(user: User) -> list[InboxRow]:
    """What is waiting for this user, by due time, then by how long it has waited."""
    turn = (
        DetailedReviews(Review)
        .turn_of(user)
        .for_lists()
        .with_signals()
        .with_waiting_correction()
    )
    reviews = list(turn.select_related("retract_asked_by")[:SHOWN_TURN])
    rows = [_your_row(review, latest, user) for review, latest in _with_latest_event(reviews)]
    return [*_withheld_rows(user), *rows]


def _withheld_rows(user: User) -> list[InboxRow]:
    """What is withheld from readers and this editor is asked about; it comes first."""
    if not user.is_editor:
        return []
    found = list(Withholding.objects.waiting_for(user).for_lists().order_by("confirm_by"))
    signals = DetailedReviews(Review).filter(
        pk__in=[one.publication.review_id for one in found]
    )
    reviews = {one.pk: one for one in signals.for_lists().with_signals()}
    return [_withheld_row(one, reviews[one.publication.review_id]) for one in found]


def _withheld_row(one: Withholding, review: Review) -> InboxRow:
    until = timezone.localtime(one.confirm_by)
    if one.confirmed_at:
        why = _("Readers do not see %(label)s: is that still needed") % {"label": one.label}
        return InboxRow(review, "withheld", why, one.ask_again_at, page="desk:withhold")
    who = one.withheld_by.name
    why = _("Confirm by %(time)s, or it comes back: %(who)s withheld %(label)s") % {
        "time": date_format(until, "H:i"),
        "who": who,
        "label": one.label,
    }
    return InboxRow(review, "withheld", why, one.withheld_at, page="desk:withhold")


def waiting_on_others(user: User) -> list[InboxRow]:
    waiting = DetailedReviews(Review).waiting_on_others(user)
    reviews = waiting.for_lists().with_signals()[:SHOWN_TURN]
    return [_their_row(review) for review in reviews]


def unassigned() -> list[Review]:
    """The head of the queue, in the order in which take-next gives it."""
    return list(DetailedReviews(Review).queued().for_lists().with_signals()[:SHOWN_UNASSIGNED])


def queue_page(
    rows: DetailedReviews, after: str, *, size: int
) -> tuple[list[Review], int | None]:
    """One page of the queue after the review `after` (a key; anything else: the first page).

    Returns the rows, each with `due` and its `tone`, and the key of the next page, or None.
    """
    last = Review.objects.filter(pk=key_in(after) or 0).first()
    signed = rows.for_lists().with_signals()
    found = list(
        signed.queued_after(last, limit=size + 1) if last else signed.queued()[: size + 1]
    )
    for one in found:
        one.due = due_words(one.due_at)  # type: ignore[attr-defined]
        one.tone = due_tone(one.due_at)  # type: ignore[attr-defined]
    return found[:size], found[size - 1].pk if len(found) > size else None


def published_lately() -> list[Publication]:
    """The newest checks, each with its `rating`."""
    found = list(
        Publication.objects.live()
        .newest_first()
        .select_related("claim__claimant", "revision")[:SHOWN_LATELY]
    )
    ratings = {rating.slug: rating for rating in Rating.current()}
    for one in found:
        one.rating = ratings.get(one.rating_slug)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class LatestEvent:
    """The last event of a review, with the name of its actor as shown on pages."""

    kind: str
    name: StrOrPromise
    at: datetime


NOTHING = LatestEvent(
    "", gettext_lazy("Somebody"), datetime.min.replace(tzinfo=timezone.get_default_timezone())
)


def _with_latest_event(reviews: list[Review]) -> Iterable[tuple[Review, LatestEvent]]:
    """Each review with the event that gave it to its present holder; two queries in total."""
    chains = [f"claim:{review.claim_id}" for review in reviews]
    events = (
        Event.objects.filter(chain__in=chains, kind__in=PASSES_TURN)
        .order_by("chain", "-seq")
        .distinct("chain")
    )
    newest = {event.chain: event for event in events}
    known = People(event.actor for event in newest.values())
    for review in reviews:
        event = newest.get(f"claim:{review.claim_id}")
        latest = NOTHING
        if event:
            latest = LatestEvent(event.kind, known.name(event.actor), event.occurred_at)
        yield review, latest


def _your_row(review: Review, latest: LatestEvent, user: User) -> InboxRow:
    if review.retract_asked_by_id not in {None, user.pk}:
        asker = review.retract_asked_by
        who = asker.name if asker else _("An editor")
        why = _("%(who)s asks to retract it") % {"who": who}
        return InboxRow(review, "warning", why, latest.at, page="desk:retraction")
    if row := _correction_row(review, user):
        return row
    if review.state == State.SUBMITTED:
        who = review.holder.name if review.holder else _("Somebody")
        why = _("%(who)s asked you to approve version %(version)s") % {
            "who": who,
            "version": review.version,  # type: ignore[attr-defined]
        }
        return InboxRow(review, "approve", why, review.state_since, page="desk:approval")
    if review.state == State.APPROVED:
        why = _("%(name)s approved it: publish it") % {"name": latest.name}
        return InboxRow(review, "published", why, review.state_since, page="desk:approval")
    if review.sent_back:
        why = _("%(name)s sent it back: “%(sent_back)s”") % {
            "name": latest.name,
            "sent_back": review.sent_back,
        }
        return InboxRow(review, "sent-back", why, latest.at)
    if late := review.reply_was_due:  # type: ignore[attr-defined]
        why = _("An answer was due by %(date)s: nothing came") % {
            "date": date_format(late, "j F")
        }
        return InboxRow(review, "reply", why, review.taken_at or latest.at)
    doing = _("you are %(doing)s") % {"doing": WORDS[State(review.state)]}
    if latest.kind == "assign" and latest.name != user.name:
        why = _("%(name)s gave it to you") % {"name": latest.name}
        return InboxRow(review, "person", why, latest.at)
    if latest.kind == "reopen":
        why = _("%(name)s reopened it; %(doing)s") % {"name": latest.name, "doing": doing}
        return InboxRow(review, "changed", why, latest.at)
    mark = "lease" if review.lease_until and not review.written_at else "evidence"
    return InboxRow(review, mark, doing[:1].upper() + doing[1:], review.taken_at or latest.at)


def _correction_row(review: Review, user: User) -> InboxRow | None:
    """A correction that is waiting for confirmation, or None."""
    proposal = ProposedCorrection.waiting_for(review)
    if proposal is None:
        return None
    whom = _("you")
    if proposal.asked_of and proposal.asked_of_id != user.pk:
        whom = proposal.asked_of.name
    why = _("%(name)s asks %(whom)s to confirm a correction") % {
        "name": proposal.asked_by.name,
        "whom": whom,
    }
    return InboxRow(review, "correct", why, proposal.asked_at, page="desk:correction")


def _their_row(review: Review) -> InboxRow:
    if review.state == State.SUBMITTED:
        return InboxRow(review, "approve", "", review.state_since, _("an editor, approval"))
    if review.state == State.APPROVED:
        return InboxRow(review, "clock", "", review.state_since, _when_out(review))
    whose = str(PARKED_WITH.get(review.parked_for, review.parked_for))
    if review.parked_for == "reply":
        whose = _("%(name)s, reply") % {"name": review.claim.claimant.name}
    return InboxRow(review, "reply", "", review.written_at or review.state_since, whose)


def _when_out(review: Review) -> str:
    if review.publish_at is None:
        return _("an editor, publishing")
    at = timezone.localtime(review.publish_at)
    return _("out %(time)s") % {"time": date_format(at, "j M, H:i")}
