"""A disk that is full: the desk's own storage, with room for so many bytes and no more."""

import errno
import os
import signal
from pathlib import Path

from django.core.files.base import ContentFile

from sources.snapshots.storage import KeptFiles

ROOM = "room"
"""A file beside the kept ones: how many bytes there is room for."""
REFUSES = "refuses"
"""While a file of this name is beside the kept ones, none of them is removed."""


class SmallDisk(KeptFiles):
    """Writes what there is room for, and then fails as the system does: in mid-file."""

    def _save(self, name, content):
        body = content.read()
        left = int((Path(self.location).parent / ROOM).read_text())
        return super()._save(name, Slow(body, left))

    def delete(self, name):
        if (Path(self.location).parent / REFUSES).exists():
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        super().delete(name)


class Slow(ContentFile):  # type: ignore[type-arg]
    """Comes in two halves, between which its writer may be killed: see `tests.live.faulty`."""

    def __init__(self, body, room):
        super().__init__(body)
        self._room = room

    def chunks(self, chunk_size=None):
        yield self.read(min(self.size // 2, self._room))
        if (point := Path(os.environ.get("FAIL_POINTS", "")) / "mid-write").is_file():
            point.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if self.size > self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        yield self.read()
