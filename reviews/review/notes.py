"""Notes that people write with a move: those that must be given, and optional ones."""

from django.core.exceptions import ValidationError


def require_note(note: str, field: str = "note", sentence: str = "Say why.") -> str:
    """The note, stripped. Raises `ValidationError` with the sentence where it is empty."""
    note = note.strip()
    if not note:
        raise ValidationError({field: sentence})
    return note


def note_facts(note: str) -> dict[str, object]:
    """An optional note as a part of an event: nothing where it is empty."""
    return {"note": note.strip()} if note.strip() else {}
