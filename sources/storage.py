"""Kept bytes: whole or not at all, written once, named by their hash."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage


class KeptFiles(FileSystemStorage):
    """A file appears under its name when all of it is on the disk (write, fsync, rename)."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".keeping-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o440)
            Path(temporary).rename(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are hashes of what they name: the same name is the same file."""
        return name


def storage_name(sha256: str) -> str:
    """Where bytes lie: by their own hash, two folders deep."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep_bytes(body: bytes) -> str:
    """Put bytes in storage under their SHA-256, which is returned; what is there stays."""
    digest = hashlib.sha256(body).hexdigest()
    if not default_storage.exists(storage_name(digest)):
        default_storage.save(storage_name(digest), ContentFile(body))
    return digest
