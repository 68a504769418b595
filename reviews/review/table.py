"""The life of a review, as data: pages, API, docs, tests and the edge trigger read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class State(models.TextChoices):
    QUEUED = "queued"
    EVIDENCE = "evidence"
    VERDICT = "verdict"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    RETRACTED = "retracted"
    DROPPED = "dropped"


CLOSED = frozenset({State.PUBLISHED, State.RETRACTED, State.DROPPED})
WRITABLE = frozenset({State.EVIDENCE, State.VERDICT})
"""Where draft, evidence, replies and the claim's wording, claimant and date may be written."""


class Who(StrEnum):
    """Who may make a move; every one of them is checked by `policies`."""

    CHECKER = "any checker"
    HOLDER = "the holder"
    HOLDER_OR_EDITOR = "the holder, an editor"
    EDITOR = "an editor"
    OTHER_EDITOR = "an editor who is no author of the revision"
    SECOND_EDITOR = "another editor than the one who asked"


@dataclass(frozen=True, eq=False)
class Move:
    """One row of the table. `edges` maps each state it starts from to the one it leads to."""

    name: str
    edges: Mapping[State, State]
    who: Who
    needs: str = "–"
    takes: tuple[str, ...] = ()

    @property
    def sources(self) -> frozenset[State]:
        return frozenset(self.edges)

    @property
    def action(self) -> str:
        """The name of the function that makes it."""
        return self.name.replace("-", "_")

    @property
    def label(self) -> str:
        """The words on its button."""
        return _LABELS.get(self.name) or self.name.replace("-", " ").capitalize()

    def __str__(self) -> str:
        return self.name


_LABELS = {"ask-retract": "Ask for a retraction", "stand": "Let it stand"}


def _to(target: State, *sources: State) -> dict[State, State]:
    return dict.fromkeys(sources, target)


def _stays(sources: Iterable[State]) -> dict[State, State]:
    return {state: state for state in sources}


_BEFORE_PUBLISHED = (
    State.QUEUED,
    State.EVIDENCE,
    State.VERDICT,
    State.SUBMITTED,
    State.APPROVED,
)
_MAY_BE_PUBLIC = (*_BEFORE_PUBLISHED, State.PUBLISHED)

TAKE = Move("take", _to(State.EVIDENCE, State.QUEUED), Who.CHECKER)
ASSIGN = Move(
    "assign",
    _to(State.EVIDENCE, State.QUEUED) | _stays([State.EVIDENCE, State.VERDICT]),
    Who.EDITOR,
    "`to`, a checker",
    ("to",),
)
RELEASE = Move(
    "release",
    _to(State.QUEUED, State.EVIDENCE, State.VERDICT),
    Who.HOLDER_OR_EDITOR,
    "– (draft and evidence stay)",
)
WEIGH = Move(
    "weigh",
    _to(State.VERDICT, State.EVIDENCE),
    Who.HOLDER,
    "at least one piece of evidence, none still waiting for its page",
)
GATHER = Move("gather", _to(State.EVIDENCE, State.VERDICT), Who.HOLDER)
SUBMIT = Move(
    "submit",
    _to(State.SUBMITTED, State.VERDICT),
    Who.HOLDER,
    "the gate; freezes a revision",
)
RECALL = Move("recall", _to(State.VERDICT, State.SUBMITTED), Who.HOLDER)
SEND_BACK = Move(
    "send-back",
    _to(State.VERDICT, State.SUBMITTED),
    Who.EDITOR,
    "a note; goes back to its holder",
    ("note",),
)
APPROVE = Move(
    "approve",
    _to(State.APPROVED, State.SUBMITTED),
    Who.OTHER_EDITOR,
    "names the revision; a stale one is refused",
    ("revision",),
)
REVOKE = Move(
    "revoke",
    _to(State.SUBMITTED, State.APPROVED),
    Who.EDITOR,
    "a note; clears a set time",
    ("note",),
)
PUBLISH = Move(
    "publish",
    _to(State.PUBLISHED, State.APPROVED),
    Who.EDITOR,
    "now or `at` a time; a standing approval of this revision; no live publication",
    ("at",),
)
CORRECT = Move(
    "correct",
    _to(State.PUBLISHED, State.APPROVED),
    Who.EDITOR,
    "a standing approval; a live publication; kind and readers' text of the correction",
    ("kind", "text", "note"),
)
REOPEN = Move(
    "reopen",
    _to(State.EVIDENCE, State.PUBLISHED),
    Who.EDITOR,
    "a note; `to` the new holder (default: oneself); the public version stays up",
    ("note", "to"),
)
STAND = Move(
    "stand",
    _to(State.PUBLISHED, State.EVIDENCE, State.VERDICT, State.SUBMITTED, State.APPROVED),
    Who.EDITOR,
    "a live publication; a note: reopened and found right",
    ("note",),
)
ASK_RETRACT = Move(
    "ask-retract",
    _stays(_MAY_BE_PUBLIC),
    Who.EDITOR,
    "a live publication; a note for the desk; readers' `text`, then or later",
    ("note", "text"),
)
RETRACT = Move(
    "retract",
    _to(State.RETRACTED, *_MAY_BE_PUBLIC),
    Who.SECOND_EDITOR,
    "a live publication; an editor has asked; readers' text; the page stays and says so",
    ("text",),
)
DROP = Move(
    "drop",
    _to(State.DROPPED, *_BEFORE_PUBLISHED),
    Who.EDITOR,
    "no live publication; a reason, shown in the docket",
    ("reason", "note"),
)

MOVES = (
    TAKE,
    ASSIGN,
    RELEASE,
    WEIGH,
    GATHER,
    SUBMIT,
    RECALL,
    SEND_BACK,
    APPROVE,
    REVOKE,
    PUBLISH,
    CORRECT,
    REOPEN,
    STAND,
    ASK_RETRACT,
    RETRACT,
    DROP,
)
BY_NAME = {move.name: move for move in MOVES}
SYSTEM_MOVES = frozenset({RELEASE, PUBLISH})
"""What the user `system` may do: put a lapsed take back, publish at the set time."""


def edges() -> frozenset[tuple[str, str]]:
    """Every change of state that some move makes; the database refuses all others."""
    return frozenset(
        (source.value, target.value)
        for move in MOVES
        for source, target in move.edges.items()
        if source != target
    )


def as_markdown() -> str:
    """The table as `docs/explanation/workflow.md` prints it."""
    rows = ["| move | from | to | who | needs |", "| --- | --- | --- | --- | --- |"]
    for move in MOVES:
        targets = sorted({t.value for s, t in move.edges.items() if s != t})
        stays = [s.value for s, t in move.edges.items() if s == t]
        to = ", ".join([*targets, *(["stays"] if stays else [])])
        rows.append(
            f"| {move} | {', '.join(s.value for s in move.edges)} | {to} "
            f"| {move.who.value} | {move.needs} |"
        )
    return "\n".join(rows)
