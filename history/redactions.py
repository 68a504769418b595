"""Events that were redacted: which may be, by whom, and what is still known of them."""

from collections.abc import Iterable
from typing import Any

from history.models import Event


def facts_of_redacted(events: Iterable[Event]) -> dict[int, dict[str, Any]]:
    """What redacted events of one chain still say, by their places.

    The `redact` event of a protected kind holds a copy of all that is no text.
    """
    found: dict[int, dict[str, Any]] = {}
    for event in events:
        copy = event.payload.get("of") if event.kind == "redact" else None
        if copy:
            found[event.payload["seq"]] = dict(copy["facts"])
    return found
