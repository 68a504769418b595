"""Why an action is refused, as exceptions; `factcheck.errors` maps each to an HTTP status."""

from collections.abc import Sequence
from typing import NamedTuple

from reviews.sentences import Sentence, translate


class Refused(Exception):
    """The base class. Its text is an English sentence for the person who asked.

    Pages show `reviews.sentences.translate(refusal)`.
    """


class IllegalMove(Refused):
    """The move, given by its verb, does not start from the state of the review."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(Sentence("illegal-move", verb=verb, state=state))


class NotWritable(Refused):
    """Its text and evidence are frozen in this state."""

    def __init__(self, state: str) -> None:
        super().__init__(Sentence("not-writable", state=state))


class Stale(Refused):
    """The revision named in the request is not the one that waits for a decision."""


class Missing(NamedTuple):
    """One thing that is missing, and the part of the review's page where it can be added."""

    sentence: str
    where: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def shown(self) -> str:
        """The sentence in the language of the page."""
        return translate(self.sentence)


def missing(code: str, where: str, **values: object) -> Missing:
    """One thing that is missing, by the code of its sentence."""
    return Missing(Sentence(code, **values), where)


class NotReady(Refused):
    """A gate refuses; `missing` is its list."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = list(missing)
        sentences = tuple(one.sentence for one in missing)
        super().__init__(Sentence("not-ready", missing=sentences))


class NothingAsked(Refused):
    """No request of an editor is open: it was answered in the meantime, or never made."""

    def __init__(self, what: str) -> None:
        super().__init__(Sentence("nothing-asked", what=what))


class AlreadyInWork(Refused):
    """The claim has an open review, or a live publication that can only be reopened."""


class AlreadyDecided(Refused):
    """Somebody has already decided on the proposed change."""


class StaleChange(Refused):
    """The subject of a proposed change was changed after the proposal was made."""

    def __init__(self) -> None:
        super().__init__(Sentence("stale-change"))
