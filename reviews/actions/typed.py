"""Words typed off a picture, and what they do to the evidence that was taken from it."""

from django.db import transaction

from accounts.models import User
from reviews.actions.evidence import place
from reviews.models import Evidence
from sources import actions as sources
from sources.models import Content, Snapshot


@transaction.atomic
def type_text(snapshot: Snapshot, *, text: str, page: int = 1, by: User) -> Content:
    """As `sources.actions.type_text`; words that were to be found in it are looked for anew.

    A typed text may be corrected, and then what stands after the change stands elsewhere.
    """
    pieces = list(
        Evidence.objects.select_for_update(of=("self",))
        .filter(snapshot=snapshot)
        .order_by("pk")
    )
    content = sources.type_text(snapshot, text=text, page=page, by=by)
    for piece in pieces:
        if (
            content.text[piece.start or 0 : piece.end or 0] != piece.passage
            or not piece.passage
        ):
            place(piece, near=piece.start)
            piece.save()
    return content
