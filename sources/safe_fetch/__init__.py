"""Safe fetching: the only code that connects to an address that somebody gave us.

    fetched = safe_fetch("https://example.org/page")  # or CannotFetch: a kind, a sentence

Inside: limits (of one fetch), url_parser (the only one), resolver and addresses (which IPs are
public), deadlines (the wall clock), connect (to the checked address), http1 (one request),
body_reader (bounded reading), media_type (what the bytes are), client (the redirects).
No Django, no settings, no environment.
"""

from sources.safe_fetch.body_reader import decompressed
from sources.safe_fetch.client import safe_fetch
from sources.safe_fetch.errors import KINDS, CannotFetch, Kind
from sources.safe_fetch.limits import DEFAULT, Policy
from sources.safe_fetch.result import Certificate, Fetched, Hop, Validators
from sources.safe_fetch.url_parser import host_of

__all__ = [
    "DEFAULT",
    "KINDS",
    "CannotFetch",
    "Certificate",
    "Fetched",
    "Hop",
    "Kind",
    "Policy",
    "Validators",
    "decompressed",
    "host_of",
    "safe_fetch",
]
