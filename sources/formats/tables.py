"""Rows of cells as a table to look at: bounded, with its head and its numbers told apart."""

import html
import re
from collections.abc import Sequence

MOST_SHOWN = 1_500_000
"""Characters of markup of one table, so that a page of several stays under what is kept."""
NUMBER = re.compile(r"[-+−]?[\d.,\s\u202f']*\d[\d.,\s\u202f']*\s?%?")


def table(rows: Sequence[Sequence[str]]) -> tuple[str, int]:
    """The rows as an HTML table, and how many of them are in it.

    Where no cell of the first row is a number and one of the second is, the first row is
    the table's head. Cells that hold a number have the class `n`.
    """
    width = max(map(len, rows), default=0)
    has_head = len(rows) > 1 and _is_head(rows[0]) and any(map(_is_number, rows[1]))
    parts: list[str] = []
    left = MOST_SHOWN
    for number, cells in enumerate(rows):
        tag = "th" if has_head and number == 0 else "td"
        line = _row([*cells, *[""] * (width - len(cells))], tag)
        left -= len(line)
        if left < 0:
            break
        parts.append(line)
    return f"<table>{''.join(parts)}</table>", len(parts)


def _row(cells: Sequence[str], tag: str) -> str:
    number = f'<{tag} class="n">'
    made = (
        f"{number if _is_number(cell) else f'<{tag}>'}{html.escape(cell)}</{tag}>"
        for cell in cells
    )
    return f"<tr>{''.join(made)}</tr>"


def _is_head(cells: Sequence[str]) -> bool:
    return any(cells) and not any(map(_is_number, cells))


def _is_number(cell: str) -> bool:
    return len(cell) < 40 and NUMBER.fullmatch(cell.strip()) is not None  # noqa: PLR2004
