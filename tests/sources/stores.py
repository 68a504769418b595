"""Stores of kept pages that fail, each in its own way."""

import errno
from typing import ClassVar

from sources.snapshots.storage import KeptFiles


class FullStore(KeptFiles):
    """A store on a disk that has no block left."""

    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")


class HoldingStore(KeptFiles):
    """A store that lets go of anything but what a test has named: it removes no such file."""

    held: ClassVar[set[str]] = set()

    def delete(self, name):
        if name in self.held:
            raise ConnectionError("AccessDenied: retention")
        super().delete(name)


class RefusingStore(KeptFiles):
    """A store whose library has errors of its own, as those of object stores do."""

    class Refused(Exception):
        pass

    def _save(self, name, content):
        raise self.Refused("QuotaExceeded")

    def _open(self, name, mode="rb"):
        raise self.Refused("QuotaExceeded")

    def exists(self, name):
        raise self.Refused("QuotaExceeded")

    def listdir(self, path):
        raise self.Refused("QuotaExceeded")


class AwayStore(KeptFiles):
    """A store of that kind which does not answer who reads."""

    class Away(Exception):
        pass

    def _open(self, name, mode="rb"):
        raise self.Away("Could not connect to the endpoint URL")


class BrokenStore(KeptFiles):
    """A store on a disk that cannot be read any more."""

    def _open(self, name, mode="rb"):
        raise OSError(errno.EIO, "Input/output error")


class UnmountedStore(FullStore):
    """The place of a disk that is not there: it has no file and takes none."""

    def _open(self, name, mode="rb"):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")
