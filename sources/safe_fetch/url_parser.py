"""The one parser of strangers' addresses: the URL that it returns is the URL that is fetched.

The given string is parsed once (httpx.URL), checked in its parsed form and written again; the
raw string goes no further, so no second parser can disagree with the first.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

import httpx
import idna

from sources.safe_fetch.errors import BY_HAND, CannotFetch
from sources.safe_fetch.limits import Policy

LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
ENDS_IN_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # WHATWG URL, "ends in a number"
IPV4_SHAPE = re.compile(r"[0-9]+(\.[0-9]+){3}")
LONGEST_NAME = 253  # RFC 1035, without the closing dot
NO_NAME = "The site's name is not a valid name. Check the address."
NO_IP = "The site's IP address is not valid. Use its name."
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")

# Names that are never a public site: RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, the
# reserved .internal, and what office networks call themselves.
SPECIAL_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "onion",
    "alt",
    "test",
    "example",
    "invalid",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address. `url` is its only spelling from here on; `path` the request target.

    `host` is a lower-case ASCII name, or an IP literal without brackets: then `is_literal`.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: bytes
    netloc: str
    is_literal: bool


def parse(raw: str, policy: Policy) -> Target:
    """Parse one address. Raises CannotFetch: bad_url, bad_scheme, bad_host or bad_port."""
    _refuse_odd_characters(raw, policy)
    scheme = SCHEME.match(raw)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        raise CannotFetch(
            "bad_scheme",
            "Only addresses with http:// or https:// can be fetched. Write the whole address.",
        )
    parsed = _parse(raw)
    if parsed.userinfo:
        raise CannotFetch(
            "bad_url", "The address contains a user name or password. Take it out."
        )
    host, is_literal = _check_host(parsed.raw_host.decode("ascii"), policy)
    port = _check_port(parsed, host, policy)
    netloc = f"[{host}]" if ":" in host else host
    if parsed.port is not None:  # httpx has dropped the scheme's own port already
        netloc = f"{netloc}:{port}"
    path = parsed.raw_path
    if not path.startswith(b"/") or not re.fullmatch(rb"[\x21-\x7e]+", path):
        raise CannotFetch(
            "bad_url", "The part after the site's name cannot be read. Copy it again."
        )
    url = f"{parsed.scheme}://{netloc}{path.decode('ascii')}"
    if len(url) > policy.url_length:
        raise CannotFetch(
            "bad_url", "Spelled out in ASCII, the address is too long. Use a shorter one."
        )
    return Target(
        url=url,
        scheme=parsed.scheme,
        host=host,
        port=port,
        path=path,
        netloc=netloc,
        is_literal=is_literal,
    )


def host_of(raw: str) -> str:
    """The host of an address, as `parse` spells it; "" if the address cannot be parsed."""
    try:
        return _parse(raw.strip()).raw_host.decode("ascii").removesuffix(".")[:LONGEST_NAME]
    except CannotFetch:
        return ""


def follow(base: Target, location: str, policy: Policy) -> Target:
    """The target of a Location header, read as browsers read it (WHATWG URL), then checked.

    Browsers take backslashes for slashes and forgive wrong slashes after http:, so any other
    reading would check another address than the one that was meant.
    """
    before, mark, query = location.partition("?")
    location = before.replace("\\", "/") + mark + query
    location = re.sub(r"^(https?:/*|//+)", _two_slashes, location, flags=re.IGNORECASE)
    if len(location) > policy.url_length:
        raise CannotFetch(
            "redirects", f"The site redirects to an address that is too long. {BY_HAND}"
        )
    try:
        if SCHEME.match(location) is None:
            location = str(httpx.URL(base.url).join(location))
        return parse(location, policy)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise CannotFetch(
            "redirects", f"The site redirects to an address that cannot be read. {BY_HAND}"
        ) from None
    except CannotFetch as failure:
        if failure.kind == "bad_url":
            raise CannotFetch("redirects", f"The site redirects: {failure.detail}") from None
        raise


def _two_slashes(start: re.Match[str]) -> str:
    return start[0].rstrip("/") + "//"


def _refuse_odd_characters(raw: str, policy: Policy) -> None:
    if not raw or len(raw) > policy.url_length:
        raise CannotFetch(
            "bad_url", f"An address has 1 to {policy.url_length} characters. Copy it again."
        )
    for character in raw:
        # Controls, lone surrogates, line and paragraph ends.
        if character == "\\" or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
            raise CannotFetch(
                "bad_url",
                f"The address has a character that is not allowed (U+{ord(character):04X}). "
                "Copy it again from the browser.",
            )


def _parse(raw: str) -> httpx.URL:
    try:
        parsed = httpx.URL(raw)
    except httpx.InvalidURL as error:
        message = str(error)
        if message.startswith("Invalid port"):
            raise CannotFetch(
                "bad_port", "The port in the address is not a number. Copy it again."
            ) from None
        if message.startswith("Invalid IDNA") and not _has_symbols(raw):
            raise CannotFetch("bad_host", NO_NAME) from None
        if message.startswith(("Invalid IPv4", "Invalid IPv6")):
            raise CannotFetch("bad_host", NO_IP) from None
        raise CannotFetch("bad_url", "The address cannot be read. Copy it again.") from None
    except (UnicodeError, ValueError):  # raised by idna, not wrapped by httpx
        raise CannotFetch("bad_host", NO_NAME) from None
    if not parsed.raw_host:
        raise CannotFetch("bad_url", "The address has no site name. Copy it again.")
    return parsed


def _has_symbols(raw: str) -> bool:
    """Whether the site's name has circled digits, emoji and the like, as no name can."""
    authority = re.split(r"[/?#]", raw.partition("://")[2], maxsplit=1)[0]
    return any(
        unicodedata.category(c) == "No" or unicodedata.category(c)[0] == "S" for c in authority
    )


def _check_host(host: str, policy: Policy) -> tuple[str, bool]:
    """The host in its only spelling, and whether it is an IP literal."""
    if ":" in host:
        if "%" in host:
            raise CannotFetch(
                "bad_host", "An IP address with a zone is never fetched. Use its name."
            )
        return str(IPv6Address(host)), True
    host = host.removesuffix(".")
    labels = host.split(".")
    if IPV4_SHAPE.fullmatch(host):
        try:
            return str(IPv4Address(host)), True
        except ValueError:  # 0177.0.0.1 and the like
            raise CannotFetch("bad_host", NO_IP) from None
    if len(host) > LONGEST_NAME or not all(LABEL.fullmatch(label) for label in labels):
        raise CannotFetch("bad_host", NO_NAME)
    if ENDS_IN_NUMBER.fullmatch(labels[-1]):
        raise CannotFetch("bad_host", "The site's name is a number. Use its name.")
    for label in labels:
        if label.startswith("xn--"):
            _check_punycode(label)
    if len(labels) == 1 or (_is_special(host) and not policy.knows(host)):
        raise CannotFetch(
            "bad_host", f"“{host}” is not the name of a public site. Check the address."
        )
    return host, False


def _check_punycode(label: str) -> None:
    try:
        idna.ulabel(label)
    except (UnicodeError, ValueError):
        raise CannotFetch("bad_host", NO_NAME) from None


def _is_special(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in SPECIAL_NAMES)


def _check_port(parsed: httpx.URL, host: str, policy: Policy) -> int:
    default = 443 if parsed.scheme == "https" else 80
    port = default if parsed.port is None else parsed.port
    if port not in policy.ports and not policy.knows(host, port):
        raise CannotFetch(
            "bad_port",
            f"Port {port} is not fetched, only 80 and 443, the web's own. Use one of them.",
        )
    return port
