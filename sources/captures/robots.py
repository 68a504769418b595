"""Fetch and obey robots.txt (RFC 9309).

It applies only to captures that a program requests; a page that a person requests is that
person's own visit. See docs/adr/0016-politeness.md.
"""

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urljoin

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from protego import Protego

from sources.captures.models import Host
from sources.captures.politeness import PRODUCT
from sources.safe_fetch import CannotFetch, Policy, safe_fetch

MOST = 512 * 1024
"""How many bytes of a robots.txt are read: the minimum that RFC 9309, 2.5 demands."""
SECONDS = 15.0
FRESH = Q(robots_refuses_all=False, robots_read_at__gt=Now() - timedelta(days=1)) | Q(
    robots_refuses_all=True, robots_read_at__gt=Now() - timedelta(minutes=10)
)
"""Rules are valid for a day; if fetching them failed, we try again after ten minutes."""
TOO_MANY = 429

STILL_ASK = "A person may still ask for it: try again, or open it in a browser."
FORBIDDEN = "The site asks programs to leave this page alone (robots.txt)."
UNKNOWN = (
    "The site's rules for programs (robots.txt) cannot be read now, so programs stay away."
)


def refusal(url: str, host: str, policy: Policy) -> CannotFetch | None:
    """Why a program may not fetch this page of a leased host; None if it may.

    The site's robots.txt is fetched in the same visit if ours is older than a day.
    """
    here = Host.objects.filter(FRESH, name=host).first()
    _give_back()
    try:
        wishes = _ask(url, host, policy) if here is None else here.robots
    except CannotFetch as fault:
        return fault
    if here is not None and here.robots_refuses_all:
        return CannotFetch("site_refused", f"{UNKNOWN} {STILL_ASK}", retriable=True)
    if not rules(wishes).can_fetch(url, PRODUCT):
        return CannotFetch("site_refused", f"{FORBIDDEN} {STILL_ASK}")
    return None


def _ask(url: str, host: str, policy: Policy) -> str:
    """Fetch the rules and store them; a 4xx response means that there are none.

    After a failure no program may fetch pages for a while (RFC 9309, 2.3.1.4). Raises
    CannotFetch.
    """
    limits = replace(
        policy, raw_bytes=MOST, decoded_bytes=4 * MOST, cuts=True, capture_seconds=SECONDS
    )
    try:
        body = safe_fetch(urljoin(url, "/robots.txt"), limits).body
    except CannotFetch as failure:
        wishes, fault = "", None if _says_none(failure) else failure
    else:
        wishes, fault = shortened(body.decode("utf-8", "replace")), None
    Host.objects.filter(name=host).update(
        robots=wishes, robots_refuses_all=fault is not None, robots_read_at=Now()
    )
    _give_back()
    if fault is not None:
        raise fault
    return wishes


def _says_none(failure: CannotFetch) -> bool:
    """Whether a site has no rules: a 4xx, or redirects in a circle (RFC 9309, 2.3.1.2)."""
    status = failure.hops[-1].status if failure.hops else 0
    return failure.kind == "redirects" or (status // 100 == 4 and status != TOO_MANY)  # noqa: PLR2004


AGENT = re.compile(r"\s*user[- ]?agent\s*:?\s*(\*(?!\w)|[a-z_-]*)", re.IGNORECASE)
IS_RULE = re.compile(r"\s*(dis+a|a)l+ow\s*:", re.IGNORECASE)


def shortened(text: str) -> str:
    """The lines that matter to us: who is addressed, what is allowed and what is not.

    A run of other programs' names becomes one name: a hostile list of thousands of names, each
    with all the rules below it, would cost names times rules.
    """
    kept: list[str] = []
    is_after_other = False
    for line in text.replace("\x00", "").removeprefix("\ufeff").splitlines():
        agent = AGENT.match(line)
        if agent:
            name = agent[1].lower()
            is_other = name != "*" and name not in PRODUCT
            if not (is_other and is_after_other):
                kept.append(f"User-agent: {name if not is_other else 'others'}")
            is_after_other = is_other
        elif IS_RULE.match(line):
            kept.append(line.strip()[:2048])
            is_after_other = False
    return "\n".join(kept)


@lru_cache(maxsize=16)
def rules(text: str) -> Protego:
    return Protego.parse(text)


def _give_back() -> None:
    """Give the connection back to the pool while we wait for the network."""
    if not connection.in_atomic_block:
        connection.close()
