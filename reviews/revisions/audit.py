"""Replays the history of reviews, and compares the result with what the tables say now.

A chain of events shows that a line was changed, but not that a row outside of it was. So each
claim's chain is replayed from its first line: every review must be in the state of its last
move, and every published version must have been approved by an event that names its hash. No
database: lines in, faults out.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from history.verify import ExportLine, Fault
from reviews.review.table import BY_NAME, State

STATES = frozenset(state.value for state in State)
"""Values of `to` that distinguish a move from other events with such a key."""


class Standing(NamedTuple):
    """A review as its row has it."""

    claim: int
    review: int
    state: str


class Shown(NamedTuple):
    """What readers are or were shown: a revision, and the hash of its words as they are now."""

    claim: int
    review: int
    revision: int
    hash: str


@dataclass(slots=True)
class _ClaimReplay:
    """The state of a claim after the lines that were read so far."""

    states: dict[int, str] = field(default_factory=dict)
    last_seq: dict[int, int] = field(default_factory=dict)
    approved: set[tuple[int, int, str]] = field(default_factory=set)
    lost: dict[int, str] = field(default_factory=dict)  # kinds of redacted lines, by place
    made_by: int | None = None  # the statement that was accepted
    was_undone: bool = False


class Replay:
    """Reads lines of history as they are verified, and then compares rows with them."""

    def __init__(self) -> None:
        self._claims: dict[str, _ClaimReplay] = {}
        self._faults: list[Fault] = []

    def hear(self, lines: Iterable[ExportLine]) -> Iterator[ExportLine]:
        """Pass the lines on, in order within each chain; lines of claims are replayed."""
        for line in lines:
            if line.chain.startswith("claim:"):
                self._note(line, self._claims.setdefault(line.chain, _ClaimReplay()))
            yield line

    def _note(self, line: ExportLine, replay: _ClaimReplay) -> None:
        payload = _payload(line)
        if payload is None:
            self._guess(line, replay)
            return
        review = int(payload.get("review", 0))
        if line.kind == "accept":
            replay.made_by = payload.get("statement")
        elif line.kind == "undo":
            replay.was_undone = payload.get("statement") == replay.made_by
        elif line.kind == "queue":
            replay.states[review] = State.QUEUED.value
            replay.last_seq[review] = line.seq
        elif payload.get("to") in STATES and "from" in payload:
            self._move(line, replay, payload)
        elif line.kind == "redact" and "of" in payload:
            self._note_facts(replay, payload["seq"], payload["of"])
        if line.kind == "approve":
            replay.approved.add((review, payload["revision"], payload["hash"]))

    def _note_facts(self, replay: _ClaimReplay, seq: int, redacted: dict[str, Any]) -> None:
        """Read what a redacted approval said, which the line that redacts it repeats."""
        facts = redacted["facts"]
        if redacted["kind"] == "approve" and "hash" in facts:
            replay.approved.add((facts["review"], facts["revision"], facts["hash"]))
            replay.lost.pop(seq, None)

    def _move(self, line: ExportLine, replay: _ClaimReplay, payload: dict[str, Any]) -> None:
        review, source = payload["review"], payload["from"]
        known = replay.states.get(review, source if "queue" in replay.lost.values() else None)
        if known != source:
            what = f"review {review} leaves {source}, but it was {known or 'never queued'}"
            self._faults.append(Fault(line.chain, line.seq, what))
        replay.states[review] = payload["to"]
        replay.last_seq[review] = line.seq

    def _guess(self, line: ExportLine, replay: _ClaimReplay) -> None:
        """A redacted line still has its kind; of one claim, at most one review is open."""
        replay.lost[line.seq] = line.kind
        move, review = BY_NAME.get(line.kind), max(replay.states, default=None)
        if move and review is not None:
            state = State(replay.states[review])
            replay.states[review] = move.edges.get(state, state).value
            replay.last_seq[review] = line.seq

    def faults(self, standing: Iterable[Standing], shown: Iterable[Shown]) -> Iterator[Fault]:
        """Where rows and history differ; call it after all lines were read."""
        yield from self._faults
        missing = {chain: set(replay.states) for chain, replay in self._claims.items()}
        for row in standing:
            chain = f"claim:{row.claim}"
            replay = self._claims.get(chain, _ClaimReplay())
            missing.get(chain, set()).discard(row.review)
            otherwise = State.QUEUED.value if "queue" in replay.lost.values() else None
            state = replay.states.get(row.review, otherwise)
            if state != row.state:
                where = replay.last_seq.get(row.review, 0)
                what = (
                    f"review {row.review} is {row.state}, but history says {state or 'nothing'}"
                )
                yield Fault(chain, where, what)
        for chain, reviews in sorted(missing.items()):
            replay = self._claims[chain]
            for review in sorted(reviews):
                if not (replay.was_undone and replay.states[review] == State.QUEUED):
                    yield Fault(chain, replay.last_seq[review], f"review {review} is gone")
        yield from self._unapproved(shown)

    def _unapproved(self, shown: Iterable[Shown]) -> Iterator[Fault]:
        for version in shown:
            chain = f"claim:{version.claim}"
            replay = self._claims.get(chain, _ClaimReplay())
            if "approve" in replay.lost.values():
                continue
            if (version.review, version.revision, version.hash) not in replay.approved:
                what = f"version {version.revision} of review {version.review} was published,"
                where = replay.last_seq.get(version.review, 0)
                yield Fault(chain, where, f"{what} but no line says that it was approved")


def _payload(line: ExportLine) -> dict[str, Any] | None:
    """The payload of a line, if it can be read; a changed line is reported elsewhere."""
    try:
        payload = json.loads(line.payload) if line.payload is not None else None
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
