"""safe_fetch: from a stranger's address to bytes and facts, or to one clear failure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from sources.safe_fetch import media_type
from sources.safe_fetch.body_reader import read_body
from sources.safe_fetch.connect import Connection, open_connection
from sources.safe_fetch.deadlines import Deadline
from sources.safe_fetch.errors import BY_HAND, CannotFetch
from sources.safe_fetch.http1 import Exchange, ResponseHead
from sources.safe_fetch.limits import DEFAULT, Policy
from sources.safe_fetch.result import Fetched, Hop, Validators
from sources.safe_fetch.url_parser import Target, follow, parse

UNKNOWN = "application/octet-stream"
UNSEEN = Validators()
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEPT_HEADERS = ("content-type", "content-encoding", "etag", "last-modified")
REFUSALS = {
    401: "shows it only to people who sign in",
    402: "shows it only to people who pay",
    403: "refuses to show it to programs",
    451: "may not show it, for legal reasons",
}
LONGEST_WAIT = 3600  # seconds; a site cannot make us wait longer


def safe_fetch(url: str, policy: Policy = DEFAULT, *, seen: Validators = UNSEEN) -> Fetched:
    """Fetch one page from a stranger, at most five redirects away, in at most 45 seconds.

    Each redirect is a new address, and passes every check again. Raises CannotFetch, whose
    `hops` are the addresses that had answered. Only tests pass exceptions in `policy`. With
    validators in `seen`, the response may be that nothing changed: `Fetched.is_unchanged`.
    """
    started = datetime.now(UTC)
    hops: list[Hop] = []
    target: Target | None = None
    conditions = seen.conditions()
    try:
        with Deadline(policy.capture_seconds) as deadline:
            target = parse(url, policy)
            while True:
                asked_at = datetime.now(UTC)
                line = open_connection(target, policy, deadline)
                exchange = Exchange(line, policy)
                head = exchange.ask(target, conditions)
                heads = (exchange.sent, exchange.received)
                hops.append(Hop(target.url, head.status, line.ip, *heads, asked_at))
                if head.status not in REDIRECTS:
                    if not (conditions and head.status == HTTPStatus.NOT_MODIFIED):
                        _refuse_status(head)
                    return _keep(url, target, hops, line, exchange, head, policy, started)
                deadline.close()
                target = _next(target, head, hops, policy)
    except CannotFetch as failure:
        failure.hops = tuple(hops)
        failure.url = target.url if target else None
        raise


def _next(base: Target, head: ResponseHead, hops: list[Hop], policy: Policy) -> Target:
    locations = set(head.all("location"))
    if len(locations) != 1:
        raise CannotFetch(
            "redirects", f"The site redirects without naming an address. {BY_HAND}"
        )
    if len(hops) > policy.max_redirects:
        raise CannotFetch(
            "redirects", f"The site redirects more than {policy.max_redirects} times. {BY_HAND}"
        )
    target = follow(base, locations.pop(), policy)
    if any(target.url == hop.url for hop in hops):
        raise CannotFetch(
            "redirects",
            "The site redirects in a circle; it may want cookies, which are never sent. "
            f"{BY_HAND}",
        )
    return target


def _keep(
    asked: str,
    target: Target,
    hops: list[Hop],
    line: Connection,
    exchange: Exchange,
    head: ResponseHead,
    policy: Policy,
    started: datetime,
) -> Fetched:
    body = read_body(exchange, head, policy)
    declared, label = _content_type(head)
    is_lost = bool(body.raw) and not body.decoded  # compressed in a way that we cannot decode
    kind = UNKNOWN if is_lost else media_type.media_type(body.decoded, declared)
    marks = [*body.marks]
    if any(hop.url.startswith("https:") for hop in hops) and target.scheme == "http":
        marks.append("downgraded")
    if declared and media_type.TEXTUAL.get(declared, declared) != kind:
        marks.append("type_mismatch")
    return Fetched(
        requested_url=asked,
        final_url=target.url,
        hops=tuple(hops),
        status=head.status,
        headers={name: head.get(name) for name in KEPT_HEADERS if head.all(name)},
        media_type=kind,
        declared_type=declared,
        charset=media_type.charset(body.decoded, label) if media_type.is_text(kind) else None,
        raw=body.raw,
        body=body.decoded,
        marks=tuple(marks),
        refresh=media_type.refresh(head.get("refresh"), body.decoded),
        ip=line.ip,
        certificate=line.certificate,
        started_at=started,
        finished_at=datetime.now(UTC),
    )


def _content_type(head: ResponseHead) -> tuple[str, str | None]:
    """The declared media type and its charset label, if any."""
    declared, _, parameters = head.get("content-type").partition(";")
    label = re.search(r"charset\s*=\s*[\"']?([^\s;\"',]{1,40})", parameters, re.IGNORECASE)
    return declared.strip().lower()[:100], label[1] if label else None


def _refuse_status(head: ResponseHead) -> None:
    """Raise CannotFetch for any status but success, with a sentence for the newsroom."""
    status = head.status
    match status // 100, status:
        case 2, _:
            return
        case _, 404 | 410:
            raise CannotFetch(
                "not_found",
                f"The page is not there ({status}). Check the address, or look in an archive.",
            )
        case _, 408:
            raise CannotFetch("timeout", "The site waited too long (408). Try again later.")
        case _, 429:
            raise CannotFetch(
                "site_refused",
                f"The site says: too many requests (429). Try again later. {BY_HAND}",
                retriable=True,
                retry_after=_wait(head),
            )
        case 3, _:
            raise CannotFetch(
                "redirects",
                f"The site answered with status {status} instead of a page. {BY_HAND}",
            )
        case 4, _:
            reason = REFUSALS.get(status, "refused the request")
            raise CannotFetch("site_refused", f"The site {reason} ({status}). {BY_HAND}")
        case _:
            raise CannotFetch(
                "server_error",
                f"The site has a problem of its own ({status}). Try again later.",
                retry_after=_wait(head),
            )


def _wait(head: ResponseHead) -> int | None:
    """Retry-After in seconds, from now: a number or a date, RFC 9110 10.2.3."""
    asked = head.get("retry-after").strip()
    if re.fullmatch(r"\d{1,10}", asked, re.ASCII):
        return min(int(asked), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(1, round((until - datetime.now(UTC)).total_seconds())), LONGEST_WAIT)
