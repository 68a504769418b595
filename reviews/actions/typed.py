"""Words typed off a picture, and what they do to the evidence that was taken from it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from reviews import policies
from reviews.actions.evidence import place
from reviews.models import Evidence
from sources import actions as sources
from sources.models import Content, Snapshot


@transaction.atomic
def type_text(snapshot: Snapshot, *, text: str, page: int = 1, by: User) -> Content:
    """As `sources.actions.type_text`; words that were to be found in it are looked for anew.

    A typed text may be corrected, and then what stands after the change stands elsewhere. Words
    on which a review stands that is not open for writing cannot be typed away.
    """
    pieces = list(
        Evidence.objects.select_for_update(of=("self",))
        .filter(snapshot=snapshot)
        .select_related("review")
        .order_by("pk")
    )
    content = sources.type_text(snapshot, text=text, page=page, by=by)
    for piece in pieces:
        if (
            content.text[piece.start or 0 : piece.end or 0] != piece.passage
            or not piece.passage
        ):
            stood = piece.anchored
            place(piece, near=piece.start)
            if stood and not piece.anchored and not policies.is_writable(piece.review):
                raise ValidationError({"text": _sealed(piece)})
            piece.save()
    return content


def _sealed(piece: Evidence) -> str:
    review = piece.review
    return (
        f"[{piece.number}] of review {review.pk}, which is {review.state}, stands on words that"
        " are not in this text any more. Keep them as they were typed."
    )
