"""Lists of statements (CSV): each row is a statement, found by the names of the columns."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from sources.parsing.formats import Record
from sources.parsing.formats.tables import table

DELIMITERS = ",;\t|"
MOST_ROWS = 2_000
LONGEST = 5_000  # characters of one statement
MOST_NOTES = 20
COLUMNS = {
    "quote": ("quote", "quotation", "exact words", "verbatim"),
    "statement": ("statement", "claim", "text", "what was said", "sentence", "claim text"),
    "speaker": ("speaker", "who", "said by", "claimant", "person", "by", "name", "author"),
    "said_on": ("date", "said on", "said at", "when", "date said", "day", "published"),
    "url": ("link", "url", "source", "address", "source url", "where"),
    "topic": ("topic", "topics", "subject", "theme"),
}
"""What a column holds → the usual names for it, best first."""
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
OPENING, CLOSING = '“"«„‘', '”"»“’'
BETWEEN = "\n\n"
"""Between two statements: each is a paragraph of the text."""
NO_COLUMN = (
    "No column of the list is called statement, quote, claim or text. Name one of them so in"
    " the first row, and upload the list again."
)


class ListedItem(NamedTuple):
    """A row with a statement in it, as found."""

    number: int
    words: str
    is_quote: bool
    row: dict[str, str]


class ListedStatement(TypedDict):
    """A statement of a list, by its position in the text; `is_quote`: in its exact words."""

    start: int
    end: int
    speaker: str | None
    said_on: str | None
    url: str
    topic: str
    is_quote: bool


def read_list(body: bytes, _url: str) -> Iterator[Record]:
    """One step: the statements as one text, and the whole table to look at.

    `text`: one paragraph a row. `listed`: `{"start", "end"}` in it, with `speaker` and
    `said_on` (ISO) or None, `url`, `topic`, `is_quote` (the column holds exact words). `notes`
    says, a sentence a row, what was left out. `all` and `html` are every cell.
    """
    rows = _rows(body.decode("utf-8"))
    notes: list[str] = []
    items = _items(rows, notes)
    order = _order(item.row.get("said_on", "") for item in items)
    listed: list[ListedStatement] = []
    place = 0
    for item in items:
        listed.append(_listed(item, place, _day(item, order, notes)))
        place += len(item.words) + len(BETWEEN)
    more = len(notes) - MOST_NOTES
    shown = notes if more <= 0 else [*notes[:MOST_NOTES], f"And {more} rows more like these."]
    yield {
        "step": "list",
        "text": BETWEEN.join(item.words for item in items),
        "listed": listed,
        "notes": shown,
        "all": "\n".join("\t".join(cells) for cells in rows),
        "html": table(rows)[0],
    }


def _listed(item: ListedItem, place: int, day: date | None) -> ListedStatement:
    """The statement of a row whose words begin at `place`, without its quotation marks."""
    start, end = place, place + len(item.words)
    if item.is_quote and item.words[0] in OPENING and item.words[-1] in CLOSING:
        start, end = start + 1, end - 1
    return {
        "start": start,
        "end": end,
        "speaker": " ".join(item.row.get("speaker", "").split())[:200] or None,
        "said_on": day.isoformat() if day else None,
        "url": item.row.get("url", "").strip()[:2048],
        "topic": " ".join(item.row.get("topic", "").split())[:200],
        "is_quote": item.is_quote,
    }


def _rows(written: str) -> list[list[str]]:
    """Every row that isn't empty, split by the delimiter that gives most columns we know."""
    csv.field_size_limit(2**31 - 1)  # the bytes are bounded already
    start = written[:20_000].lstrip("\n")

    def named(delimiter: str) -> tuple[int, int]:
        head = next(csv.reader(io.StringIO(start), delimiter=delimiter), [])
        return len(_columns(head)), len(head)

    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=max(DELIMITERS, key=named))
    with suppress(csv.Error):  # the rows before it are kept
        found.extend([cell.strip() for cell in cells] for cells in reader)
    while found and not any(found[-1]):
        found.pop()
    return found


def _columns(head: list[str]) -> dict[str, int]:
    """Which column holds what, by the names in the first row."""
    names = [" ".join(re.sub(r"[_\W]+", " ", cell.casefold()).split()) for cell in head]
    found: dict[str, int] = {}
    for what, words in COLUMNS.items():
        place = next((names.index(word) for word in words if word in names), None)
        if place is not None and place not in found.values():
            found[what] = place
    return found


def _items(rows: list[list[str]], notes: list[str]) -> list[ListedItem]:
    columns = _columns(rows[0]) if rows else {}
    first = 1
    if not {"quote", "statement"} & set(columns):
        if any(len(cells) > 1 for cells in rows):
            notes.append(NO_COLUMN)
            return []
        columns, first = {"statement": 0}, 0  # a plain list: every line is a statement
    items: list[ListedItem] = []
    for number, cells in enumerate(rows[first:], start=first + 1):
        row = {what: cells[at] for what, at in columns.items() if at < len(cells)}
        words = row.get("quote") or row.get("statement", "")
        words = re.sub(r"\s*\n\s*", " ", words)
        if not any(cells):
            continue
        if len(items) == MOST_ROWS:
            notes.append(
                f"The list has more than {MOST_ROWS:,} statements: those from row {number} on"
                " were left out. Upload them as a separate list."
            )
            break
        if not any(character.isalpha() for character in words):
            notes.append(f"Row {number}: it has no statement and was left out.")
        elif len(words) > LONGEST:
            notes.append(
                f"Row {number}: over {LONGEST:,} characters, so left out. A quotation mark that"
                " is never closed may have taken in the rows after it."
            )
        else:
            items.append(ListedItem(number, words, bool(row.get("quote")), row))
    return items


def _order(written: Iterator[str]) -> str:
    """How 03/04/2026 is read: "dm" or "md", if another date of the same list decides it; else
    ""."""
    for words in written:
        if match := SLASHED.match(words):
            if int(match[1]) > 12:  # noqa: PLR2004 - months
                return "dm"
            if int(match[2]) > 12:  # noqa: PLR2004
                return "md"
    return ""


def _day(item: ListedItem, order: str, notes: list[str]) -> date | None:
    written = item.row.get("said_on", "").strip()
    if not written:
        return None
    if match := SLASHED.match(written):
        first, second, year = (int(part) for part in match.groups())
        if not order and first != second:
            notes.append(
                f"Row {item.number}: {written} can be two days, so the date is left out."
            )
            return None
        month, day = (first, second) if order == "md" else (second, first)
        written = f"{year:04}-{month:02}-{day:02}"
    for words in (written, written[:10]):
        for form in DAYS:
            try:
                return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    notes.append(
        f"Row {item.number}: “{written[:40]}” can't be read as a date, so it's left out."
    )
    return None
