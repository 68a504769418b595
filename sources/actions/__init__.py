"""What is done about sources, by the people of the desk and by programs in their name."""

from sources.actions.archives import note_archived
from sources.actions.captures import ask_for_capture, retry_capture
from sources.actions.keeping import DECLARED, HAND_LIMIT, keep_by_hand, kind_of

__all__ = [
    "DECLARED",
    "HAND_LIMIT",
    "ask_for_capture",
    "keep_by_hand",
    "kind_of",
    "note_archived",
    "retry_capture",
]
