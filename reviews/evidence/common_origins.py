"""Proposes evidence that may have one origin, by shared text, and records decisions."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.models import Event
from history.record import record
from jobs import dispatch
from reviews.evidence import independence
from reviews.evidence.models.evidence import Evidence, EvidenceQuerySet
from reviews.evidence.models.origins import SharedOrigin
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review

COMPARE = "reviews.compare_origins"
BATCH = 20
"""How many reviews one sweep compares."""
LOOKED_BACK = 200
NAME = Evidence._meta.get_field("origin").max_length or 200


def ask_to_compare(reviews: set[int]) -> None:
    """Note that the pages of these reviews must be compared, and dispatch the job."""
    Review.objects.filter(pk__in=reviews).update(origins_due=True)
    for pk in sorted(reviews):
        dispatch.dispatch_on_commit(COMPARE, pk)


def compare_origins(review_id: int) -> int:
    """Propose which pieces of a review may have one origin. Returns how many pairs are new.

    Pairs that were proposed before stay as they are. Safe to run twice. Many long pages take a
    second, so nothing is locked in the meantime; a passage that is added then leaves the review
    due for the next job or sweep.
    """
    if not Review.objects.filter(pk=review_id, origins_due=True).exists():
        return 0
    compared = list(_anchored(review_id).with_texts())
    found = independence.find_shared_origins(compared)
    with transaction.atomic():
        review = Review.objects.select_for_update(of=("self",)).get(pk=review_id)
        known = _known_pages(review)
        there = set(_standing_pages(review_id))
        new = [
            SharedOrigin(first=one, second=other, percent=same.percent, words=same.words)
            for one, other, same in found
            if frozenset((one.snapshot_id, other.snapshot_id)) not in known
            and {one.snapshot_id, other.snapshot_id} <= there
        ]
        before = SharedOrigin.objects.filter(first__review=review).count()
        SharedOrigin.objects.bulk_create(new, ignore_conflicts=True)
        if {piece.pk for piece in compared} == set(
            _anchored(review_id).values_list("pk", flat=True)
        ):
            Review.objects.filter(pk=review_id).update(origins_due=False)
        return SharedOrigin.objects.filter(first__review=review).count() - before


def _anchored(review_id: int) -> EvidenceQuerySet:
    return Evidence.objects.standing().filter(review=review_id, anchored=True)


def _standing_pages(review_id: int) -> Iterable[int | None]:
    """Its pages, except those that were erased or quarantined during the comparison."""
    pieces = _anchored(review_id).filter(
        snapshot__content__erased_at=None, snapshot__content__quarantined_at=None
    )
    return pieces.values_list("snapshot", flat=True)


def _known_pages(review: Review) -> set[frozenset[int | None]]:
    """Pairs of pages that were proposed before, decided or not."""
    rows = SharedOrigin.objects.filter(first__review=review)
    return {frozenset(pair) for pair in rows.values_list("first__snapshot", "second__snapshot")}


def compare_due() -> int:
    """Compare pages of reviews whose job was not dispatched, or was lost."""
    due = Review.objects.filter(origins_due=True).order_by("pk").values_list("pk", flat=True)
    return sum(compare_origins(pk) for pk in list(due[:BATCH]))


@transaction.atomic
def confirm_origin(pair: SharedOrigin, *, name: str = "", by: User) -> SharedOrigin:
    """Decide that both pieces have one origin, and give both its name.

    The default name is the origin that one of them has, or else the publisher of the primary
    one or of the earlier page.
    """
    pair, pieces = _locked(pair, by=by)
    name = " ".join(name.split()) or origin_name(pieces)
    if len(name) > NAME:
        raise ValidationError(
            {"name": _("A name has at most %(count)s characters.") % {"count": NAME}}
        )
    before = {str(piece.number): piece.origin for piece in pieces}
    for piece in pieces:
        piece.origin = name
        piece.save(update_fields=["origin"])
    return _decided(pair, pieces, is_one=True, by=by, name=name, before=before)


@transaction.atomic
def refuse_origin(pair: SharedOrigin, *, by: User) -> SharedOrigin:
    """Decide that the two have different origins. The pair is not proposed again."""
    pair, pieces = _locked(pair, by=by)
    return _decided(pair, pieces, is_one=False, by=by)


@transaction.atomic
def undecide_origin(pair: SharedOrigin, *, by: User) -> SharedOrigin:
    """Undo the decision: the pair is proposed again, and both have their earlier origins."""
    pair, pieces = _locked(pair, by=by, decided=True)
    before = _names_before(pair) if pair.is_one else {}
    for piece in pieces:
        if str(piece.number) in before:
            piece.origin = before[str(piece.number)]
            piece.save(update_fields=["origin"])
    return _decided(pair, pieces, is_one=None, by=by)


def origin_name(pieces: list[Evidence]) -> str:
    """The default name of the common origin of two pieces."""
    named = [piece.origin for piece in pieces if piece.origin.strip()]
    if named:
        return named[0]

    def is_later(piece: Evidence) -> tuple[bool, str, int]:
        content = piece.snapshot.content if piece.snapshot else None
        day = content.published_on if content else None
        return not piece.primary, day.isoformat() if day else "9999", piece.number

    return independence.origin_of(min(pieces, key=is_later))[:NAME]


def _locked(
    pair: SharedOrigin, *, by: User, decided: bool = False
) -> tuple[SharedOrigin, list[Evidence]]:
    review = lock_for_writing(Review.objects.get(evidence=pair.first_id), by=by)
    pair = SharedOrigin.objects.select_for_update().get(pk=pair.pk)
    pieces = list(
        review.evidence.with_pages()
        .filter(Q(pk=pair.first_id) | Q(pk=pair.second_id))
        .select_for_update(of=("self",))
    )
    if decided == (pair.is_one is None):
        raise ValidationError(
            _("Nobody has decided about these two yet.")
            if decided
            else _("These two have been decided already: undo that first.")
        )
    return pair, pieces


def _decided(
    pair: SharedOrigin, pieces: list[Evidence], *, is_one: bool | None, by: User, **told: object
) -> SharedOrigin:
    review = pieces[0].review
    pair.is_one = is_one
    pair.decided_by = None if is_one is None else by
    pair.save(update_fields=["is_one", "decided_by"])
    SharedOrigin.objects.filter(pk=pair.pk).update(decided_at=None if is_one is None else Now())
    note_author(review, by=by)
    kind = {True: "confirm-origin", False: "refuse-origin", None: "undecide-origin"}[is_one]
    numbers = {"first": pieces[0].number, "second": pieces[1].number}
    chain = review.claim.chain
    record(chain, kind, by=by, review=review.pk, pair=pair.pk, **numbers, **told)
    pair.refresh_from_db()
    return pair


def _names_before(pair: SharedOrigin) -> dict[str, str]:
    events = Event.objects.of(pair.first.review.claim.chain).filter(kind="confirm-origin")
    for event in events[:LOOKED_BACK]:
        if event.payload.get("pair") == pair.pk:
            before: dict[str, str] = event.payload["before"]
            return before
    return {}
