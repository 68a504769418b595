"""Replays what history tells of reviews, and compares it with what the tables say now.

A chain of events tells of a changed line; it does not tell of a row that was changed beside it.
Method: each claim's chain is run through from its first line, and every review must stand where
its last move left it, every published version must have been approved by an event that names
its very hash. No database: lines in, faults out.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from history.verify import ExportLine, Fault
from reviews.review.table import BY_NAME, State

STATES = frozenset(state.value for state in State)
"""Values of `to` by which a move is told from other events that have such a key."""


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
class _Told:
    """What a claim's chain has told so far. One is kept for every claim there is."""

    states: dict[int, str] = field(default_factory=dict)
    last_seq: dict[int, int] = field(default_factory=dict)
    approved: set[tuple[int, int, str]] = field(default_factory=set)
    lost: dict[int, str] = field(default_factory=dict)  # kinds of redacted lines, by place
    made_by: int | None = None  # the statement that was accepted
    was_undone: bool = False


class Replay:
    """Listens to lines as they pass, and then judges rows by what it heard."""

    def __init__(self) -> None:
        self._claims: dict[str, _Told] = {}
        self._faults: list[Fault] = []

    def hear(self, lines: Iterable[ExportLine]) -> Iterator[ExportLine]:
        """The same lines, in order within each chain; those of claims are noted."""
        for line in lines:
            if line.chain.startswith("claim:"):
                self._note(line, self._claims.setdefault(line.chain, _Told()))
            yield line

    def _note(self, line: ExportLine, told: _Told) -> None:
        payload = _payload(line)
        if payload is None:
            self._guess(line, told)
            return
        review = int(payload.get("review", 0))
        if line.kind == "accept":
            told.made_by = payload.get("statement")
        elif line.kind == "undo":
            told.was_undone = payload.get("statement") == told.made_by
        elif line.kind == "queue":
            told.states[review] = State.QUEUED.value
            told.last_seq[review] = line.seq
        elif payload.get("to") in STATES and "from" in payload:
            self._move(line, told, payload)
        elif line.kind == "redact" and "of" in payload:
            self._note_facts(told, payload["seq"], payload["of"])
        if line.kind == "approve":
            told.approved.add((review, payload["revision"], payload["hash"]))

    def _note_facts(self, told: _Told, seq: int, redacted: dict[str, Any]) -> None:
        """What a redacted approval said of versions is copied into the line that redacts it."""
        facts = redacted["facts"]
        if redacted["kind"] == "approve" and "hash" in facts:
            told.approved.add((facts["review"], facts["revision"], facts["hash"]))
            told.lost.pop(seq, None)

    def _move(self, line: ExportLine, told: _Told, payload: dict[str, Any]) -> None:
        review, source = payload["review"], payload["from"]
        known = told.states.get(review, source if "queue" in told.lost.values() else None)
        if known != source:
            what = f"review {review} leaves {source}, but it was {known or 'never queued'}"
            self._faults.append(Fault(line.chain, line.seq, what))
        told.states[review] = payload["to"]
        told.last_seq[review] = line.seq

    def _guess(self, line: ExportLine, told: _Told) -> None:
        """A redacted line still has its kind; of one claim, at most one review is open."""
        told.lost[line.seq] = line.kind
        move, review = BY_NAME.get(line.kind), max(told.states, default=None)
        if move and review is not None:
            state = State(told.states[review])
            told.states[review] = move.edges.get(state, state).value
            told.last_seq[review] = line.seq

    def faults(self, standing: Iterable[Standing], shown: Iterable[Shown]) -> Iterator[Fault]:
        """Where rows and history differ; asked once all lines have passed."""
        yield from self._faults
        missing = {chain: set(told.states) for chain, told in self._claims.items()}
        for row in standing:
            chain = f"claim:{row.claim}"
            told = self._claims.get(chain, _Told())
            missing.get(chain, set()).discard(row.review)
            otherwise = State.QUEUED.value if "queue" in told.lost.values() else None
            state = told.states.get(row.review, otherwise)
            if state != row.state:
                where = told.last_seq.get(row.review, 0)
                what = (
                    f"review {row.review} is {row.state}, but history says {state or 'nothing'}"
                )
                yield Fault(chain, where, what)
        for chain, reviews in sorted(missing.items()):
            told = self._claims[chain]
            for review in sorted(reviews):
                if not (told.was_undone and told.states[review] == State.QUEUED):
                    yield Fault(chain, told.last_seq[review], f"review {review} is gone")
        yield from self._unapproved(shown)

    def _unapproved(self, shown: Iterable[Shown]) -> Iterator[Fault]:
        for version in shown:
            chain = f"claim:{version.claim}"
            told = self._claims.get(chain, _Told())
            if "approve" in told.lost.values():
                continue
            if (version.review, version.revision, version.hash) not in told.approved:
                what = f"version {version.revision} of review {version.review} was published,"
                where = told.last_seq.get(version.review, 0)
                yield Fault(chain, where, f"{what} but no line says that it was approved")


def _payload(line: ExportLine) -> dict[str, Any] | None:
    """What a line says of itself, as far as it can be read; a changed one is told elsewhere."""
    try:
        payload = json.loads(line.payload) if line.payload is not None else None
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
