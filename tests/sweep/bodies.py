"""Bodies of requests that several rows of `tests/sweep/writes.py` send."""

from typing import Any

CLAIM: dict[str, Any] = {
    "text": "Rents rose by 40 percent",
    "claimant": "Mara Brook",
    "why": "It is repeated.",
}
EVIDENCE = {"snapshot": "{page}", "quote": "The Safer Streets grant", "stance": "context"}
CALCULATION = {"label": "A third", "expression": "[1] / 3", "decimals": 1}
CALCULATION_PAGE = {f"calculation-{name}": value for name, value in CALCULATION.items()}
CORRECTED = {"kind": "update", "text": "We added a figure.", "body": "Both figures: [1]."}
CORRECTION = {"conclusion": "One grant fell.", "rating": "half-true", "claim": "It was cut."}
CORRECTION |= {"version": "{check_version}", **CORRECTED}
STANDARD = {"since": 0, "template": "ifcn", "origins_needed": 2, "reply_needed": True}
TALK = {"with_whom": "Ann Lee", "medium": "call", "terms": "on-record", "notes": "It fell."}
TALK |= {"held_at": "2026-03-03T14:00:00Z"}
DRAFT = {"version": "{version}", "rating": "true", "conclusion": "It was cut.", "body": "[1]"}
KNOWN = {"role": "mayor", "aliases": ["M. Brook"]}
ASKED = {"asked_on": "2026-03-04", "how": "by e-mail"}
SPAN = {"start": "{start}", "end": "{end}"}
ARCHIVED = {"url": "https://archive.example/9/budget"}
WHY = {"why": "The law asks for it."}
NOTE = {"note": "It was discussed."}
