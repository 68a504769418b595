"""Why a page could not be fetched: one kind for programs, one sentence for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from sources.door.fetched import Hop

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

# What may be gone in a minute. A `protocol` failure is retriable only where it says so: a
# refused or broken connection may heal, an answer that is not HTTP will not.
PASSING: frozenset[Kind] = frozenset({"dns", "timeout", "server_error"})

BY_HAND = "Save the page in your browser and upload the file instead."


class CannotFetch(Exception):
    """A page was not fetched.

    `kind` is one of KINDS; `detail` a sentence or two that say what to do next; `hops` the
    addresses that answered before; `url` the address where it ended, if one was reached;
    `retry_after` the seconds that the site asked for, at most an hour.
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
        self.retriable = kind in PASSING if retriable is None else retriable
        self.retry_after = retry_after
