"""Failures of the storage: jobs wait for it, and bytes that are gone are told from it."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import IO

from django.core.files.storage import default_storage

from jobs.models import Job
from sources.snapshots.storage import has_room, is_quarantined, storage_name

log = logging.getLogger(__name__)

NO_ROOM = "disk_full"
AWAY = "store_away"
OUTAGES: Mapping[str, str] = {
    NO_ROOM: "The storage of archived pages is full or cannot be written.",
    AWAY: "The storage of archived pages cannot be read.",
}
"""Kind of failure → the sentence for whoever runs the desk; the jobs wait, without blame."""
GONE = "bytes_gone"
PAUSE = timedelta(minutes=1)

LOST = (
    "The bytes of this page are gone. Tell whoever runs the desk: manage.py verify_snapshots."
)
QUARANTINED = "This file is in quarantine: nobody may open it."
READ_LATER = (
    "The storage of archived pages cannot be read now. Tell whoever runs the desk. This page "
    "is parsed automatically once it can be read."
)


class BytesGone(FileNotFoundError):
    """The storage works but does not have these bytes. The message is a sentence."""


class Quarantined(BytesGone):
    """Nobody may open these bytes."""


class StoreAway(OSError):
    """The storage cannot be read now: what it has is unknown. The message is a sentence."""


def open_bytes(sha256: str, *, quarantined_too: bool = False) -> IO[bytes]:
    """Archived bytes, open at their start. Raises BytesGone, StoreAway, Quarantined.

    Every byte of an archived page that is shown, parsed or exported comes through here, so that
    no file in quarantine can be opened. `quarantined_too` is for an admin who hands a file to
    the police. If the storage has no file and cannot write one either, it may be a disk that is
    not mounted.
    """
    if not quarantined_too and is_quarantined(sha256):
        raise Quarantined(QUARANTINED)
    try:
        return default_storage.open(storage_name(sha256))
    except FileNotFoundError as error:
        if has_room():
            raise BytesGone(LOST) from error
        raise _away(error) from error
    except Exception as error:
        raise _away(error) from error


def read_bytes(sha256: str) -> bytes:
    """Archived bytes, all of them. Raises BytesGone, StoreAway."""
    with open_bytes(sha256) as file:
        try:
            return file.read()
        except Exception as error:
            raise _away(error) from error


def _away(error: Exception) -> StoreAway:
    log.warning("The storage of archived pages cannot be read: %r", error)
    return StoreAway("The storage of archived pages cannot be read now. Try again in a moment.")


def wait_for_storage(row: Job, failure: str, detail: str) -> bool:
    """Let a leased job wait until the storage works again, at the cost of no attempt."""
    return row.reschedule(PAUSE, failure=failure, detail=detail, attempts=row.attempts - 1)
