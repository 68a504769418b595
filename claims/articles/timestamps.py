"""Times in a recording: when something is said, how to write it, and where it plays."""

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

BY_QUERY = ("youtube.com", "youtu.be")
"""Sites that use their own `t` parameter instead of a media fragment."""


def second_at(times: Sequence[Sequence[int]], place: int) -> int | None:
    """Return the second at which the words at an offset are said, or None if it isn't known.

    `times` are pairs of offset and second in order, as in `Article.times`.
    """
    found = bisect_right(times, place, key=lambda moment: moment[0])
    return times[found - 1][1] if found else None


def format_clock(seconds: int) -> str:
    """Format seconds as "0:07", "12:41" or "1:02:03"."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def url_at_second(url: str, seconds: int) -> str:
    """Return the address at which a recording plays from a second on.

    It uses a media fragment (W3C, "Media Fragments URI 1.0", `#t=761`), which browsers support
    for what they play themselves, or the query parameter of sites that have one.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in BY_QUERY:
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "t"]
        return parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])).geturl()
    return parts._replace(fragment=f"t={seconds}").geturl()
