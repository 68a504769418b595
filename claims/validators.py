"""Validators of model fields, so that pages and API refuse with the same message."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def validate_checkable(text: str) -> None:
    """Require a sentence that can be true or false."""
    if text.strip().endswith("?"):
        raise ValidationError(_("A question is not a claim. Write what is claimed."))
    if len(text.split()) < 2:  # noqa: PLR2004 - a subject and what is said of it
        raise ValidationError(_("Write a whole sentence: who or what, and what is said of it."))


def validate_has_come(day: date) -> None:
    """Require a day that isn't in the future.

    Tomorrow is accepted too, because in some time zones it has begun already.
    """
    today = timezone.localdate()
    if day > today + timedelta(days=1):
        words = _("Give today or an earlier day. Today is %(today)s.")
        raise ValidationError(words % {"today": date_format(today, "j F Y")})
