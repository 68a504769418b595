"""Rows of cells as an HTML table: bounded, with its header and its numbers marked."""

import html
import re
from collections.abc import Sequence

MOST_SHOWN = 1_500_000
"""Characters of markup of one table, so that a page of several stays under the stored limit."""
NUMBER = re.compile(r"[-+−]?[\d.,\s\u202f']*\d[\d.,\s\u202f']*\s?%?")
YEAR = re.compile(r"(19|20)\d\d$")


def table(rows: Sequence[Sequence[str]]) -> tuple[str, int]:
    """The rows as an HTML table, and how many of them are in it.

    The first row becomes the table's header if it has no numbers except years and the second
    row has one. Cells of numbers have the class `n`, and so have the headers above them.
    """
    width = max(map(len, rows), default=0)
    has_head = len(rows) > 1 and _is_head(rows[0]) and any(map(_is_number, rows[1]))
    parts: list[str] = []
    left = MOST_SHOWN
    for number, cells in enumerate(rows):
        is_head = has_head and number == 0
        padded = [*cells, *[""] * (width - len(cells))]
        below = [*rows[1], *[""] * (width - len(rows[1]))] if is_head else padded
        line = _row(padded, "th" if is_head else "td", [_is_number(cell) for cell in below])
        left -= len(line)
        if left < 0:
            break
        parts.append(line)
    return f"<table>{''.join(parts)}</table>", len(parts)


def _row(cells: Sequence[str], tag: str, numbers: Sequence[bool]) -> str:
    number = f'<{tag} class="n">'
    made = (
        f"{number if is_number else f'<{tag}>'}{html.escape(cell)}</{tag}>"
        for cell, is_number in zip(cells, numbers, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def _is_head(cells: Sequence[str]) -> bool:
    return any(cells) and not any(_is_number(cell) and not YEAR.match(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    return len(cell) < 40 and NUMBER.fullmatch(cell.strip()) is not None  # noqa: PLR2004
