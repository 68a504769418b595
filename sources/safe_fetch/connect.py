"""The only place where a connection to a stranger's server is opened.

We connect to the address that was checked: a name is resolved once, every answer is checked,
one of the checked literals is used, and the connected peer is compared with it.
"""

import socket
import ssl
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

import certifi

from sources.safe_fetch.addresses import why_blocked
from sources.safe_fetch.deadlines import OUT_OF_TIME, Deadline
from sources.safe_fetch.errors import BY_HAND, CannotFetch
from sources.safe_fetch.limits import Policy
from sources.safe_fetch.resolver import resolve
from sources.safe_fetch.result import Certificate
from sources.safe_fetch.url_parser import Target

READ_SIZE = 64 * 1024
MOST_DIALS = 4  # of a name's checked addresses, in the resolver's order


class Connection:
    """An open connection to one checked address."""

    def __init__(
        self, sock: socket.socket, ip: str, policy: Policy, deadline: Deadline
    ) -> None:
        self._socket = sock
        self._policy = policy
        self._deadline = deadline
        self.ip = ip
        self.certificate: Certificate | None = None

    def write(self, sent: bytes) -> None:
        try:
            self._socket.settimeout(self._deadline.at_most(self._policy.gap_seconds))
            self._socket.sendall(sent)
        except OSError as error:
            raise self._broken(error) from error

    def read(self) -> bytes:
        """At most READ_SIZE bytes; b"" if the server has closed the connection."""
        try:
            self._socket.settimeout(self._deadline.at_most(self._policy.gap_seconds))
            received = self._socket.recv(READ_SIZE)
        except ssl.SSLEOFError:  # closed without a TLS close_notify, as many servers do
            received = b""
        except OSError as error:
            raise self._broken(error) from error
        if not received and self._deadline.is_over:
            raise CannotFetch("timeout", OUT_OF_TIME)
        return received

    def start_tls(self, host: str) -> None:
        """Encrypt, and verify the certificate for `host`. Raises CannotFetch(tls)."""
        context = self._policy.trust_for(host) or trusted_roots()
        try:
            sock = context.wrap_socket(
                self._socket, server_hostname=host, do_handshake_on_connect=False
            )
            self._socket = sock
            self._deadline.watch(sock)
            sock.settimeout(self._deadline.at_most(self._policy.connect_seconds))
            sock.do_handshake()
        except ssl.SSLCertVerificationError as error:
            raise CannotFetch("tls", _about_certificate(host, error)) from error
        except TimeoutError as error:
            raise self._broken(error) from error
        except (ssl.SSLError, OSError, ValueError) as error:
            if self._deadline.is_over:
                raise CannotFetch("timeout", OUT_OF_TIME) from error
            reason = getattr(error, "reason", None) or "the connection broke"
            raise CannotFetch(
                "tls",
                f"No secure connection to {host} (TLS 1.2 or newer): {_in_words(reason)}. "
                f"{BY_HAND}",
            ) from error
        self.certificate = _leaf(sock)

    def _broken(self, error: OSError) -> CannotFetch:
        if self._deadline.is_over:
            return CannotFetch("timeout", OUT_OF_TIME)
        if isinstance(error, TimeoutError):
            return CannotFetch(
                "timeout", f"The site stopped answering. Try again later. {BY_HAND}"
            )
        return CannotFetch(
            "protocol",
            "The site closed the connection before the page was complete. Try again later.",
            retriable=True,
        )


def open_connection(target: Target, policy: Policy, deadline: Deadline) -> Connection:
    """Resolve, check all addresses, connect to one of them, and encrypt if asked.

    Raises CannotFetch: dns, blocked_address, timeout, tls, or protocol if nobody answers.
    """
    addresses = checked_addresses(target, policy, deadline)
    last: OSError | None = None
    for ip in addresses[:MOST_DIALS]:
        try:
            sock = connect(ip, target.port, deadline, deadline.at_most(policy.connect_seconds))
        except OSError as error:
            last = error
            continue
        line = Connection(sock, ip, policy, deadline)
        if target.scheme == "https":
            line.start_tls(target.host)
        return line
    if isinstance(last, TimeoutError):
        raise CannotFetch(
            "timeout", f"{target.host} does not answer. Try again later. {BY_HAND}"
        ) from last
    raise CannotFetch(
        "protocol",
        f"{target.host} refuses connections or cannot be reached. Try again later.",
        retriable=True,
    ) from last


def checked_addresses(target: Target, policy: Policy, deadline: Deadline) -> list[str]:
    """The addresses of the host, all of them public; one that isn't makes all refused."""
    if target.is_literal:
        addresses = [target.host]
    else:
        addresses = resolve(
            target.host,
            target.port,
            resolver=policy.resolver,
            seconds=deadline.at_most(policy.dns_seconds),
            most=policy.max_addresses,
        )
    for ip in addresses:
        if policy.opens(target.host, ip, target.port):
            continue
        if reason := why_blocked(ip, policy.also_blocked):
            raise CannotFetch(
                "blocked_address",
                f"{target.host} leads to {ip}, which is {reason}, not a public site. {BY_HAND}",
            )
    return addresses


def connect(ip: str, port: int, deadline: Deadline, seconds: float) -> socket.socket:
    """Connect to this very address. Raises OSError, or CannotFetch if another peer answers."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    deadline.watch(sock)
    try:
        sock.settimeout(seconds)
        sock.connect((ip, port))
        peer: tuple[Any, ...] = sock.getpeername()
    except OSError:
        deadline.close()
        raise
    if ip_address(peer[0]) != ip_address(ip) or peer[1] != port:
        deadline.close()
        raise CannotFetch(
            "blocked_address",
            f"The connection to {ip} was redirected to {peer[0]}. {BY_HAND}",
        )
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


@cache
def trusted_roots() -> ssl.SSLContext:
    """certifi's roots, TLS 1.2 or newer, HTTP/1.1; nothing from the environment."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies certificate and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _leaf(sock: ssl.SSLSocket) -> Certificate | None:
    certificate: Any = sock.getpeercert()
    der = sock.getpeercert(binary_form=True)
    if not certificate or der is None:
        return None
    issuer = ", ".join(
        f"{name}={value}" for part in certificate.get("issuer", ()) for name, value in part
    )
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    return Certificate(sha256=sha256(der).hexdigest(), issuer=issuer, not_after=ends)


def _about_certificate(host: str, error: ssl.SSLCertVerificationError) -> str:
    return (
        f"The certificate of {host} was not accepted: {error.verify_message.rstrip('.')}. "
        f"Its pages could come from anybody. {BY_HAND}"
    )


def _in_words(reason: str) -> str:
    return reason.replace("_", " ").lower()
