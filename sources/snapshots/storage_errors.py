"""The store of archived pages, failing: waited for, and told apart from bytes that are gone."""

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
    NO_ROOM: "The store of archived pages takes nothing: it is full or cannot be written.",
    AWAY: "The store of archived pages cannot be read.",
}
"""Why work waits by no fault of its own, and what is then said to who runs the desk."""
GONE = "bytes_gone"
PAUSE = timedelta(minutes=1)

LOST = "The bytes of this page are gone. Tell who runs the desk: manage.py verify_snapshots."
QUARANTINED = "This file is in quarantine: nobody may open it."
READ_LATER = (
    "The store of archived pages cannot be read now. Tell who runs the desk; this is read by "
    "itself once it can be."
)


class BytesGone(FileNotFoundError):
    """The store works and does not have these bytes. The message is a sentence."""


class Quarantined(BytesGone):
    """Nobody may open these bytes."""


class StoreAway(OSError):
    """The store cannot be read now, so nothing is known of what it has. A sentence, too."""


def open_bytes(sha256: str, *, quarantined_too: bool = False) -> IO[bytes]:
    """Kept bytes, open at their start. Raises BytesGone, StoreAway.

    Every byte of an archived page that is shown, parsed or given out comes through here, so
    that none of a file in quarantine does: Quarantined. `quarantined_too` is for an admin who
    hands them to the police.

    A store that lacks a file and takes none either may be a disk that is not mounted.
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
    """Kept bytes, all of them. Raises BytesGone, StoreAway."""
    with open_bytes(sha256) as file:
        try:
            return file.read()
        except Exception as error:
            raise _away(error) from error


def _away(error: Exception) -> StoreAway:
    log.warning("The store of archived pages cannot be read: %r", error)
    return StoreAway("The store of archived pages cannot be read now. Try again in a moment.")


def wait_for_storage(row: Job, failure: str, detail: str) -> bool:
    """Let leased work wait until the store works again: no fault of its own, no attempt."""
    return row.reschedule(PAUSE, failure=failure, detail=detail, attempts=row.attempts - 1)
