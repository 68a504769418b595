"""Read and write JSON lines, for commands that need no database."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NotRequired, TypedDict, cast

from django.core.management import CommandError


class TextRow(TypedDict):
    """A line with a text; sentences of a debate can have its name and their speaker."""

    id: Any
    text: str
    doc: NotRequired[str]
    speaker: NotRequired[str]


def read_bytes(path: str) -> bytes:
    """Return a file's bytes; `-` is standard input."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"Can't read {path}: {error.strerror}.") from None


def read_text(path: str) -> str:
    """Return a file's text. It must be UTF-8, because offsets are counted in it."""
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} isn't UTF-8 text (byte {error.start}).") from None


def read_rows(path: str) -> Iterator[TextRow]:
    """Yield the JSON objects of a file, one per line, each with an `id` and a `text`."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{path}, line {number} isn't JSON: {error}.") from None
        if not (isinstance(row, dict) and "id" in row and isinstance(row.get("text"), str)):
            raise CommandError(f"{path}, line {number} needs an id and a text.")
        yield cast("TextRow", row)


def format_line(row: Mapping[str, object]) -> str:
    """Format an object as one line of ASCII, which every terminal shows unchanged."""
    return json.dumps(row)
