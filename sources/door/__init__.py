"""The strangers' door: the only code that opens a socket to an address somebody gave us.

    fetched = safe_fetch("https://example.org/page")  # or CannotFetch: a kind, a sentence

Inside: policy (limits), urls (the one parser), resolving and addresses (which IPs are public),
deadlines (the wall clock), dialing (connect to the checked address), exchange (HTTP), bodies
(bounded reading), sniffing (what the bytes are), visiting (the redirects). No Django, no
settings, no environment.
"""

from sources.door.bodies import unpacked
from sources.door.failures import KINDS, CannotFetch, Kind
from sources.door.fetched import Certificate, Fetched, Hop, Seen
from sources.door.policy import DEFAULT, Policy
from sources.door.urls import host_of
from sources.door.visiting import safe_fetch

__all__ = [
    "DEFAULT",
    "KINDS",
    "CannotFetch",
    "Certificate",
    "Fetched",
    "Hop",
    "Kind",
    "Policy",
    "Seen",
    "host_of",
    "safe_fetch",
    "unpacked",
]
