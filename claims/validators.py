"""Rules over one value, on the model's field: page and API refuse with one voice."""

from django.core.exceptions import ValidationError


def validate_checkable(text: str) -> None:
    """A claim is a sentence that can be true or false."""
    if text.strip().endswith("?"):
        raise ValidationError("A question is not a claim. Write what is claimed.")
    if len(text.split()) < 2:  # noqa: PLR2004 - a subject and what is said of it
        raise ValidationError("Write a whole sentence: who or what, and what is said of it.")
