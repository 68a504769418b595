"""Moments of a recording: when something is said, how that is written, and where to hear it."""

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

BY_QUERY = ("youtube.com", "youtu.be")
"""Sites whose own `t` is believed more than a media fragment."""


def second_at(times: Sequence[Sequence[int]], place: int) -> int | None:
    """The second at which the words at a place are said; None where no time is told before.

    `times` are [place, seconds], by place, as `Article.times`.
    """
    found = bisect_right(times, place, key=lambda moment: moment[0])
    return times[found - 1][1] if found else None


def format_clock(seconds: int) -> str:
    """ "0:07", "12:41", "1:02:03" """
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def url_at_second(url: str, seconds: int) -> str:
    """Where a recording at an address plays from that second on.

    By a media fragment (W3C, "Media Fragments URI 1.0", `#t=761`), which browsers follow for
    what they play themselves; by the query of the sites that read that.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in BY_QUERY:
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "t"]
        return parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])).geturl()
    return parts._replace(fragment=f"t={seconds}").geturl()
