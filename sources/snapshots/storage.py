"""The storage of archived bytes: written whole or not at all, once, and named by their hash."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

HALF = ".keeping-"
"""How the name of a file begins while it is being written."""
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
MARK = ".kept-pages"
"""The file that marks a folder as the storage, and not the mount point of a missing disk."""
MARKED = b"The archived pages of a fact-check desk. Without this file it writes nothing here.\n"
OLDEST = """
SELECT s.sha256 FROM sources_snapshot s JOIN sources_content c ON c.snapshot_id = s.id
WHERE c.erased_at IS NULL ORDER BY s.id LIMIT 20
"""

IN_QUARANTINE = """
SELECT EXISTS (SELECT 1 FROM sources_quarantine WHERE sha256 = %s AND released_at IS NULL)
"""


class KeptFiles(FileSystemStorage):
    """A file appears under its name once all of it is on the disk (write, fsync, rename).

    Nothing is written unless the folder is the storage: an empty folder may be the mount point
    of a missing disk, which would hide the files once it is mounted.
    """

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        self._be_there()
        target = Path(self.path(name))
        folder = target.parent
        temporary = folder / f"{HALF}{uuid4().hex}"
        made: list[Path] = []
        try:
            descriptor = os.open(temporary, NEW_FILE, 0o440)
        except FileNotFoundError:
            made = self._make_folder(folder)
            descriptor = os.open(temporary, NEW_FILE, 0o440)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                os.fchmod(descriptor, 0o440)  # for any umask
                for chunk in content.chunks():
                    _write_all(file, chunk)
                os.fsync(descriptor)
            temporary.rename(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        for changed in (folder, *made):
            _flush(changed)
        return name

    def open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        try:
            return super().open(name, mode)
        except FileNotFoundError:
            self._be_there()
            raise

    def _be_there(self) -> None:
        """Raise OSError if the storage is missing: then no file counts as gone."""
        if not Path(self.location, MARK).exists():
            self._mark()

    def _mark(self) -> None:
        """Mark the folder as the storage; raises OSError if it isn't.

        It is if the desk has archived nothing yet or finds one of its oldest pages there: then
        the folder is new, or its files were copied there without the mark.
        """
        root = Path(self.location)
        with connection.cursor() as cursor:
            cursor.execute(OLDEST)
            oldest = [sha256 for (sha256,) in cursor.fetchall()]
        if not oldest:
            root.mkdir(mode=0o750, parents=True, exist_ok=True)
        elif not any((root / storage_name(sha256)).is_file() for sha256 in oldest):
            raise OSError(
                f"The storage of archived pages is not mounted: {root} has no file {MARK}, and"
                " none of the oldest pages. If it is the storage all the same, create that"
                " file there."
            )
        try:
            descriptor = os.open(root / MARK, NEW_FILE, 0o440)
        except FileExistsError:  # another process was quicker
            return
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            file.write(MARKED)
            os.fsync(descriptor)
        _flush(root)
        _flush(root.parent)

    def _make_folder(self, folder: Path) -> list[Path]:
        """Create a folder if there is none; return the folders in which one was created.

        Never the storage's own folder: if that is missing, we must not create it.
        """
        if folder == Path(self.location):
            raise OSError(f"The storage of archived pages is not mounted: {folder} is gone.")
        try:
            folder.mkdir(mode=0o750)
        except FileExistsError:
            return []
        except FileNotFoundError:
            made = self._make_folder(folder.parent)
            return [*self._make_folder(folder), *made]
        return [folder.parent]

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name of a file is the hash of its content: the same name is the same file."""
        return name


def _write_all(file: IO[bytes], chunk: bytes) -> None:
    """Write all bytes: without a buffer, one call may write fewer than it is given."""
    left = memoryview(chunk)
    while left:
        left = left[file.write(left) :]


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def store_failing() -> Iterator[None]:
    """Raise OSError for any exception of the storage's library."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        what = str(error) or type(error).__name__
        raise OSError(f"The storage of archived pages failed: {what}") from error


def storage_name(sha256: str) -> str:
    """The name of bytes in the storage: their own hash, in one of 256 folders."""
    return f"{sha256[:2]}/{sha256}"


def put_bytes(body: bytes) -> tuple[str, bool]:
    """Put bytes into the storage under their SHA-256, unless they are there. Raises OSError.

    Returns the hash, and whether they are new. New bytes stay for at least a day; others may be
    removed at any moment, by law or because no row names them, until `hold_bytes` is called for
    the row that will name them.
    """
    digest = hashlib.sha256(body).hexdigest()
    return digest, _put(digest, body)


def _put(sha256: str, body: bytes) -> bool:
    """Write the bytes; returns whether they were missing. Raises OSError."""
    name = storage_name(sha256)
    with store_failing():
        if default_storage.exists(name):
            return False
        default_storage.save(name, ContentFile(body))
    return True


def hold_bytes(sha256: str, body: bytes) -> None:
    """Make sure that bytes are there until this transaction ends, which writes a row for them.

    Raises OSError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_lock_of(sha256)])
    _put(sha256, body)


def lock_bytes(sha256: str) -> None:
    """Keep others from writing rows of these bytes until the transaction ends, to remove them.

    To remove bytes, lock them, check whether a row needs them, and only then remove them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_of(sha256)])


def _lock_of(sha256: str) -> int:
    """The advisory lock of a hash: its first 63 bits."""
    return int(sha256[:16], 16) >> 1


def keep_bytes(body: bytes) -> str:
    """Put bytes into the storage under their SHA-256, which is returned, for the next row.

    Within a transaction they stay there until it ends. Raises OSError.
    """
    digest, is_new = put_bytes(body)
    if not is_new and connection.in_atomic_block:
        hold_bytes(digest, body)
    return digest


def is_quarantined(sha256: str) -> bool:
    """Whether nobody may open these bytes (`sources.models.Quarantine`)."""
    with connection.cursor() as cursor:
        cursor.execute(IN_QUARANTINE, [sha256])
        (found,) = cursor.fetchone() or (False,)
    return bool(found)


PROBE = 256 * 1024


def has_room() -> bool:
    """Whether the storage accepts bytes now: asked by writing a file and removing it again."""
    try:
        name = default_storage.save(f"probe/{uuid4()}", ContentFile(bytes(PROBE)))
        default_storage.delete(name)
    except Exception:  # noqa: BLE001 - the storage's library may raise anything
        return False
    return True
