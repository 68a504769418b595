"""A desk's day, made up by a script: the texts, feeds and tips that come in, and what they say.

The same seed gives the same day. Every text is put together from sentences whose speaker and
words are known, so that what a reading must find is known without reading: `Text.said`.
"""

import html
import itertools
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

FIRST = [
    "Ada",
    "Bruno",
    "Clara",
    "Dmitri",
    "Elin",
    "Farid",
    "Greta",
    "Henrik",
    "Ines",
    "Jonas",
    "Katya",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
]
LAST = [
    "Sandberg",
    "Kowal",
    "Thorne",
    "Lindholm",
    "Okafor",
    "Brandt",
    "Marsh",
    "Velasco",
    "Pruitt",
    "Hale",
    "Norberg",
    "Quist",
]
TOWNS = [
    "Eastmoor",
    "Wexley",
    "Halden",
    "Port",
    "Ferris",
    "Braydon",
    "Ilford",
    "Cross",
    "Tarn",
    "Vale",
]
WHAT = [
    "bus fares rose by {a} percent last year",
    "the town built {b} flats between 2019 and 2023",
    "crime fell by {a} percent in two years",
    "the hospital lost {b} nurses since March",
    "class sizes grew to {c} pupils",
    "the council owes £{c}m to its suppliers",
    "rents are {a} percent higher than in 2020",
    "one in {c} shops on the high street stands empty",
    "the bridge cost £{c}m more than planned",
    "{b} households wait for a council home",
]
FILLER = [
    "The meeting began late and the hall was full.",
    "Rain had kept some people at home.",
    "The next session is planned for the spring.",
    "Several residents had brought banners.",
]


@dataclass(frozen=True)
class Text:
    """One text and what is said in it: words of each statement, and who says them."""

    title: str
    body: str
    said: tuple[tuple[str, str], ...]
    published_on: date

    def as_page(self, address: str) -> bytes:
        """The text as a web page that names itself, with a menu and a footer around it."""
        paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in self.body.split("\n"))
        return (
            f"<!doctype html><html lang=en><head><title>{html.escape(self.title)}</title>"
            f'<link rel="canonical" href="{address}">'
            f'<meta property="article:published_time" content="{self.published_on}T08:00:00Z">'
            "</head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
            f"<article><h1>{html.escape(self.title)}</h1>\n{paragraphs}</article>"
            "<footer>About us</footer></body></html>"
        ).encode()

    def as_mail(self) -> bytes:
        mail = EmailMessage()
        mail["Subject"] = self.title
        mail["From"] = "Press office <press@eastmoor.example>"
        mail["Date"] = format_datetime(datetime.combine(self.published_on, time(8), UTC))
        mail.set_content(self.body)
        return bytes(mail)


@dataclass
class Day:
    """Everything that comes in: texts given by people, feeds of entries, tips."""

    seed: int
    texts: int = 30
    kinds: int = 6
    entries: int = 5
    readers: int = 40
    given: list[Text] = field(default_factory=list)
    feeds: list[list[Text]] = field(default_factory=list)
    tips: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._numbers = itertools.count(1)
        self.given = [self._text() for _ in range(self.texts)]
        self.feeds = [[self._text() for _ in range(self.entries)] for _ in range(self.kinds)]
        self.tips = [self._text(statements=1) for _ in range(self.readers)]

    @property
    def written(self) -> list[Text]:
        """Texts and entries, without the tips."""
        return [*self.given, *(text for feed in self.feeds for text in feed)]

    def _text(self, *, statements: int = 3) -> Text:
        pick = self._random
        number = next(self._numbers)
        town = pick.choice(TOWNS)
        lines, said = [], []
        names = pick.sample([f"{a} {b}" for a in FIRST for b in LAST], statements)
        for name in names:
            words = pick.choice(WHAT).format(
                a=pick.randint(2, 60), b=pick.randint(100, 900), c=pick.randint(11, 49)
            )
            day = pick.choice(["on Monday", "last week", "at the meeting"])
            quoted = words[0].upper() + words[1:]
            lines.append(
                pick.choice(
                    [
                        f"“{quoted},” said {name}, a member of the council, {day}.",
                        f"{name}, a member of the council, said {day} that {words}.",
                        f"According to {name}, {words}.",
                    ]
                )
            )
            said.append((words[1:], name))
            lines.append(pick.choice(FILLER))
        # No two texts of a day are copies of each other: each tells of a street of its own.
        lines.append(
            f"Number {number} of the notes from {town} ends here, {pick.random():.9f}."
        )
        came_out = date.today() - timedelta(days=pick.randint(0, 5))  # noqa: DTZ011 - a made-up day
        return Text(f"{town}: note {number}", "\n".join(lines), tuple(said), came_out)


def as_feed(kind: int, texts: list[Text], address: str) -> tuple[bytes, str]:
    """A feed of these texts as RSS, Atom or JSON by turns, and its media type.

    Entry `n` links `address`/`n`.
    """
    rows = [
        (text.title, f"{address}/{number}", text.published_on)
        for number, text in enumerate(texts)
    ]
    if kind % 3 == 0:
        items = "".join(
            f"<item><title>{html.escape(title)}</title><link>{link}</link>"
            f"<guid>{link}</guid></item>"
            for title, link, _ in rows
        )
        body = f'<rss version="2.0"><channel><title>Feed {kind}</title>{items}</channel></rss>'
        return body.encode(), "application/rss+xml"
    if kind % 3 == 1:
        entries = "".join(
            f'<entry><title>{html.escape(title)}</title><link href="{link}"/><id>{link}</id>'
            f"<updated>{day}T08:00:00Z</updated></entry>"
            for title, link, day in rows
        )
        body = (
            '<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Feed {kind}</title><id>{address}</id>{entries}</feed>"
        )
        return body.encode(), "application/atom+xml"
    listed = [
        {"id": link, "url": link, "title": title, "date_published": f"{day}T08:00:00Z"}
        for title, link, day in rows
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"Feed {kind}",
        "items": listed,
    }
    return json.dumps(feed).encode(), "application/feed+json"
