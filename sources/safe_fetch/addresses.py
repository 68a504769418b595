"""Which IP addresses are plainly public.

Our own table, because `ipaddress.is_global` is not one: Python 3.11 calls multicast, 6to4
and NAT64 wrappings of 127.0.0.1, 192.88.99.1 and a cloud's 168.63.129.16 global. Drawn from
the IANA special-purpose registries (RFC 6890 and its updates).
"""

import errno
import socket
from collections.abc import Iterable
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network

V4_BLOCKED: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's inner service"),
        ("169.254.0.0/16", "a link-local network"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved range"),
        ("192.0.2.0/24", "a range for documentation"),
        ("192.31.196.0/24", "a reserved range"),
        ("192.52.193.0/24", "a reserved range"),
        ("192.88.99.0/24", "a tunnel range"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "a reserved range"),
        ("198.18.0.0/15", "a range for benchmarks"),
        ("198.51.100.0/24", "a range for documentation"),
        ("203.0.113.0/24", "a range for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "a reserved range"),
    )
)

# An IPv4 address wrapped in IPv6. No source needs them, so all are refused.
V6_EMBEDDING: tuple[IPv6Network, ...] = tuple(
    IPv6Network(network)
    for network in (
        "::ffff:0:0/96",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
)
V6_PUBLIC = IPv6Network("2000::/3")
V6_BLOCKED: tuple[IPv6Network, ...] = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48")
)
FOREIGN: dict[int, IPv4Address | IPv6Address] = {
    4: IPv4Address("192.0.2.1"),
    6: IPv6Address("2001:db8::1"),
}


def why_blocked(literal: str, also: Iterable[Network] = ()) -> str | None:
    """Why we may not connect to this address, as a noun phrase; None if it is plainly public.

    `literal` is an IPv4 or IPv6 literal; one that cannot be parsed, or has a zone, is refused.
    `also` are further networks that the operator closed.
    """
    try:
        address = ip_address(literal)
    except ValueError:
        return "an address that cannot be read"
    if isinstance(address, IPv4Address):
        reason = next((why for network, why in V4_BLOCKED if address in network), None)
    else:
        reason = _why_blocked_v6(address)
    if reason is not None:
        return reason
    if any(address in network for network in also):
        return "a network that the operator of this desk has blocked"
    return "this machine" if is_own(address) else None


def _why_blocked_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "an address with a zone"
    if any(address in network for network in V6_EMBEDDING):
        if address == IPv6Address("::1") or address == IPv6Address("::"):
            return "this machine"
        return "an IPv4 address in disguise"
    if address not in V6_PUBLIC:
        return "a private or reserved range"
    if any(address in network for network in V6_BLOCKED):
        return "a reserved range"
    return None


def is_own(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address belongs to this machine: binding asks the kernel, sends nothing."""
    return _can_bind(address) and not _binds_anything(address.version)


@cache
def _binds_anything(version: int) -> bool:
    """Whether binding proves nothing: the kernel's ip_nonlocal_bind allows any address."""
    return _can_bind(FOREIGN[version])


def _can_bind(address: IPv4Address | IPv6Address) -> bool:
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise  # running out of sockets says nothing about the address
        return False
    return True
