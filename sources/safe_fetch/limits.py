"""The limits of one fetch, and the one exception to them, which only tests may make.

There is no setting and no environment variable for the exception: it exists only as an
argument, and a test checks that no other module outside the tests names it.
"""

import re
import ssl
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

from sources.safe_fetch.resolver import Resolver, system_resolver

MIB = 1024 * 1024
HIGHEST_PORT = 65535
ALLOWED_ENTRY = "An extra address is a .test name, the IP 127.0.0.1 and one port."


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The limits of one fetch. Sizes in bytes, times in seconds.

    With `cuts` a body longer than `raw_bytes` is read up to that size and not refused.
    `extra_allowed` and `trust` are for tests: an entry allows one (name, ip, port), where the
    name ends in .test and the ip is literally 127.0.0.1; `trust` replaces the certificate roots
    for these names alone. Anything else raises ValueError.
    """

    user_agent: str = "factcheck/0.1 (a fact-check desk archiving a source)"
    ports: frozenset[int] = frozenset({80, 443})
    max_redirects: int = 5
    url_length: int = 2048

    dns_seconds: float = 3.0
    connect_seconds: float = 5.0
    gap_seconds: float = 10.0
    capture_seconds: float = 45.0
    slowest: int = 1024  # bytes per second, asked once `slowest_after` seconds have passed
    slowest_after: float = 10.0

    head_bytes: int = 64 * 1024
    head_lines: int = 100
    raw_bytes: int = 10 * MIB
    pdf_bytes: int = 25 * MIB
    decoded_bytes: int = 25 * MIB
    cuts: bool = False
    ratio: int = 100  # decoded to raw, asked once `ratio_from` bytes are decoded
    ratio_from: int = MIB

    max_addresses: int = 16
    also_blocked: tuple[IPv4Network | IPv6Network, ...] = ()
    resolver: Resolver = system_resolver

    extra_allowed: frozenset[tuple[str, str, int]] = field(default=frozenset())
    trust: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        for host, ip, port in self.extra_allowed:
            is_test_name = re.fullmatch(r"[a-z0-9.-]+\.test", host) is not None
            if not (is_test_name and ip == "127.0.0.1" and 0 < port <= HIGHEST_PORT):
                raise ValueError(ALLOWED_ENTRY)

    def opens(self, host: str, ip: str, port: int) -> bool:
        """Whether an entry matches the name as asked, the address as resolved, and the port."""
        return (host, ip, port) in self.extra_allowed

    @property
    def is_closed(self) -> bool:
        """Whether there is no exception at all, as in every policy outside the tests."""
        return not self.extra_allowed and self.trust is None

    def knows(self, host: str, port: int | None = None) -> bool:
        """Whether this is a test name that some entry allows, at this port if one is given."""
        return any(
            host == name and port in (None, opened) for name, _, opened in self.extra_allowed
        )

    def trust_for(self, host: str) -> ssl.SSLContext | None:
        """Other certificate roots, for an allowed test name only."""
        return self.trust if self.knows(host) else None


DEFAULT = Policy()
