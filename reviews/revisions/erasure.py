"""Erases a secret of a revision for good, as the law may ask."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from history.record import record
from reviews.revisions.models import DeskPart, Revision


@transaction.atomic
def erase_desk_part(revision: Revision, place: str, *, why: str, by: User) -> None:
    """Erase one desk part for good; the revision keeps its hash, and history says why.

    Only the owner of the database may do this (`factcheck.database.as_owner`). Readers see
    nothing of a desk part, so none of their pages changes.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why this is erased."})
    kept = revision.desk_parts.filter(place=place, erased_at=None)
    if not kept.update(salt="", text="", erased_at=Now()):
        places = ", ".join(kept_places(revision)) or "none"
        raise ValidationError(
            {"place": f"There is no such part. Parts that are kept: {places}."}
        )
    facts = {"review": revision.review_id, "revision": revision.number, "place": place}
    record(revision.review.claim.chain, "erase-desk-part", by=by, **facts, why=why.strip())


def kept_places(revision: Revision) -> list[str]:
    """The places of secrets that are not erased."""
    kept = DeskPart.objects.filter(revision=revision, erased_at=None)
    return list(kept.values_list("place", flat=True))
