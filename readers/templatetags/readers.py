"""Words cut from a longer text, and figures in words."""

from datetime import datetime, timedelta

from django import template
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from readers.docket.statistics import duration
from reviews.standards.models import shown_rule

register = template.Library()

MINUTE = timedelta(minutes=1)
SMALL = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
)
CUT = 120
"""Frozen contexts have about 150 characters; anything shorter is the end of the text."""


register.filter("shown_rule", shown_rule)


@register.filter
def cut_start(text: str) -> str:
    """The words before a passage, with an ellipsis if the text starts earlier."""
    return f"… {text.lstrip()}" if len(text) > CUT else text.lstrip()


@register.filter
def cut_end(text: str) -> str:
    """The words after a passage, with an ellipsis if the text goes on."""
    return f"{text.rstrip()} …" if len(text) > CUT else text.rstrip()


@register.filter
def in_words(number: int) -> str:
    """ "two" for 2; figures from eleven on."""
    return str(SMALL[number]) if 0 <= number < len(SMALL) else f"{number:,}"


@register.filter
def moment(at: datetime, of: datetime) -> str:
    """ "5 March 15:40", with the year if it differs from that of the page."""
    return formatted(at, "j F H:i" if at.year == of.year else "j F Y H:i")


@register.filter
def how_soon(start: datetime, end: datetime) -> str:
    """ "after 2 days 4 h", from one moment to another; "at once" for less than a minute."""
    took = end - start
    return _("at once") if took < MINUTE else _("after %(time)s") % {"time": duration(took)}


@register.filter
def span(start: datetime, end: datetime) -> str:
    """ "from 5 to 6 March 2026", with hours if both are on the same day."""
    if start.date() == end.date():
        return _("on %(day)s from %(start)s to %(end)s") % {
            "day": formatted(start, "j F Y"),
            "start": formatted(start, "H:i"),
            "end": formatted(end, "H:i"),
        }
    is_one_month = (start.year, start.month) == (end.year, end.month)
    return _("from %(start)s to %(end)s") % {
        "start": start.day if is_one_month else formatted(start, "j F Y"),
        "end": formatted(end, "j F Y"),
    }
