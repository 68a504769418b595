"""Why a page could not be fetched: one kind for programs, one sentence for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from sources.safe_fetch.result import Hop

Kind = Literal[
    "bad_url",
    "bad_scheme",
    "bad_host",
    "bad_port",
    "blocked_address",
    "dns",
    "tls",
    "timeout",
    "too_large",
    "bad_encoding",
    "protocol",
    "redirects",
    "site_refused",
    "not_found",
    "server_error",
    "unreadable",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

BY_HAND = "Save the page in your browser and upload the file instead."


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePlan:
    """What happens after one kind of failure, in the newsroom's words.

    `pauses` are the seconds before the second attempt and the third; none: no retry. `only`
    says which failures of the kind are retried, if not all are. `next_step` is what a person
    can do, who can always press "Try again".
    """

    means: str
    next_step: str
    pauses: tuple[int, ...] = ()
    only: str = ""

    @property
    def is_passing(self) -> bool:
        """Whether every failure of the kind may be gone in a minute."""
        return bool(self.pauses) and not self.only


SOON = (5, 60)
LATER = (20, 300)
AS_ASKED = (60, 600)
CHECK = "Correct the address and try again."
SAVE = "Save the page in a browser and upload the file."
WAIT_OR_SAVE = f"Try again later. {SAVE}"

PLANS: Mapping[Kind, FailurePlan] = {
    "bad_url": FailurePlan(means="The address cannot be read.", next_step=CHECK),
    "bad_scheme": FailurePlan(means="It begins with neither http nor https.", next_step=CHECK),
    "bad_host": FailurePlan(means="It isn't the address of a public site.", next_step=CHECK),
    "bad_port": FailurePlan(means="It has a port other than 80 and 443.", next_step=CHECK),
    "blocked_address": FailurePlan(
        means="The site's name leads to a network that is not public.", next_step=SAVE
    ),
    "dns": FailurePlan(
        means="The site's name was not found, or not in time.",
        next_step="Check its spelling, or try again later.",
        pauses=SOON,
    ),
    "tls": FailurePlan(means="No trustworthy connection could be made.", next_step=SAVE),
    "timeout": FailurePlan(
        means="The site took too long.",
        next_step=WAIT_OR_SAVE,
        pauses=SOON,
    ),
    "too_large": FailurePlan(
        means="The page is larger than the limit.", next_step="Save the part that matters."
    ),
    "bad_encoding": FailurePlan(
        means="It came compressed in a way that cannot be read.", next_step=SAVE
    ),
    "protocol": FailurePlan(
        means="The answer wasn't valid HTTP, or the connection broke.",
        next_step=WAIT_OR_SAVE,
        pauses=SOON,
        only="refused or broken connections",
    ),
    "redirects": FailurePlan(means="It redirects in circles, or nowhere.", next_step=SAVE),
    "site_refused": FailurePlan(
        means="The site shows it to no program, or only to people who pay or sign in.",
        next_step=SAVE,
        pauses=AS_ASKED,
        only="429, not before the time that the site asks for",
    ),
    "not_found": FailurePlan(
        means="The page is not there.", next_step="Check the address, or look in an archive."
    ),
    "server_error": FailurePlan(
        means="The site has a problem of its own.",
        next_step=WAIT_OR_SAVE,
        pauses=LATER,
    ),
    "unreadable": FailurePlan(
        means="It was archived, but no text can be read in it.",
        next_step="Upload a page, a PDF or a text with the same words.",
    ),
}
"""Kind → what happens after it. docs/explanation/fetching.md prints this; a test compares."""


def as_markdown() -> str:
    """The plans as a table, for docs/explanation/fetching.md."""
    lines = [
        "| kind | what it means | tried again | what a person can do |",
        "| --- | --- | --- | --- |",
    ]
    for kind, plan in PLANS.items():
        pauses = " and ".join(f"{pause} s" for pause in plan.pauses)
        again = f"after {pauses}" + (f" ({plan.only})" if plan.only else "") if pauses else "no"
        lines.append(f"| `{kind}` | {plan.means} | {again} | {plan.next_step} |")
    return "\n".join(lines) + "\n"


class CannotFetch(Exception):
    """A page was not fetched.

    `kind` is one of KINDS; `detail` is a sentence or two that say what to do next; `hops` are
    the addresses that answered before; `url` is the address where it ended, if one was reached;
    `retry_after` is the seconds that the site asked for, at most an hour; `retriable` says
    whether it may be gone by itself.
    """

    hops: "tuple[Hop, ...]"
    url: str | None

    def __init__(
        self,
        kind: Kind,
        detail: str,
        hops: "Sequence[Hop]" = (),
        *,
        retriable: bool | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.hops = tuple(hops)
        self.url = None
        self.retriable = PLANS[kind].is_passing if retriable is None else retriable
        self.retry_after = retry_after

    def pause(self, attempts: int) -> int | None:
        """Seconds until the next attempt after so many; None if there is none."""
        pauses = PLANS[self.kind].pauses if self.retriable else ()
        if not 0 < attempts <= len(pauses):
            return None
        return max(pauses[attempts - 1], self.retry_after or 0)
