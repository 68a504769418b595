"""Export events and heads from the database, in the form in which they are verified."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any, TextIO

from django.db import connection, transaction

from history.models import Event, Head
from history.verify import ExportLine, Heads

AT_ONCE = 2000
"""Rows per fetch of the server-side cursor: history is never held in memory."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything within as it was at one instant, while the desk keeps writing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def rows(statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, all as they were at one instant, and few of them in memory."""
    with one_moment(), connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found


def lines() -> Iterator[ExportLine]:
    """Every event by chain and place; its payload is None if it was redacted or is gone."""
    events = (
        Event.objects.order_by("chain", "seq")
        .values_list(
            *("chain", "seq", "kind", "actor", "role", "request", "occurred_at"),
            *("payload_sha256", "previous", "hash", "format"),
            *("side__text", "side__salt", "side__redacted_why"),
        )
        .iterator(chunk_size=AT_ONCE)
    )
    for *who, moment, digest, previous, own, of_format, text, salt, redacted_why in events:
        written = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        payload = None if redacted_why else text
        hashes = (digest, previous, own)
        yield ExportLine._make((*who, written, *hashes, payload, of_format, salt or ""))


def heads() -> Heads:
    """The last place and hash of every chain."""
    found = Head.objects.values_list("chain", "seq", "hash").iterator(chunk_size=AT_ONCE)
    return {chain: (seq, digest) for chain, seq, digest in found}


def exported(lines: Iterable[ExportLine], file: TextIO) -> Iterator[ExportLine]:
    """The same lines, each written to `file` as it passes."""
    for line in lines:
        file.write(json.dumps(line._asdict(), ensure_ascii=False) + "\n")
        yield line


def export_heads(heads: Heads, file: TextIO) -> None:
    """Write the last line of an export."""
    file.write(json.dumps({"heads": heads}, ensure_ascii=False) + "\n")
