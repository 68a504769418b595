"""Why an action is refused, as exceptions; `factcheck.errors` maps each to an HTTP status."""

from collections.abc import Sequence
from typing import NamedTuple


class Refused(Exception):
    """The base class. Its text is a sentence for the person who asked."""


class IllegalMove(Refused):
    """The move, given by its verb, does not start from the state of the review."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"You can’t {verb} a review that is {state}.")


class NotWritable(Refused):
    """Its text and evidence are frozen in this state."""

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The review is {state}: draft and evidence can be written only while evidence is"
            " gathered or weighed."
        )


class Stale(Refused):
    """The revision named in the request is not the one that waits for a decision."""


class Missing(NamedTuple):
    """One thing that is missing, and the part of the review's page where it can be fixed."""

    sentence: str
    where: str

    def __str__(self) -> str:
        return self.sentence


class NotReady(Refused):
    """A gate refuses; `missing` is its list."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = list(missing)
        super().__init__("Still needed: " + " ".join(map(str, missing)))


class NothingAsked(Refused):
    """No request of an editor is open: it was answered in the meantime, or never made."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Nobody asks for a {what} now: look again at what became of it.")


class AlreadyInWork(Refused):
    """The claim has an open review, or a live publication that can only be reopened."""


class AlreadyDecided(Refused):
    """Somebody has already decided on the proposed change."""


class StaleChange(Refused):
    """The subject of a proposed change was changed after the proposal was made."""

    def __init__(self) -> None:
        super().__init__(
            "This was changed since it was proposed. Refuse the proposal; it can be made again."
        )
