"""What a move takes besides its review, declared once for page form, API body and docs."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class InputType(StrEnum):
    """What an input holds; forms and serializers each have one field class for every type."""

    TEXT = "text"
    CHOICE = "choice"
    PERSON = "person"
    NUMBER = "number"
    NUMBERS = "numbers"
    TIME = "time"


@dataclass(frozen=True)
class MoveInput:
    """One thing that a move takes: a keyword argument of its action.

    The action receives a `str` for TEXT and CHOICE, a `User` for PERSON, an `int` for NUMBER, a
    list of them for NUMBERS and an aware `datetime` for TIME. An input that is left out is an
    empty string, an empty list or None.
    """

    name: str
    type: InputType
    label: StrOrPromise
    """Its label on pages."""
    meaning: StrOrPromise
    """What it is for and who sees it: the hint on pages, the description in the API's docs."""
    example: str
    """How the API's docs show its value, as JSON."""
    missing: StrOrPromise = ""
    """The sentence that asks for it where it is left out; an input without one is optional."""
    max_length: int = 1000
    """In characters, or in numbers where it is a list of them."""
    choices: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        return bool(self.missing)


def desk_note(missing: StrOrPromise = "", *, max_length: int = 1000) -> MoveInput:
    """A note that nobody but the desk sees; required where `missing` asks for it."""
    return MoveInput(
        "note",
        InputType.TEXT,
        _("Note for the desk"),
        _("for the desk, never public"),
        '"…"',
        missing,
        max_length,
    )


def readers_text(meaning: StrOrPromise, missing: StrOrPromise = "") -> MoveInput:
    """A text that readers see as it is written."""
    return MoveInput("text", InputType.TEXT, _("For readers"), meaning, '"…"', missing)


def checker(
    label: StrOrPromise, meaning: StrOrPromise, missing: StrOrPromise = ""
) -> MoveInput:
    """Somebody of the desk, by username."""
    return MoveInput("to", InputType.PERSON, label, meaning, '"checker2"', missing)


REVISION = MoveInput(
    "revision",
    InputType.NUMBER,
    _("Version"),
    _("the number of the revision that you read"),
    "2",
    _("Name the revision that you read: its number."),
)
PUBLISH_AT = MoveInput(
    "at",
    InputType.TIME,
    _("At a time"),
    _("now, if left empty"),
    '"2026-03-05T06:00:00+01:00"',
)
CORRECTION_KIND = MoveInput(
    "kind",
    InputType.CHOICE,
    _("Kind"),
    _(
        "for readers; a correction that changes rating, conclusion, claimant, day or a figure"
        " isn't minor"
    ),
    '"update"',
    _("Choose minor, update or substantial."),
    choices=("minor", "update", "substantial"),
)
READERS_REPORTS = MoveInput(
    "reports",
    InputType.NUMBERS,
    _("Readers’ reports"),
    _("numbers of the readers' reports that led to it"),
    "[6]",
    max_length=50,
)
DOCKET_REASON = MoveInput(
    "reason",
    InputType.TEXT,
    _("Reason for readers"),
    _("public: the docket shows it"),
    '"…"',
    _("Say why, for readers: the docket shows it."),
    max_length=500,
)
