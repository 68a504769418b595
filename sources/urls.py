"""Normalise the addresses of pages, to tell whether two of them lead to the same page."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_ga|ref_src|ns_\w+|at_\w+"
    r"|cmpid|ito|spm|share_?id|smid|ocid",
    re.IGNORECASE,
)


def normalize_url(url: str) -> str:
    """Normalise an address, to tell whether two lead to the same page; "" if it isn't valid.

    Scheme, www, default port, fragment, tracking parameters and a trailing slash do not count.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower().removeprefix("www.").rstrip(".")
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    port_part = "" if port in {None, 80, 443} else f":{port}"
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name)
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{port_part}{parts.path.rstrip('/')}{query}"


def normalize_urls(*urls: str) -> list[str]:
    """The given addresses, normalised, each once, in the order given."""
    return [found for found in dict.fromkeys(normalize_url(url) for url in urls) if found]


def trusted_canonical_url(declared: str, *, found_at: str) -> str:
    """The address that a page gives as its own, if it is on its site and no front page."""
    if not normalize_url(declared) or not urlsplit(declared).path.strip("/"):
        return ""
    ours, theirs = (
        (urlsplit(url).hostname or "").lower().removeprefix("www.")
        for url in (declared, found_at)
    )
    is_one_site = ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
    return declared if is_one_site else ""
