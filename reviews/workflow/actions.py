"""The actions of the move table, found by `Move.action`."""

from reviews.workflow.moves import (
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
    weigh,
)
from reviews.workflow.publishing import correct, publish, retract

__all__ = [
    "approve",
    "ask_retract",
    "assign",
    "correct",
    "drop",
    "gather",
    "publish",
    "recall",
    "release",
    "reopen",
    "retract",
    "revoke",
    "send_back",
    "stand",
    "submit",
    "take",
    "weigh",
]
