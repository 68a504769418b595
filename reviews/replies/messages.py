"""Fills in messages to the people we ask, and says whether an answer is late. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from django.conf import settings

if TYPE_CHECKING:
    from accounts.models import User
    from claims.claims.models import Claim
    from reviews.replies.models import ReplyTemplate

BLANK = re.compile(r"\{(claim|claimant|due|desk|name|url)\}")
NO_DAY = "as soon as you can"
LONGEST_LINK = 1800
"""The most characters in a mail link; some mail programs cut longer ones."""


class AskedReply(Protocol):
    """The part of a request that says whether its answer is late."""

    asked_on: date | None
    due_on: date | None
    reply: str
    replied_on: date | None
    answer_id: int | None


@dataclass(frozen=True, slots=True)
class ReplyMessage:
    """A message, ready to be checked and sent."""

    subject: str
    text: str

    @property
    def mail_link(self) -> str:
        return mail_link(self.subject, self.text)


def reply_message(
    template: "ReplyTemplate",
    *,
    claim: "Claim",
    whom: str = "",
    due_on: date | None = None,
    by: "User",
) -> ReplyMessage:
    """A template filled in for a claim; without `whom` it is addressed to the claimant."""
    known = template_values(
        claim=claim.text,
        claimant=whom or claim.claimant.name,
        due_on=due_on,
        desk=settings.DESK_NAME,
        name=by.byline,  # it is sent to strangers and frozen with the version
        url=f"{settings.SITE_URL}/",
    )
    return ReplyMessage(
        fill_template(template.subject, known), fill_template(template.text, known)
    )


def fill_template(text: str, facts: Mapping[str, str]) -> str:
    """Fill in a template: {claim}, {claimant}, {due}, {desk}, {name}, {url}.

    Other words in braces stay as they are, and so do braces in the values.
    """
    return BLANK.sub(lambda blank: facts.get(blank[1], blank[0]), text)


def template_values(
    *, claim: str, claimant: str, due_on: date | None, desk: str, name: str, url: str
) -> dict[str, str]:
    """The values for the blanks of a template. The day is written out: 5 March 2026."""
    due = f"{due_on.day} {due_on:%B %Y}" if due_on else NO_DAY
    return {
        "claim": claim,
        "claimant": claimant,
        "due": due,
        "desk": desk,
        "name": name,
        "url": url,
    }


def mail_link(subject: str, text: str) -> str:
    """A `mailto:` link (RFC 6068) that opens the message in the reader's own mail program."""
    link = f"mailto:?subject={quote(subject, safe='')}&body="
    body = quote(text.replace("\r\n", "\n").replace("\n", "\r\n"), safe="")
    if len(link) + len(body) <= LONGEST_LINK:
        return link + body
    return f"mailto:?subject={quote(subject, safe='')}"


def is_answered(request: AskedReply) -> bool:
    """Whether an answer is noted: words, a file or a day."""
    return bool(request.reply or request.replied_on or request.answer_id)


def is_overdue(request: AskedReply, today: date) -> bool:
    """Whether the day that we gave has passed without an answer."""
    asked = request.asked_on is not None and request.due_on is not None
    return bool(asked and not is_answered(request) and request.due_on < today)  # type: ignore[operator]
