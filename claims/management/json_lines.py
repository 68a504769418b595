"""JSON lines in, JSON lines out, for commands that need no desk."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import CommandError


def read_bytes(path: str) -> bytes:
    """A file's bytes; `-` is what is piped in."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def read_text(path: str) -> str:
    """A file's text, which must be UTF-8; offsets are counted in it, so nothing is guessed."""
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is no UTF-8 text (byte {error.start}).") from None


def read_rows(path: str) -> Iterator[dict[str, Any]]:
    """The objects of a file with one JSON object a line, each with an `id` and a `text`."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{path}, line {number} is no JSON: {error}.") from None
        if not (isinstance(row, dict) and "id" in row and isinstance(row.get("text"), str)):
            raise CommandError(f"{path}, line {number} needs an id and a text.")
        yield row


def format_line(row: dict[str, object]) -> str:
    """One line, in ASCII: whatever the text holds comes back as it was, on any terminal."""
    return json.dumps(row)
