"""Kept bytes: whole or not at all, written once, named by their hash."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

HALF = ".keeping-"
"""How the name of a file begins while it is written."""
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
MARK = ".kept-pages"
"""By this file in it a folder is known to be the store, and no mount point without its disk."""
MARKED = b"The pages that a fact-check desk keeps. Without this file it writes nothing here.\n"
OLDEST = """
SELECT s.sha256 FROM sources_snapshot s JOIN sources_content c ON c.snapshot_id = s.id
WHERE c.erased_at IS NULL ORDER BY s.id LIMIT 20
"""

IN_QUARANTINE = """
SELECT EXISTS (SELECT 1 FROM sources_quarantine WHERE sha256 = %s AND released_at IS NULL)
"""


class KeptFiles(FileSystemStorage):
    """A file appears under its name when all of it is on the disk (write, fsync, rename).

    It is written only where the store is: an empty folder may be the place of a disk that is
    not mounted, and what is written there is hidden once it is.
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
            return super().open(name, mode)

    def _be_there(self) -> None:
        """Raises OSError where the store is not: nothing is written, or known to be gone."""
        if not Path(self.location, MARK).exists():
            self._mark()

    def _mark(self) -> None:
        """Mark the folder, if it is the store; raises OSError where it is not.

        It is, for a desk that has kept nothing yet or finds one of its oldest pages there: it
        is new, or it was filled before there were marks.
        """
        root = Path(self.location)
        with connection.cursor() as cursor:
            cursor.execute(OLDEST)
            oldest = [sha256 for (sha256,) in cursor.fetchall()]
        if not oldest:
            root.mkdir(mode=0o750, parents=True, exist_ok=True)
        elif not any(_is_kept(root, sha256) for sha256 in oldest):
            raise OSError(
                f"The store of archived pages is not mounted: {root} has no file {MARK}, and"
                " none of the oldest pages. If it is the store all the same, make that"
                " file there."
            )
        _lift(root)
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
        """Make a folder if there is none; returns those in which one was made.

        Never the store's own: where that is gone, it is not for us to make it anew.
        """
        if folder == Path(self.location):
            raise OSError(f"The store of archived pages is not mounted: {folder} is gone.")
        try:
            folder.mkdir(mode=0o750)
        except FileExistsError:
            return []
        except FileNotFoundError:
            made = self._make_folder(folder.parent)
            return [*self._make_folder(folder), *made]
        return [folder.parent]

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are hashes of what they name: the same name is the same file."""
        return name


def _is_kept(root: Path, sha256: str) -> bool:
    """Whether these bytes are there, in their place or in that of an earlier version."""
    places = (root / storage_name(sha256), root / sha256[:2] / sha256[2:4] / sha256)
    return any(place.is_file() for place in places)


def _lift(root: Path) -> None:
    """Bring what lies two folders deep, as an earlier version had it, to where it is now.

    Others may do the same: whatever one of them has moved is where it belongs.
    """
    for folder in root.glob("[0-9a-f][0-9a-f]"):
        if deeper := list(folder.glob("[0-9a-f][0-9a-f]")):
            for each in deeper:
                with suppress(FileNotFoundError):
                    _empty(each, into=folder)
            _flush(folder)


def _empty(folder: Path, *, into: Path) -> None:
    for file in list(folder.iterdir()):
        with suppress(FileNotFoundError):
            file.rename(into / file.name)
    folder.rmdir()


def _write_all(file: IO[bytes], chunk: bytes) -> None:
    """Without a buffer in between a write may take less than it is given."""
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
    """Raise OSError for anything that the store's library raises."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        what = str(error) or type(error).__name__
        raise OSError(f"The store of archived pages failed: {what}") from error


def storage_name(sha256: str) -> str:
    """Where bytes lie: by their own hash, in one of 256 folders."""
    return f"{sha256[:2]}/{sha256}"


def put_bytes(body: bytes) -> tuple[str, bool]:
    """Put bytes in storage under their SHA-256; what is there stays. Raises OSError.

    Returns the hash, and whether they are new there. What is new lies there for a day at least,
    whatever becomes of it; what is not new may be removed at any moment, by law or because no
    row names it, until `hold_bytes` has been called for the row that will.
    """
    digest = hashlib.sha256(body).hexdigest()
    return digest, _put(digest, body)


def _put(sha256: str, body: bytes) -> bool:
    """Whether they were not there. Raises OSError."""
    name = storage_name(sha256)
    with store_failing():
        if default_storage.exists(name):
            return False
        default_storage.save(name, ContentFile(body))
    return True


def hold_bytes(sha256: str, body: bytes) -> None:
    """Have bytes there until this transaction ends, which writes a row that names them.

    Raises OSError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_lock_of(sha256)])
    _put(sha256, body)


def lock_bytes(sha256: str) -> None:
    """Keep others from writing rows of these bytes until the transaction ends, to remove them.

    Whoever removes bytes locks them, asks whether a row needs them, and only then removes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_of(sha256)])


def _lock_of(sha256: str) -> int:
    """The advisory lock of a hash: its first 63 bits."""
    return int(sha256[:16], 16) >> 1


def keep_bytes(body: bytes) -> str:
    """Put bytes in storage under their SHA-256, which is returned, for a row written next.

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
    """Whether the store takes bytes now: asked of itself, by a file that is removed again."""
    try:
        name = default_storage.save(f"probe/{uuid4()}", ContentFile(bytes(PROBE)))
        default_storage.delete(name)
    except Exception:  # noqa: BLE001 - the store's library may raise anything
        return False
    return True
