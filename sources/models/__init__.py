"""Snapshots, what was read in them, and the captures that make them."""

from sources.models.captures import Capture, Host
from sources.models.publishers import Publisher
from sources.models.quarantines import Quarantine
from sources.models.snapshots import (
    ArchivedCopy,
    Content,
    Conversation,
    EarlierText,
    Snapshot,
    SnapshotQuerySet,
    TextHash,
)

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
