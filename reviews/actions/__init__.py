"""Every write that the desk makes on a review, by the verbs of the newsroom."""

from reviews.actions.drafts import note_reply, reword, save_draft
from reviews.actions.evidence import anchor_page, attach_evidence, take_near, withdraw
from reviews.actions.moves import (
    approve,
    ask_retract,
    assign,
    drop,
    gather,
    recall,
    release,
    reopen,
    revoke,
    send_back,
    stand,
    submit,
    take,
    take_next,
    weigh,
)
from reviews.actions.publication import correct, publish, retract
from reviews.actions.triage import accept, file_claim, queue, undo
from reviews.actions.upkeep import (
    anchor_due,
    park,
    publish_due,
    release_lapsed,
    renew_lease,
    set_priority,
)

__all__ = [
    "accept",
    "anchor_due",
    "anchor_page",
    "approve",
    "ask_retract",
    "assign",
    "attach_evidence",
    "correct",
    "drop",
    "file_claim",
    "gather",
    "note_reply",
    "park",
    "publish",
    "publish_due",
    "queue",
    "recall",
    "release",
    "release_lapsed",
    "renew_lease",
    "reopen",
    "retract",
    "revoke",
    "reword",
    "save_draft",
    "send_back",
    "set_priority",
    "stand",
    "submit",
    "take",
    "take_near",
    "take_next",
    "undo",
    "weigh",
    "withdraw",
]
