"""How the desk says no. `factcheck.errors` turns each into its status, once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviews.review.models.drafts import Draft
    from reviews.review.table import Move
    from reviews.workflow.gates import Missing


class Refused(Exception):
    """The base: a sentence for whoever asked."""


class IllegalMove(Refused):
    """The review is in a state from which this move does not start."""

    def __init__(self, move: "Move", state: str) -> None:
        super().__init__(f"A review that is {state} cannot {move}.")


class NotWritable(Refused):
    """Its text and evidence are frozen in this state."""

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The review is {state}: draft and evidence can be written only while evidence is"
            " gathered or weighed."
        )


class Stale(Refused):
    """The revision named is not the one that waits."""


class StaleDraft(Refused):
    """Somebody saved another text since; `draft` is theirs, nothing was overwritten."""

    def __init__(self, draft: "Draft") -> None:
        self.draft = draft
        who = draft.saved_by.name if draft.saved_by else "Somebody"
        super().__init__(
            f"{who} saved version {draft.version} in the meantime. Both texts are kept: choose"
            " what to keep of each."
        )


class NotReady(Refused):
    """A gate refuses; `missing` is its list."""

    def __init__(self, missing: "Sequence[Missing]") -> None:
        self.missing = list(missing)
        super().__init__("Still needed: " + " ".join(map(str, missing)))


class NothingAsked(Refused):
    """No editor's request waits: it was answered meanwhile, or never made."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Nobody asks for a {what} now: look again at what became of it.")


class AlreadyInWork(Refused):
    """The claim has an open review, or a live publication that can only be reopened."""


class AlreadyDecided(Refused):
    """Somebody decided on the proposed change before."""


class StaleChange(Refused):
    """What a proposed change is about was changed since it was proposed."""

    def __init__(self) -> None:
        super().__init__(
            "This was changed since it was proposed. Refuse the proposal; it can be made again."
        )
