"""Validation of names that readers see."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
"""Characters that Persian and Indian names are spelled with."""
ALIKE = {"LATIN", "GREEK", "CYRILLIC"}
"""Alphabets with letters that look alike."""


def validate_pen_name(name: str) -> None:
    """Refuse a name that only looks like somebody else's.

    It may have no invisible characters and none that change the direction of text (Unicode
    categories C* and Zl, Zp), and letters of only one of the alphabets that look alike (Unicode
    TS 39).
    """
    if any(unicodedata.category(one) in INVISIBLE for one in name if one not in JOINERS):
        raise ValidationError(_("The name contains invisible characters. Type it again."))
    alphabets = {unicodedata.name(one, "").partition(" ")[0] for one in name if one.isalpha()}
    if len(alphabets & ALIKE) > 1 or (alphabets & ALIKE and set(JOINERS) & set(name)):
        raise ValidationError(
            _("The name mixes letters of several alphabets. Use letters of one alphabet.")
        )
