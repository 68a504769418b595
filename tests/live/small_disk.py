"""A disk that is full: the desk's own storage, with room for so many bytes and no more."""

import errno
import os
from pathlib import Path

from django.core.files.base import ContentFile

from sources.storage import KeptFiles

ROOM = "room"
"""A file beside the kept ones: how many bytes there is room for."""


class SmallDisk(KeptFiles):
    """Writes what there is room for, and then fails as the system does: in mid-file."""

    def _save(self, name, content):
        body = content.read()
        left = int((Path(self.location).parent / ROOM).read_text())
        return super()._save(name, Cut(body, left) if len(body) > left else ContentFile(body))


class Cut(ContentFile):
    def __init__(self, body, left):
        super().__init__(body)
        self._left = left

    def chunks(self, chunk_size=None):
        yield self.read(self._left)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
