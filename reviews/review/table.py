"""The life of a review, as data: pages, API, docs, tests and the edge trigger read it.

To add a move, add a row here, an action of its name in `reviews.workflow.moves` or
`reviews.workflow.publication_moves`, and its tests; then print the reference pages again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django_stubs_ext import StrOrPromise

from reviews.review import move_inputs
from reviews.review.move_inputs import MoveInput


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
    """Who may make a move, as `policies` checks it."""

    CHECKER = "any checker"
    HOLDER = "the holder"
    HOLDER_OR_EDITOR = "the holder, an editor"
    EDITOR = "an editor"
    OTHER_EDITOR = "an editor who is no author of the revision"
    SECOND_EDITOR = "another editor than the one who asked"


@dataclass(frozen=True)
class ReadersSentence:
    """What "How this was made" on the page of a check says about an event."""

    once: str
    """`{version}` is the number of the published version."""
    repeated: str = ""
    """For several in a row by people of one role, shown as one line; `{times}` is how many.
    Without it each event has its own line."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Move:
    """One row of the table: its rules and all its words."""

    name: str
    """In addresses, in the API and as the kind of its event: never changes."""
    edges: Mapping[State, State]
    """Each state it starts from, and the one it leads to."""
    who: Who
    needs: str = "–"
    """What it needs, as the docs print it."""
    inputs: tuple[MoveInput, ...] = ()
    needs_publication: bool = False
    """Whether it needs a published check."""
    passes_turn: bool = False
    """Whether it changes who has to act next: the inbox says who did that, and when."""
    changes_what_readers_see: bool = False

    label: StrOrPromise
    """On its button."""
    verb: str
    """As in "Only its holder may … this review." and "You can't … a review that is queued."."""
    done: StrOrPromise
    """Shown after it was made."""
    done_later: StrOrPromise = ""
    """Shown instead where it was set for a time: `{at}`."""
    history: str
    """What the desk's history says that somebody did; placeholders are keys of the event."""
    readers: ReadersSentence | None = None
    """What readers are told about it, if anything."""
    confirmation: StrOrPromise = ""
    """What must be confirmed first if it can't be undone."""

    leads_on: bool = False
    """Whether it is the one button that leads on from the states it starts from."""
    is_destructive: bool = False
    opposite: str = ""
    """The name of the move that undoes it; offered as "Undo" where that move takes nothing."""
    page: str = ""
    """The URL name of the page on which it is made, where a small form isn't enough."""
    next_page: str = "desk:review"
    """The URL name of the page that is shown after it."""

    @property
    def sources(self) -> frozenset[State]:
        return frozenset(self.edges)

    @property
    def action(self) -> str:
        """The name of the function that makes it."""
        return self.name.replace("-", "_")

    def missing(self, name: str) -> StrOrPromise:
        """The sentence that asks for one of its inputs."""
        return next(one.missing for one in self.inputs if one.name == name)

    def __str__(self) -> str:
        return self.name


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
_APPROVAL, _CORRECTION, _RETRACTION = "desk:approval", "desk:correction", "desk:retraction"

TAKE = Move(
    name="take",
    edges=_to(State.EVIDENCE, State.QUEUED),
    who=Who.CHECKER,
    passes_turn=True,
    label=_("Take it"),
    verb=gettext_noop("take"),
    done=_("It’s yours."),
    history=gettext_noop("took it"),
    readers=ReadersSentence(gettext_noop("Took the claim."), gettext_noop("Took the claim.")),
    leads_on=True,
    opposite="release",
)
ASSIGN = Move(
    name="assign",
    edges=_to(State.EVIDENCE, State.QUEUED) | _stays([State.EVIDENCE, State.VERDICT]),
    who=Who.EDITOR,
    needs="`to`, a checker",
    inputs=(
        move_inputs.checker(
            _("To"), _("who works on it from now on"), _("Choose who gets it.")
        ),
    ),
    passes_turn=True,
    label=_("Hand over"),
    verb=gettext_noop("assign"),
    done=_("Handed over."),
    history=gettext_noop("handed it to {holder}"),
)
RELEASE = Move(
    name="release",
    edges=_to(State.QUEUED, State.EVIDENCE, State.VERDICT),
    who=Who.HOLDER_OR_EDITOR,
    needs="– (draft and evidence stay)",
    label=_("Release to the queue"),
    verb=gettext_noop("release"),
    done=_("Released to the queue. Draft and evidence are kept."),
    history=gettext_noop("released it to the queue"),
)
WEIGH = Move(
    name="weigh",
    edges=_to(State.VERDICT, State.EVIDENCE),
    who=Who.HOLDER,
    needs="at least one piece of evidence, none still waiting for its page",
    label=_("Weigh the evidence"),
    verb=gettext_noop("weigh the evidence of"),
    done=_("Now weigh the evidence."),
    history=gettext_noop("began to weigh the evidence"),
    leads_on=True,
    opposite="gather",
)
GATHER = Move(
    name="gather",
    edges=_to(State.EVIDENCE, State.VERDICT),
    who=Who.HOLDER,
    label=_("Back to gathering evidence"),
    verb=gettext_noop("gather evidence for"),
    done=_("Back to gathering evidence."),
    history=gettext_noop("went back to gathering evidence"),
)
SUBMIT = Move(
    name="submit",
    edges=_to(State.SUBMITTED, State.VERDICT),
    who=Who.HOLDER,
    needs="the gate; freezes a revision",
    passes_turn=True,
    label=_("Submit for approval"),
    verb=gettext_noop("submit"),
    done=_("Submitted. An editor will look at exactly this version."),
    history=gettext_noop("submitted version {revision}"),
    readers=ReadersSentence(gettext_noop("Submitted the text for approval.")),
    leads_on=True,
    opposite="recall",
)
RECALL = Move(
    name="recall",
    edges=_to(State.VERDICT, State.SUBMITTED),
    who=Who.HOLDER,
    passes_turn=True,
    label=_("Recall it to go on writing"),
    verb=gettext_noop("recall"),
    done=_("Recalled. You can go on writing."),
    history=gettext_noop("recalled it"),
    readers=ReadersSentence(gettext_noop("Took the text back to go on writing.")),
)
SEND_BACK = Move(
    name="send-back",
    edges=_to(State.VERDICT, State.SUBMITTED),
    who=Who.EDITOR,
    needs="a note; goes back to its holder",
    inputs=(
        move_inputs.desk_note(
            _("Say what needs to be done: the holder sees it on the draft."), max_length=500
        ),
    ),
    passes_turn=True,
    label=_("Send back"),
    verb=gettext_noop("send back"),
    done=_("Sent back with your note."),
    history=gettext_noop("sent it back: {note}"),
    readers=ReadersSentence(gettext_noop("Sent the text back to be improved.")),
    page=_APPROVAL,
)
APPROVE = Move(
    name="approve",
    edges=_to(State.APPROVED, State.SUBMITTED),
    who=Who.OTHER_EDITOR,
    needs="names the revision; a stale one is refused",
    inputs=(move_inputs.REVISION,),
    passes_turn=True,
    label=_("Approve"),
    verb=gettext_noop("approve"),
    done=_("Approved."),
    history=gettext_noop("approved version {revision}"),
    readers=ReadersSentence(gettext_noop("Approved the text, having written none of it.")),
    opposite="revoke",
    page=_APPROVAL,
    next_page=_APPROVAL,
)
REVOKE = Move(
    name="revoke",
    edges=_to(State.SUBMITTED, State.APPROVED),
    who=Who.EDITOR,
    needs="a note; clears a set time",
    inputs=(move_inputs.desk_note(_("Say why.")),),
    passes_turn=True,
    label=_("Withdraw the approval"),
    verb=gettext_noop("withdraw the approval of"),
    done=_("Approval withdrawn."),
    history=gettext_noop("withdrew the approval: {note}"),
    readers=ReadersSentence(gettext_noop("Withdrew the approval.")),
    next_page=_APPROVAL,
)
PUBLISH = Move(
    name="publish",
    edges=_to(State.PUBLISHED, State.APPROVED),
    who=Who.EDITOR,
    needs="now or `at` a time; a standing approval of this revision; no live publication",
    inputs=(move_inputs.PUBLISH_AT,),
    changes_what_readers_see=True,
    label=_("Publish"),
    verb=gettext_noop("publish"),
    done=_("Published."),
    done_later=_("It will be published on {at}."),
    history=gettext_noop("published version {revision}"),
    readers=ReadersSentence(gettext_noop("Published version {version}.")),
    confirmation=_("Readers will see it. It can’t be undone, only corrected."),
)
CORRECT = Move(
    name="correct",
    edges=_to(State.PUBLISHED, State.APPROVED),
    who=Who.EDITOR,
    needs="a standing approval; a live publication; kind and readers' text of the correction",
    inputs=(
        move_inputs.CORRECTION_KIND,
        move_inputs.readers_text(
            _("what readers are told"),
            _("Say what was wrong and what it says now, for readers."),
        ),
        move_inputs.desk_note(),
        move_inputs.READERS_REPORTS,
    ),
    needs_publication=True,
    changes_what_readers_see=True,
    label=_("Publish as a correction"),
    verb=gettext_noop("correct"),
    done=_("Published as a correction."),
    history=gettext_noop(
        "published version {revision} as a correction, telling readers: {text}"
    ),
    readers=ReadersSentence(gettext_noop("Published the correction, version {version}.")),
    confirmation=_("Readers will see it. A correction can’t be undone, only corrected."),
    page=_CORRECTION,
)
REOPEN = Move(
    name="reopen",
    edges=_to(State.EVIDENCE, State.PUBLISHED),
    who=Who.EDITOR,
    needs="a note; `to` the new holder (default: oneself); the public version stays up",
    inputs=(
        move_inputs.desk_note(_("Say why.")),
        move_inputs.checker(_("For whom"), _("you, if left empty")),
    ),
    passes_turn=True,
    label=_("Reopen"),
    verb=gettext_noop("reopen"),
    done=_("Reopened. The public version stays up."),
    history=gettext_noop("reopened it for {holder}: {note}"),
    readers=ReadersSentence(gettext_noop("Opened the check again.")),
)
STAND = Move(
    name="stand",
    edges=_to(State.PUBLISHED, State.EVIDENCE, State.VERDICT, State.SUBMITTED, State.APPROVED),
    who=Who.EDITOR,
    needs="a live publication; a note: reopened and found right",
    inputs=(move_inputs.desk_note(_("Say why.")),),
    needs_publication=True,
    label=_("Keep the published version"),
    verb=gettext_noop("keep the published version of"),
    done=_("Closed. The published version stays as it is."),
    history=gettext_noop("kept the published version: {note}"),
    readers=ReadersSentence(gettext_noop("Looked again and kept the published version.")),
)
ASK_RETRACT = Move(
    name="ask-retract",
    edges=_stays(_MAY_BE_PUBLIC),
    who=Who.EDITOR,
    needs="a live publication; a note for the desk; readers' `text`, then or later",
    inputs=(
        move_inputs.desk_note(_("Tell the other editor why.")),
        move_inputs.readers_text(_("what readers are told; it may come later")),
    ),
    needs_publication=True,
    label=_("Ask for a retraction"),
    verb=gettext_noop("ask for a retraction of"),
    done=_("Another editor is asked to retract it."),
    history=gettext_noop("asked for a retraction: {note}"),
    page=_RETRACTION,
    next_page=_RETRACTION,
)
RETRACT = Move(
    name="retract",
    edges=_to(State.RETRACTED, *_MAY_BE_PUBLIC),
    who=Who.SECOND_EDITOR,
    needs="a live publication; an editor has asked; readers' text; the page stays and says so",
    inputs=(
        move_inputs.readers_text(
            _(
                "what readers are told; if left out, what was written since it was asked for."
                " 422 with `missing` where there is neither"
            )
        ),
    ),
    needs_publication=True,
    changes_what_readers_see=True,
    label=_("Retract"),
    verb=gettext_noop("retract"),
    done=_("Retracted. The page stays at its address and says so."),
    history=gettext_noop("retracted it: {text}"),
    readers=ReadersSentence(gettext_noop("Retracted the check, as another editor had asked.")),
    confirmation=_("The page will say that it is retracted. That can’t be undone."),
    page=_RETRACTION,
    next_page=_RETRACTION,
)
DROP = Move(
    name="drop",
    edges=_to(State.DROPPED, *_BEFORE_PUBLISHED),
    who=Who.EDITOR,
    needs="no live publication; a reason, shown in the docket",
    inputs=(move_inputs.DOCKET_REASON, move_inputs.desk_note()),
    label=_("Drop"),
    verb=gettext_noop("drop"),
    done=_("Dropped. The docket shows your reason."),
    history=gettext_noop("dropped it, telling readers: {reason}"),
    is_destructive=True,
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


def leading_on_from(state: str) -> Move | None:
    """The one move that leads on from a state, or None."""
    return next((m for m in MOVES if m.leads_on and state in m.edges), None)


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


def bodies_as_markdown() -> str:
    """What each move takes, as `docs/reference/api.md` prints it."""
    moves: dict[str, list[str]] = {}
    for move in MOVES:
        moves.setdefault(_body(move), []).append(f"`{move}`")
    rows = [f"| {', '.join(names)} | {body} |" for body, names in moves.items()]
    return "\n".join(["| move | body |", "| --- | --- |", *rows])


def _body(move: Move) -> str:
    if not move.inputs:
        return "nothing"
    body = ", ".join(f'"{one.name}": {one.example}' for one in move.inputs)
    return f"`{{{body}}}`. " + "; ".join(_described(one) for one in move.inputs)


def _described(one: MoveInput) -> str:
    notes = [*one.choices, *([] if one.is_required else ["optional"])]
    aside = f" ({', '.join(notes)})" if notes else ""
    return f"`{one.name}`{aside}: {one.meaning}"
