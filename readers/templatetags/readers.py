"""Words cut from a longer text, and figures in words."""

from datetime import datetime, timedelta

from django import template
from django.utils.dateformat import format as formatted

from readers.docket.statistics import duration

register = template.Library()

MINUTE = timedelta(minutes=1)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CUT = 120
"""Characters: a freezer keeps about 150 on each side; what is shorter is the text's own end."""


@register.filter
def cut_start(text: str) -> str:
    """Words before a passage, with the mark that more stands before them."""
    return f"… {text.lstrip()}" if len(text) > CUT else text.lstrip()


@register.filter
def cut_end(text: str) -> str:
    """Words after a passage, with the mark that more follows."""
    return f"{text.rstrip()} …" if len(text) > CUT else text.rstrip()


@register.filter
def in_words(number: int) -> str:
    """ "two" for 2; figures from eleven on."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


@register.filter
def moment(at: datetime, of: datetime) -> str:
    """ "5 March 15:40": the year only where it is another than that of the page."""
    return formatted(at, "j F H:i" if at.year == of.year else "j F Y H:i")


@register.filter
def how_soon(start: datetime, end: datetime) -> str:
    """ "after 2 days 4 h", from one moment to another; "at once" for less than a minute."""
    took = end - start
    return "at once" if took < MINUTE else f"after {duration(took)}"


@register.filter
def span(start: datetime, end: datetime) -> str:
    """ "from 5 to 6 March 2026", with hours where both are on one day."""
    if start.date() == end.date():
        return f"on {formatted(start, 'j F Y')} from {start:%H:%M} to {end:%H:%M}"
    if (start.year, start.month) == (end.year, end.month):
        return f"from {start.day} to {formatted(end, 'j F Y')}"
    return f"from {formatted(start, 'j F Y')} to {formatted(end, 'j F Y')}"
