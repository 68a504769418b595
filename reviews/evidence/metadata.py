"""Changes what is noted about a piece of evidence: stance, source, point, figure."""

from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from history.models import Event
from history.record import record
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.publishers import publisher_name
from reviews.proposed_changes.actions import change_shown
from reviews.proposed_changes.models import ProposedChange
from reviews.review.locks import lock_for_writing, note_author
from sources.snapshots.policies import why_confidential

LOOKED_BACK = 200
"""How many events of a claim are searched for the last change of a piece."""


class EvidenceFacts(TypedDict, total=False):
    """What can be noted about a piece. Its number and its words can't be changed."""

    stance: str
    primary: bool
    origin: str
    note: str
    point: str
    interest: str
    figure: Decimal | None
    figure_unit: str
    figure_period: str
    figure_place: str
    is_confidential: bool
    described_as: str


def check_facts(piece: Evidence) -> None:
    """Refuse facts that don't fit together, or that its page doesn't allow."""
    why = why_confidential(piece.snapshot) if piece.snapshot else ""
    if why and not piece.is_confidential:
        raise ValidationError({"is_confidential": why})
    if piece.is_confidential and not piece.described_as.strip():
        raise ValidationError(
            {"described_as": _("Say how readers are told of it: it is confidential.")}
        )
    about = (piece.figure_unit, piece.figure_period, piece.figure_place)
    if piece.figure is None and any(about):
        raise ValidationError(
            {"figure": _("Give the number itself, or leave its unit, period and place empty.")}
        )
    piece.full_clean()


def name_publisher(piece: Evidence, name: str, *, by: User) -> tuple[str, str] | None:
    """Set the publisher of the piece's page, in every review that uses it.

    Returns the names before and after. None if nothing changes: it has that name already, the
    page is not archived yet, or the change is only proposed because a published check or
    somebody else's review uses the page.
    """
    if piece.snapshot is None:
        return None
    before = publisher_name(piece.snapshot)
    change_shown(ProposedChange.Kind.PUBLISHER, piece.snapshot, publisher=name, by=by)
    after = publisher_name(piece.snapshot)
    return None if before == after else (before, after)


def proposed_publisher(piece: Evidence, *, by: User) -> ProposedChange | None:
    """The publisher that this user proposed for a piece's page, while that waits."""
    rows = ProposedChange.objects.waiting().select_related("proposed_by")
    return rows.filter(
        kind=ProposedChange.Kind.PUBLISHER, snapshot=piece.snapshot_id, proposed_by=by
    ).last()


@transaction.atomic
def describe_evidence(
    piece: Evidence, *, publisher: str | None = None, by: User, **facts: Unpack[EvidenceFacts]
) -> Evidence:
    """Change facts about a piece; facts that are not given stay, and so does its number.

    `publisher` names who publishes its page, in every review that uses the page. Without any
    change there is no event. The event has each changed fact as it was and as it is.
    """
    review = lock_for_writing(piece.review, by=by)
    piece = review.evidence.with_pages().select_for_update(of=("self",)).get(pk=piece.pk)
    if piece.withdrawn_at is not None:
        raise ValidationError(
            _("[%(number)s] is withdrawn: restore it first.") % {"number": piece.number}
        )
    before = {name: getattr(piece, name) for name in facts}
    for name, value in facts.items():
        setattr(piece, name, value.strip() if isinstance(value, str) else value)
    check_facts(piece)
    changed = {
        name: [_told(old), _told(getattr(piece, name))]
        for name, old in before.items()
        if old != getattr(piece, name)
    }
    if named := None if publisher is None else name_publisher(piece, publisher, by=by):
        changed["publisher"] = list(named)
    if not changed:
        return piece
    piece.save()
    note_author(review, by=by)
    told = {"number": piece.number, "changed": changed, "facts": _words(changed)}
    record(f"claim:{review.claim_id}", "describe", by=by, review=review.pk, **told)
    return piece


def undo_description(piece: Evidence, *, by: User) -> Evidence:
    """Undo the last change of a piece. Doing it twice changes nothing."""
    told = _last_description(piece)
    if told is None:
        raise ValidationError(
            _("There is no change of [%(number)s] to undo.") % {"number": piece.number}
        )
    before: dict[str, Any] = {name: was for name, (was, _) in told.items()}
    if before.get("figure") is not None:
        before["figure"] = Decimal(before["figure"])
    return describe_evidence(piece, by=by, **before)


def _last_description(piece: Evidence) -> dict[str, list[Any]] | None:
    events = Event.objects.of(piece.review.claim.chain).filter(kind="describe")[:LOOKED_BACK]
    for event in events:
        payload = event.payload
        if payload.get("number") == piece.number and payload.get("review") == piece.review_id:
            changed: dict[str, list[Any]] = payload["changed"]
            return changed
    return None


def _told(value: object) -> object:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _words(changed: dict[str, list[object]]) -> str:
    """The names of the changed facts in words: "stance, figure"."""
    names = {
        name.removesuffix("_unit").removesuffix("_period").removesuffix("_place")
        for name in changed
    }
    said = {
        "is_confidential": "what readers are told",
        "described_as": "what readers are told",
        "point": "the point that it is about",
        "primary": "whether it is primary",
    }
    return ", ".join(sorted({said.get(name, name) for name in names}))
