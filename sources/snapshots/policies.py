"""What may be shown of a source, and who may erase one; actions and pages both ask here."""

from accounts.models import User
from sources.snapshots.models import Conversation, Snapshot

OFF_RECORD = (
    "It was said off the record: readers may learn that we spoke, never what was said. Mark"
    " the evidence confidential and describe it for readers."
)
BACKGROUND = (
    "It was said on background: readers may not learn the words or the name. Mark the evidence"
    " confidential and describe it for readers."
)


def why_confidential(snapshot: Snapshot) -> str:
    """Why evidence from this page must be confidential, in a sentence; empty if it need not be.

    A conversation that was not on the record counts in the gate, and readers see a description.
    """
    conversation = getattr(snapshot, "conversation", None)
    if conversation is None or conversation.is_on_record:
        return ""
    is_background = conversation.terms == Conversation.Terms.BACKGROUND
    return BACKGROUND if is_background else OFF_RECORD


def may_erase(user: User) -> bool:
    """Whether this user may erase an archived page for good, if the law demands it."""
    return user.is_admin
