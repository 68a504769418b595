"""An event of a claim's history in words: what somebody did, without who and when."""

from collections.abc import Mapping
from typing import Any

from history.models import Event

PLAIN = {
    "accept": "made the claim of a statement",
    "file": "wrote the claim",
    "queue": "queued it",
    "undo": "took the statement back",
    "join": "joined a statement to it",
    "take": "took it",
    "release": "released it to the queue",
    "weigh": "moved it to verdict",
    "gather": "went back to gathering evidence",
    "recall": "recalled it",
    "write": "began to write",
    "park": "parked it",
    "prioritise": "set how urgent it is",
    "reword": "reworded the claim",
    "note-reply": "noted the right of reply",
    "remove-source": "took a page from beside it",
    "retract": "retracted it",
}
WITH = {
    "assign": "handed it to {holder}",
    "attach": "added evidence [{number}], {stance}",
    "withdraw": "withdrew evidence [{number}]",
    "restore": "put evidence [{number}] back",
    "take-near": "took the page’s own words for [{number}]",
    "give-page": "gave evidence [{number}] another page",
    "add-source": "put a page beside it {url}",
    "submit": "submitted version {revision}",
    "approve": "approved version {revision}",
    "send-back": "sent it back: {note}",
    "revoke": "withdrew the approval: {note}",
    "set-time": "set it to be published at {at}",
    "publish": "published version {revision}",
    "correct": "published version {revision} as a correction: {text}",
    "reopen": "reopened it for {holder}: {note}",
    "stand": "let the published version stand: {note}",
    "ask-retract": "asked for a retraction: {note}",
    "drop": "dropped it: {reason}",
}


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def words(event: Event) -> str:
    """ "added evidence [3], refutes". Needs the payload at hand (`Event.objects.of`)."""
    if event.kind in PLAIN:
        return PLAIN[event.kind]
    payload: Mapping[str, Any] = event.payload
    if "redacted" in payload:
        return f"{event.kind}: erased by law, {payload['redacted']}"
    pattern = WITH.get(event.kind, event.kind.replace("-", " "))
    return pattern.format_map(_Known(payload)).strip(" :")
