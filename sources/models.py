"""All models of the app: snapshots, their contents, and the captures that make them."""

from sources.captures.models import Capture, Host
from sources.quarantine.models import Quarantine
from sources.snapshots.models import (
    ArchivedCopy,
    Content,
    Conversation,
    EarlierText,
    Snapshot,
    SnapshotQuerySet,
    TextHash,
)
from sources.snapshots.publishers import Publisher

__all__ = [
    "ArchivedCopy",
    "Capture",
    "Content",
    "Conversation",
    "EarlierText",
    "Host",
    "Publisher",
    "Quarantine",
    "Snapshot",
    "SnapshotQuerySet",
    "TextHash",
]
