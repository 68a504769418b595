"""Every write that the desk makes on a review, by the verbs of the newsroom."""

from reviews.actions.addresses import move_address, neutral_slug
from reviews.actions.batches import Batch, accept_all, decline_all, undo_all
from reviews.actions.captures import retry_capture, retry_capture_of
from reviews.actions.changes import (
    change_shown,
    confirm_change,
    describe_claimant,
    describe_page,
    publisher_proposed,
    refuse_change,
    set_public,
    settle,
    waiting_for,
)
from reviews.actions.corrections import confirm_correction, propose_correction
from reviews.actions.describing import describe_evidence, undescribe
from reviews.actions.drafts import reword, save_draft
from reviews.actions.erasing import erase_page
from reviews.actions.evidence import (
    add_source,
    anchor_page,
    attach_evidence,
    give_page,
    remove_source,
    restore,
    take_near,
    withdraw,
)
from reviews.actions.jobs import try_again, try_all_again
from reviews.actions.looks import judge_due, judge_page, look_by_hand, look_now
from reviews.actions.moves import (
    approve,
    ask_retract,
    assign,
    drop,
    gather,
    note_seen,
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
from reviews.actions.origins import (
    ask_to_compare,
    compare_due,
    compare_origins,
    confirm_origin,
    refuse_origin,
    undecide_origin,
)
from reviews.actions.planning import plan, plan_all
from reviews.actions.privacy import set_private
from reviews.actions.proposals import dismiss, look_again, take_proposal, undo_proposal
from reviews.actions.publication import (
    correct,
    decline_retraction,
    publish,
    retract,
    reword_retraction,
)
from reviews.actions.quarantine import quarantine
from reviews.actions.replies import note_answer, note_reply
from reviews.actions.reports import answer_report, send_report
from reviews.actions.standards import set_standard
from reviews.actions.sums import add_sum, remove_sum, restore_sum
from reviews.actions.tips import answer_tip, tell_senders
from reviews.actions.triage import accept, file_claim, queue, undo
from reviews.actions.typed import type_text
from reviews.actions.upkeep import (
    anchor_due,
    park,
    publish_due,
    release_lapsed,
    renew_lease,
)
from reviews.actions.watches import settle_words, unsettle, unsettle_words, watch_due
from reviews.actions.withholding import (
    check_of,
    confirm_withholding,
    keep_withholding,
    lapse_withholdings,
    lift_withholding,
    where_words_are,
    withhold,
)

__all__ = [
    "Batch",
    "accept",
    "accept_all",
    "add_source",
    "add_sum",
    "anchor_due",
    "anchor_page",
    "answer_report",
    "answer_tip",
    "approve",
    "ask_retract",
    "ask_to_compare",
    "assign",
    "attach_evidence",
    "change_shown",
    "check_of",
    "compare_due",
    "compare_origins",
    "confirm_change",
    "confirm_correction",
    "confirm_origin",
    "confirm_withholding",
    "correct",
    "decline_all",
    "decline_retraction",
    "describe_claimant",
    "describe_evidence",
    "describe_page",
    "dismiss",
    "drop",
    "erase_page",
    "file_claim",
    "gather",
    "give_page",
    "judge_due",
    "judge_page",
    "keep_withholding",
    "lapse_withholdings",
    "lift_withholding",
    "look_again",
    "look_by_hand",
    "look_now",
    "move_address",
    "neutral_slug",
    "note_answer",
    "note_reply",
    "note_seen",
    "park",
    "plan",
    "plan_all",
    "propose_correction",
    "publish",
    "publish_due",
    "publisher_proposed",
    "quarantine",
    "queue",
    "recall",
    "refuse_change",
    "refuse_origin",
    "release",
    "release_lapsed",
    "remove_source",
    "remove_sum",
    "renew_lease",
    "reopen",
    "restore",
    "restore_sum",
    "retract",
    "retry_capture",
    "retry_capture_of",
    "revoke",
    "reword",
    "reword_retraction",
    "save_draft",
    "send_back",
    "send_report",
    "set_priority",
    "set_private",
    "set_public",
    "set_standard",
    "settle",
    "settle_words",
    "stand",
    "submit",
    "take",
    "take_near",
    "take_next",
    "take_proposal",
    "tell_senders",
    "try_again",
    "try_all_again",
    "type_text",
    "undecide_origin",
    "undescribe",
    "undo",
    "undo_all",
    "undo_proposal",
    "unsettle",
    "unsettle_words",
    "waiting_for",
    "watch_due",
    "weigh",
    "where_words_are",
    "withdraw",
    "withhold",
]
