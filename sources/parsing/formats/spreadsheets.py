"""Spreadsheets (XLSX, ODS): every sheet as a table and as text with tabs."""

import html
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sources.parsing.formats import MOST_CHARACTERS, CannotParse, Record
from sources.parsing.formats.tables import table

MOST_SHEETS = 50
MOST_CELLS = 300_000  # of all sheets
LONGEST_CELL = 2_000
MOST_PARTS = 3_000
MOST_UNPACKED = 200_000_000  # bytes of all parts
BROKEN = (
    "The workbook is damaged or has a password. Open it, save a copy without a password and"
    " upload that."
)
BOMB = "The workbook unpacks to more than any table needs. Nothing of it was read."
AS_STORED = (
    "Cells are shown as the file stores them, without their formats: 4 % may read 0.04, and a"
    " formula shows its last result."
)


def read_workbook(body: bytes, _url: str) -> Iterator[Record]:
    """One record a sheet: `name`, `text` (cells by tabs, rows on lines), `html`, `is_hidden`.

    By calamine, which reads values and runs nothing. The last record, `end`, says in `notes`
    what was left out. Raises Refused for anything but a workbook, and for one that unpacks to
    too much.
    """
    import python_calamine  # noqa: PLC0415 - loaded under the limits

    _check(body)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        sheets = book.sheets_metadata
    except (python_calamine.CalamineError, ValueError, OSError):
        raise CannotParse(BROKEN) from None
    notes = [AS_STORED]
    left, room = MOST_CELLS, MOST_CHARACTERS
    for sheet in sheets[:MOST_SHEETS]:
        try:
            found = book.get_sheet_by_name(sheet.name).to_python(nrows=MOST_CELLS)
        except (python_calamine.CalamineError, ValueError):
            notes.append(f"The sheet “{sheet.name[:100]}” has no cells that can be read.")
            continue
        rows, left = _rows(found, left)
        shown, count = table(rows)
        if len(rows) < len(found) or count < len(rows) or len(shown) > room:
            notes.append(f"Only the first rows of the sheet “{sheet.name[:100]}” are shown.")
        room -= len(shown)
        heading = f"<h2>{html.escape(sheet.name[:200])}</h2>"
        yield {
            "step": "sheet",
            "name": sheet.name[:200],
            "text": "\n".join("\t".join(cells) for cells in rows),
            "html": f"<section>{heading}{shown if room >= 0 else ''}</section>",
            "is_hidden": sheet.visible != python_calamine.SheetVisibleEnum.Visible,
        }
    if len(sheets) > MOST_SHEETS:
        notes.append(f"The workbook has {len(sheets):,} sheets; only {MOST_SHEETS} were read.")
    yield {"step": "end", "notes": notes}


def _check(body: bytes) -> None:
    """Refuse an archive that unpacks to too much; its parts are XML, parsed without DTDs."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise CannotParse(BROKEN) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise CannotParse(BOMB)


def _rows(found: list[list[Any]], left: int) -> tuple[list[list[str]], int]:
    """The rows that fit into the remaining cells, as text, without empty ends."""
    rows: list[list[str]] = []
    for cells in found:
        left -= len(cells)
        if left < 0:
            break
        rows.append([_words(cell) for cell in cells])
    while rows and not any(rows[-1]):
        rows.pop()
        found.pop()
    return rows, max(0, left)


def _words(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004
    if isinstance(cell, datetime):
        whole_day = cell.time() == time()
        return cell.date().isoformat() if whole_day else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return " ".join(str(cell).split())[:LONGEST_CELL]
