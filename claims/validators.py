"""Rules over one value, on the model's field: page and API refuse with one voice."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone


def validate_checkable(text: str) -> None:
    """A claim is a sentence that can be true or false."""
    if text.strip().endswith("?"):
        raise ValidationError("A question is not a claim. Write what is claimed.")
    if len(text.split()) < 2:  # noqa: PLR2004 - a subject and what is said of it
        raise ValidationError("Write a whole sentence: who or what, and what is said of it.")


def validate_has_come(day: date) -> None:
    """A day on which something was said or printed: today, or before.

    Where the sun rises first it is tomorrow already, so one day more is let through.
    """
    today = timezone.localdate()
    if day > today + timedelta(days=1):
        raise ValidationError(f"Give today or an earlier day. Today is {today:%-d %B %Y}.")
