"""Notes of a call or an interview: a source like any other, with terms of its own."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from sources.snapshots.actions import archive_by_hand
from sources.snapshots.models import Conversation, Snapshot


@transaction.atomic
def note_conversation(
    *,
    with_whom: str,
    medium: str,
    terms: str,
    held_at: datetime,
    notes: str,
    role: str = "",
    by: User,
) -> Snapshot:
    """Archive the notes of a conversation; their bytes are the notes in UTF-8.

    `medium` and `terms` are Conversation's. The title names the person only if the conversation
    was on the record, since titles reach readers. Raises ValidationError.
    """
    notes = notes.replace("\r\n", "\n").replace("\x00", "").strip()
    if not notes:
        raise ValidationError({"notes": _("Write down what was said.")})
    if held_at > timezone.now():
        raise ValidationError(
            {"held_at": _("Note a conversation when it is over: this time is in the future.")}
        )
    conversation = Conversation(
        with_whom=" ".join(with_whom.split()),
        role=" ".join(role.split()),
        medium=medium,
        terms=terms,
        held_at=held_at,
    )
    conversation.full_clean(exclude=["snapshot"])
    snapshot = archive_by_hand(
        notes.encode(), media_type="text/plain", title=title_of(conversation), by=by
    )
    conversation.snapshot = snapshot
    conversation.save()
    record(f"snapshot:{snapshot.pk}", "note-conversation", by=by, medium=medium, terms=terms)
    return snapshot


def title_of(conversation: Conversation) -> str:
    """A title for the notes that keeps the name secret unless it was on the record.

    It is stored, so it is in English.
    """
    day = f"{timezone.localtime(conversation.held_at):%-d %B %Y}"
    with translation.override("en"):
        medium = conversation.get_medium_display()
    match conversation.terms:
        case Conversation.Terms.ON_RECORD:
            who = ", ".join(filter(None, (conversation.with_whom, conversation.role)))
            return f"{medium} with {who}, {day}"
        case Conversation.Terms.BACKGROUND:
            return f"{medium} on background, {day}"
    return f"{medium} off the record, {day}"
