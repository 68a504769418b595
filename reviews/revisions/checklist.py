"""Up to seven points of a revision that are checked for the editor."""

import re
from dataclasses import dataclass
from datetime import date

from reviews.review.markdown import cited_numbers
from reviews.review.models.drafts import CONCLUSION_WORDS
from reviews.revisions.document import Document, FrozenEvidence, FrozenReply

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Check:
    """One point, the fact about it, and whether it is as it should be."""

    name: str
    fact: str
    is_fine: bool


def checks(frozen: Document) -> list[Check]:
    """The points, most important first."""
    pieces = frozen["evidence"]
    kept = sum(piece["snapshot"] is not None for piece in pieces)
    anchored = sum(piece["anchored"] for piece in pieces)
    cited = cited_numbers(frozen["body"])
    bound = sum(number in {piece["number"] for piece in pieces} for number in cited)
    origins = {_origin(piece) for piece in pieces} - {""}
    said, unproven = _numbers(frozen)
    words = len(frozen["conclusion"].split())
    against = f"{_count(pieces, 'supports')} for, {_count(pieces, 'refutes')} against"
    return [
        Check("Every source archived", f"{kept} of {len(pieces)}", kept == len(pieces)),
        Check(
            "Every passage on its page", f"{anchored} of {len(pieces)}", anchored == len(pieces)
        ),
        Check(
            "Every citation bound to evidence", f"{bound} of {len(cited)}", bound == len(cited)
        ),
        Check("Origins", f"{len(origins)}; {against}", bool(origins)),
        Check(
            "Numbers match the evidence",
            f"in no passage: {', '.join(unproven)}" if unproven else f"{said} of {said}",
            not unproven,
        ),
        Check("Claimant asked", *_asked(frozen["replies"])),
        Check(
            "Conclusion is short enough",
            f"{words} of {CONCLUSION_WORDS} words",
            words <= CONCLUSION_WORDS,
        ),
    ]


def _count(pieces: list[FrozenEvidence], stance: str) -> int:
    return sum(piece["stance"] == stance for piece in pieces)


def _origin(piece: FrozenEvidence) -> str:
    page = piece["snapshot"]
    return (piece["origin"] or (page["publisher"] if page else "")).casefold()


def _numbers(frozen: Document) -> tuple[int, list[str]]:
    """How many numbers the text has, and which are in no passage, calculation or claim."""
    text = re.sub(r"\[\d{1,3}\]", " ", f"{frozen['conclusion']}\n{frozen['body']}")
    said = list(dict.fromkeys(NUMBER.findall(text)))
    sources = [
        frozen["claim"]["text"],
        *(piece["passage"] for piece in frozen["evidence"]),
        *(one["shown"] for one in frozen["sums"]),
    ]
    known = {number for source in sources for number in NUMBER.findall(source)}
    return len(said), [number for number in said if number not in known]


def _asked(replies: list[FrozenReply]) -> tuple[str, bool]:
    """Whether the claimant was asked; asking somebody else does not count."""
    replies = [one for one in replies if not one["whom"]]
    if not replies:
        return "not noted", False
    last = replies[-1]
    if last["reply"] or last["answer"]:
        return "replied", True
    if last["asked_on"]:
        asked = date.fromisoformat(last["asked_on"])
        return f"asked {asked:%-d %B}, no reply yet", True
    return "not asked, and why", True
