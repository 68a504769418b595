"""The history of a claim as lines that a newsroom reads: when, who, what they did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from history.models import Event
from reviews.review import participants

PLAIN = {
    "accept": "made the claim of a statement",
    "file": "wrote the claim",
    "queue": "queued it",
    "undo": "took the statement back",
    "docket": "changed what the docket shows of it",
    "join": "joined a statement to it",
    "carry": "found its words in a new version of the article",
    "words-gone": "found its words gone from a new version of the article",
    "take": "took it",
    "release": "released it to the queue",
    "weigh": "moved it to verdict",
    "look-again": "had sources looked for again",
    "gather": "went back to gathering evidence",
    "recall": "recalled it",
    "write": "began to write",
    "park": "parked it",
    "prioritise": "set how urgent it is",
    "plan": "set when it is due and how urgent it is",
    "reword": "reworded the claim",
    "note-reply": "noted the right of reply",
    "note-answer": "noted what came back on the right of reply",
    "remove-source": "took a page from beside it",
}
SOURCES = {
    "keep": "kept it",
    "set-publisher": "said who publishes it: {publisher}",
    "describe": "said what it is",
    "hide": "kept the copy for the desk",
    "note-conversation": "noted the conversation",
    "type": "typed the words of page {page}",
    "show-whole": "let readers have the whole copy: {licence}",
    "note-archived": "noted an archive’s address {url}",
    "forget-archived": "took an archive’s address away {url}",
    "erase": "erased it: {why}",
    "quarantine": "put it in quarantine: {why}",
    "release-quarantine": "released it from quarantine",
    "destroy-quarantined": "had it destroyed",
    "fetch-quarantined": "downloaded it out of quarantine, for the police",
    "redact": "took the words out of line {seq} of this history",
}
"""Of kept pages."""
WITH = {
    **SOURCES,
    "assign": "handed it to {holder}",
    "attach": "added evidence [{number}], {stance}",
    "withdraw": "withdrew evidence [{number}]",
    "restore": "put evidence [{number}] back",
    "take-near": "took the page’s own words for [{number}]",
    "describe": "said other facts of evidence [{number}]: {facts}",
    "confirm-origin": "took [{first}] and [{second}] for one origin: {name}",
    "refuse-origin": "told [{first}] and [{second}] apart as to their origin",
    "undecide-origin": "left open again whether [{first}] and [{second}] have one origin",
    "propose-change": "proposed to change {what}",
    "confirm-change": "confirmed a change of {what}",
    "refuse-change": "left as it was {what}: {note}",
    "change-shown": "changed {what}",
    "type-source": "typed the words of an archived page that evidence {evidence} uses",
    "erase-page": "erased a page that it used, as the law asked; withdrawn: {withdrawn}",
    "quarantine-page": "put a file in quarantine that it used; evidence: {evidence}",
    "quarantine-text": "put a text in quarantine that it came of: article {article}",
    "release-text": "released a text that it came of from quarantine: article {article}",
    "give-page": "gave evidence [{number}] another page",
    "add-source": "put a page beside it {url}",
    "add-sum": "showed a sum: {shown}",
    "remove-sum": "took out the sum “{label}”",
    "restore-sum": "put the sum “{label}” back",
    "submit": "submitted version {revision}",
    "approve": "approved version {revision}",
    "send-back": "sent it back: {note}",
    "revoke": "withdrew the approval: {note}",
    "set-time": "set it to be published at {at}",
    "publish": "published version {revision}",
    "correct": "published version {revision} as a correction, telling readers: {text}",
    "reopen": "reopened it for {holder}: {note}",
    "stand": "let the published version stand: {note}",
    "ask-correct": "asked for version {revision} to be confirmed as a correction: {text}",
    "withhold": "withheld something from readers ({what}): {reason}",
    "confirm-withholding": "confirmed that it is withheld ({what})",
    "keep-withholding": "found that it must stay withheld ({what})",
    "lift-withholding": "showed readers again what was withheld ({what}) {note}",
    "lapse-withholding": "ended a withholding that nobody confirmed in time ({what})",
    "move-address": "moved the check from {old} to {new}",
    "ask-retract": "asked for a retraction: {note}",
    "retract": "retracted it: {text}",
    "reword-retraction": "wrote for readers, if it is retracted: {text}",
    "decline-retraction": "closed the request for a retraction: {note}",
    "drop": "dropped it, telling readers: {reason}",
    "find": "suggested {count} from {title}",
    "take-proposal": "took what was suggested: {title} {url}",
    "dismiss": "refused what was suggested: {title} {url}",
    "undo-proposal": "put a suggestion back: {title} {url}",
    "watch": "looked at the page of [{number}]: {after}",
    "settle-watch": "settled what became of the page of [{number}]: {note}",
    "unsettle-watch": "put the page of [{number}] before the desk again",
    "settle-words": "settled that its words are gone from the article: {note}",
    "unsettle-words": "put its vanished words before the desk again",
}


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def words(event: Event, payload: Mapping[str, Any]) -> str:
    """ "added evidence [3], refutes". The payload is the event's, with names for people."""
    if event.kind in PLAIN:
        return PLAIN[event.kind]
    if "redacted" in payload:
        return f"{event.kind}: erased by law, {payload['redacted']}"
    pattern = WITH.get(event.kind, event.kind.replace("-", " "))
    return pattern.format_map(_Known(payload)).strip(" :")


@dataclass(frozen=True, slots=True)
class Line:
    """One event as read; `who` is the name on pages, `hash` what the chain says of it."""

    at: datetime
    who: str
    did: str
    seq: int
    hash: str


def lines(events: Iterable[Event]) -> list[Line]:
    """The events in the order given; the names of all people cost one query."""
    found = list(events)
    known = participants.of_events(found)
    return [
        Line(
            event.occurred_at,
            known.name(event.actor),
            words(event, participants.payload_with_names(event, known.name)),
            event.seq,
            event.hash,
        )
        for event in found
    ]
