"""What may be shown of a source, and who may take one away; asked by actions and by pages."""

from accounts.models import User
from sources.snapshots.models import Conversation, Snapshot

OFF_RECORD = (
    "It was said off the record: readers may be told that we spoke, never what was said. Mark"
    " the evidence confidential and say how readers are told of it."
)
BACKGROUND = (
    "It was said on background: readers may not learn the words or the name. Mark the evidence"
    " confidential and say how readers are told of it."
)


def why_confidential(snapshot: Snapshot) -> str:
    """Why evidence from this page must be confidential, in a sentence; empty where it need not.

    A conversation that was not on the record counts in the gate and is only ever described.
    """
    conversation = getattr(snapshot, "conversation", None)
    if conversation is None or conversation.is_on_record:
        return ""
    is_background = conversation.terms == Conversation.Terms.BACKGROUND
    return BACKGROUND if is_background else OFF_RECORD


def may_erase(user: User) -> bool:
    """Whether this user may remove an archived page for good, as the law may ask."""
    return user.is_admin
