"""Files that no row names, such as a crash leaves between writing the file and the row.

Storage and rows are walked in parallel in the order of their hashes, so that neither is ever
held whole in memory. Only files older than a day count: a younger one may belong to a capture
that has yet to write its row. Every function raises OSError if the storage fails.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from sources.snapshots.models import Snapshot
from sources.snapshots.storage import HALF, lock_bytes, storage_name, store_failing

AGE = timedelta(hours=24)
HASH = re.compile(r"[0-9a-f]{64}")
ROWS = 2000
NAMED = """
SELECT DISTINCT hash COLLATE "C" FROM sources_snapshot s
    JOIN sources_content c ON c.snapshot_id = s.id,
    LATERAL (VALUES (s.sha256), (s.warc_sha256)) named (hash)
WHERE hash <> '' AND c.erased_at IS NULL ORDER BY 1
"""


def found() -> Iterator[str]:
    """The hashes of files that no page names, except erased ones, in order."""
    named = _named()
    row = next(named, None)
    for sha256 in _stored():
        while row is not None and row < sha256:
            row = next(named, None)
        if row != sha256 and _is_old(sha256):
            yield sha256


def remove(sha256: str) -> bool:
    """Remove a file, unless a row has come to name it since, or it was written again."""
    with transaction.atomic():
        lock_bytes(sha256)
        standing = Snapshot.objects.filter(content__erased_at=None)
        if standing.filter(Q(sha256=sha256) | Q(warc_sha256=sha256)).exists():
            return False
        if not _is_old(sha256):
            return False
        with store_failing():
            default_storage.delete(storage_name(sha256))
    return True


def remove_halves() -> int:
    """Remove the half-written files of writers that were killed; return how many."""
    names = (name for folder in _folders() for name in _names(folder) if _is_half(name))
    left = [name for name in names if _is_old_file(name)]
    with store_failing():
        for name in left:
            default_storage.delete(name)
    return len(left)


def _is_half(name: str) -> bool:
    return name.rpartition("/")[2].startswith(HALF)


def _named() -> Iterator[str]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(NAMED)
        while rows := cursor.fetchmany(ROWS):
            for (sha256,) in rows:
                yield sha256


def _stored() -> Iterator[str]:
    """The names of all archived files, in order."""
    for folder in _folders():
        names = (name.rpartition("/")[2] for name in _names(folder))
        yield from sorted(name for name in names if HASH.fullmatch(name))


def _names(folder: str) -> Iterator[str]:
    """The names of all files in a folder, as storage knows them."""
    with store_failing():
        _, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)


def _folders() -> list[str]:
    """The folders that hold archived files, in order."""
    try:
        with store_failing():
            names, _ = default_storage.listdir("")
    except FileNotFoundError:  # nothing was ever archived
        return []
    return sorted(name for name in names if re.fullmatch(r"[0-9a-f]{2}", name))


def _is_old(sha256: str) -> bool:
    return _is_old_file(storage_name(sha256))


def _is_old_file(name: str) -> bool:
    try:
        with store_failing():
            written = default_storage.get_modified_time(name)
    except FileNotFoundError:
        return False
    return timezone.now() - written > AGE
