"""Notes that people write with a move: some are required, others optional."""

from typing import TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

SAY_WHY = _("Say why.")


class NoteFacts(TypedDict, total=False):
    """An optional note as a part of an event."""

    note: str


def require_note(note: str, field: str = "note", sentence: StrOrPromise = SAY_WHY) -> str:
    """The note, stripped. Raises `ValidationError` with the sentence if it is empty."""
    note = note.strip()
    if not note:
        raise ValidationError({field: sentence})
    return note


def note_facts(note: str) -> NoteFacts:
    """An optional note as a part of an event; no key if it is empty."""
    return {"note": note.strip()} if note.strip() else {}
