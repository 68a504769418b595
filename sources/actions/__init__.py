"""What is done about sources, by the people of the desk and by programs in their name."""

from sources.actions.archives import forget_archived, note_archived
from sources.actions.captures import ask_for_capture, retry_capture
from sources.actions.conversations import note_conversation
from sources.actions.erasing import (
    bytes_to_remove,
    erase,
    other_copies,
    remove_due,
    standing_alike,
    to_erase,
)
from sources.actions.keeping import (
    DECLARED,
    HAND_LIMIT,
    OUR_OWN,
    NoRoom,
    describe,
    keep_by_hand,
    kind_of,
    name_of,
    set_public,
)
from sources.actions.quarantine import (
    decided_together,
    destroy,
    in_force,
    pages_of,
    put_in_quarantine,
    release,
    remove_destroyed,
)
from sources.actions.typed import type_text, typed_pages

__all__ = [
    "DECLARED",
    "HAND_LIMIT",
    "OUR_OWN",
    "NoRoom",
    "ask_for_capture",
    "bytes_to_remove",
    "decided_together",
    "describe",
    "destroy",
    "erase",
    "forget_archived",
    "in_force",
    "keep_by_hand",
    "kind_of",
    "name_of",
    "note_archived",
    "note_conversation",
    "other_copies",
    "pages_of",
    "put_in_quarantine",
    "release",
    "remove_destroyed",
    "remove_due",
    "retry_capture",
    "set_public",
    "standing_alike",
    "to_erase",
    "type_text",
    "typed_pages",
]
