"""The day on which a page says that it was published, as it is written there.

Method: what a page declares for machines, the most explicit first: its meta elements, its
schema.org data, its `time` elements; what its text seems to say only without those (Barbaresi,
"htmldate: A Python package to extract publication dates from web pages", JOSS 2020). The day is
the one written, in the page's own time zone: a conversion makes an evening another day. Nothing
is published after it was changed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PUBLISHED = (
    "article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "og:pubdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "pdate",
    "ptime",
)
MODIFIED = ("article:modified_time", "article:modified", "og:updated_time", "datemodified")
DECLARED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
SAYS_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"')
ISO_DAY = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d{1,5}(?:\D|$))")
NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeclaredDays:
    """What a page declares of its days; each is None if it doesn't.

    `timed` is the day of its `time` elements, if all are of the same day.
    """

    published: date | None
    modified: date | None
    timed: date | None

    def best(self, guess: str) -> str:
        """Return the ISO day of publication, or "". `guess` is what its text seems to say."""
        day = self.published or self._timed_or_guessed(_day(guess))
        if day and self.modified:
            day = min(day, self.modified)
        return day.isoformat() if day else ""

    def _timed_or_guessed(self, guessed: date | None) -> date | None:
        """The day of the `time` elements, unless the one of the text is next to it.

        They often give universal time, of which the text has the local day.
        """
        is_near = self.timed and guessed and abs(guessed - self.timed) <= NEAR
        return guessed if is_near else self.timed or guessed


def declared_days(tree: "HtmlElement") -> DeclaredDays:
    """Return what a page declares of its days. Ask before a parser changes the tree."""
    metas = _metas(tree)
    published = next((found for name in PUBLISHED if (found := metas.get(name))), None)
    return DeclaredDays(
        published=published or _declared(tree) or _marked(tree),
        modified=next((found for name in MODIFIED if (found := metas.get(name))), None),
        timed=_only_time(tree),
    )


def _metas(tree: "HtmlElement") -> dict[str, date]:
    """The days in meta elements, by the name, property or item property; the first counts."""
    found: dict[str, date] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name in PUBLISHED or name in MODIFIED:
                day = _day(element.get("content") or "")
                if day:
                    found.setdefault(name, day)
    return found


def _declared(tree: "HtmlElement") -> date | None:
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        if SAYS_ARTICLE.search(script) and (match := DECLARED.search(script)):
            return _day(match[1])
    return None


def _marked(tree: "HtmlElement") -> date | None:
    """The day of an element that is marked as the day of publication."""
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")[:10]:
        written = element.get("datetime") or element.get("content") or ""
        if day := _day(written):
            return day
    return None


def _only_time(tree: "HtmlElement") -> date | None:
    days = {_day(one.get("datetime") or "") for one in list(tree.iter("time"))[:20]} - {None}
    return days.pop() if len(days) == 1 else None


def _day(written: str) -> date | None:
    try:
        if match := ISO_DAY.match(written):
            return date(*map(int, match.groups()))
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
