"""Compares two frozen documents, for editors: pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django_stubs_ext import StrOrPromise

from claims.claims.facts import CLAIM_FACTS
from reviews.revisions.document import (
    Document,
    FrozenAnswer,
    FrozenCalculation,
    FrozenClaim,
    FrozenEvidence,
    FrozenReply,
)
from textmatch.diff import DiffLine, TextRun, line_diff, split_sentences, word_diff


@dataclass(frozen=True, slots=True)
class NotedReply:
    """A request for a reply, with dates instead of texts."""

    whom: str
    asked_on: date | None
    asked_by: str
    how: str
    due_on: date | None
    reply: str
    replied_on: date | None
    answer: FrozenAnswer | None
    not_asked_because: str

    @classmethod
    def of(cls, frozen: FrozenReply) -> "NotedReply":
        return cls(
            whom=frozen["whom"],
            asked_on=_day(frozen["asked_on"]),
            asked_by=frozen["asked_by"],
            how=frozen["how"],
            due_on=_day(frozen["due_on"]),
            reply=frozen["reply"],
            replied_on=_day(frozen["replied_on"]),
            answer=frozen["answer"],
            not_asked_because=frozen["not_asked_because"],
        )


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact of the claim (`claims.claims.facts`) that differs; empty values are None."""

    label: StrOrPromise
    before: str | date | None
    after: str | date | None


@dataclass(slots=True)
class Comparison:
    """Each part of a check, before and after; without a before, all of it as it is now."""

    before: Document | None
    after: Document
    claim: list[TextRun] = field(default_factory=list)
    facts: list[ChangedFact] = field(default_factory=list)
    conclusion: list[TextRun] = field(default_factory=list)
    body: list[DiffLine] = field(default_factory=list)
    added: list[FrozenEvidence] = field(default_factory=list)
    removed: list[FrozenEvidence] = field(default_factory=list)
    changed: list[tuple[FrozenEvidence, FrozenEvidence]] = field(default_factory=list)
    unchanged: int = 0
    calculations_added: list[FrozenCalculation] = field(default_factory=list)
    calculations_removed: list[FrozenCalculation] = field(default_factory=list)
    calculations_unchanged: int = 0
    replies_added: list[NotedReply] = field(default_factory=list)
    replies_unchanged: int = 0

    @property
    def rating_changed(self) -> bool:
        return self.before is not None and self.before["rating"] != self.after["rating"]

    @property
    def claim_changed(self) -> bool:
        return self.before is not None and (
            any(run.op != "same" for run in self.claim)
            or self.before["claimant"]["id"] != self.after["claimant"]["id"]
            or bool(self.facts)
        )

    @property
    def conclusion_changed(self) -> bool:
        return any(run.op != "same" for run in self.conclusion)

    @property
    def body_changed(self) -> bool:
        return any(line.sign for line in self.body)

    @property
    def is_empty(self) -> bool:
        """Whether readers would see no difference."""
        return self.before is not None and not (
            self.rating_changed
            or self.claim_changed
            or self.conclusion_changed
            or self.body_changed
            or self.evidence_changed
            or self.calculations_added
            or self.calculations_removed
            or self.replies_added
        )

    @property
    def evidence_changed(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Document | None, after: Document) -> Comparison:
    """Compare two versions; without `before` everything is new to the editor."""
    found = Comparison(before, after)
    if before is None:
        found.claim = [TextRun("same", after["claim"]["text"])]
        found.conclusion = [TextRun("same", after["conclusion"])]
        found.body = [
            DiffLine("", [TextRun("same", after["body"])], len(split_sentences(after["body"])))
        ]
        found.added = after["evidence"]
        found.calculations_added = after["sums"]
        found.replies_added = [NotedReply.of(one) for one in after["replies"]]
        return found
    found.claim = word_diff(before["claim"]["text"], after["claim"]["text"])
    found.facts = changed_facts(before["claim"], after["claim"])
    found.conclusion = word_diff(before["conclusion"], after["conclusion"])
    found.body = list(line_diff(before["body"], after["body"]))
    _compare_evidence(found, before["evidence"], after["evidence"])
    old, new = before["sums"], after["sums"]
    found.calculations_added = [one for one in new if one not in old]
    found.calculations_removed = [one for one in old if one not in new]
    found.calculations_unchanged = len(new) - len(found.calculations_added)
    found.replies_added = [
        NotedReply.of(one)
        for one in after["replies"]
        if not any(_is_same_reply(other, one) for other in before["replies"])
    ]
    found.replies_unchanged = len(after["replies"]) - len(found.replies_added)
    return found


def changed_facts(before: FrozenClaim, after: FrozenClaim) -> list[ChangedFact]:
    """The facts that differ; one that an older document is too old to have did not change."""
    old: Mapping[str, object] = before
    new: Mapping[str, object] = after
    return [
        ChangedFact(
            fact.label, fact.shown_value(old[fact.name]), fact.shown_value(new.get(fact.name))
        )
        for fact in CLAIM_FACTS
        if fact.name in old and old[fact.name] != new.get(fact.name)
    ]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _is_same_reply(earlier: FrozenReply, later: FrozenReply) -> bool:
    """Whether nothing changed. Who asked is not compared if one of the names is missing."""
    asker = earlier["asked_by"] or later["asked_by"]
    return {**earlier, "asked_by": asker} == later


def _compare_evidence(
    found: Comparison, before: list[FrozenEvidence], after: list[FrozenEvidence]
) -> None:
    earlier = {piece["number"]: piece for piece in before}
    for piece in after:
        other = earlier.pop(piece["number"], None)
        if other is None:
            found.added.append(piece)
        elif other != piece:
            found.changed.append((other, piece))
        else:
            found.unchanged += 1
    found.removed = list(earlier.values())
