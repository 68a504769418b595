"""What is done about what was said. Every entrance, page, API, command or task, calls these."""

from claims.actions.articles import (
    LONGEST_TEXT,
    About,
    read_again,
    submit_article,
    submit_file,
)
from claims.actions.attached import open_attachments
from claims.actions.claimants import describe_claimant, hide_name, remember_spelling
from claims.actions.claims import claimant_named, file, topics_named
from claims.actions.feeds import (
    add_feed,
    change_feed,
    choose_feed,
    poll_now,
    start_feed,
    stop_feed,
)
from claims.actions.leanings import add_leaning, drop_leaning
from claims.actions.left_over import read_left_over
from claims.actions.letters import write_letter
from claims.actions.looking import look_again
from claims.actions.privacy import release_words, set_docket, set_private
from claims.actions.second import read_second_again
from claims.actions.splitting import proposed_pieces, rejoin, split
from claims.actions.statements import (
    AlreadyTriaged,
    correct_statement,
    decline,
    in_batch,
    join,
    lock_proposed,
    mark_statement,
    take_back,
    triage,
)
from claims.actions.tips import (
    LONGEST_TIP,
    TooManyTips,
    answer_tip,
    close_as_spam,
    erase_tip,
    forget_email,
    forget_senders,
    read_tip,
    send_tip,
    tip_of,
    undo_tip,
    withdraw_tip,
)
from claims.quarantine import (
    HOLDS,
    close_bytes,
    destroy_words,
    key_of,
    key_of_tip,
    put_back,
    refuse_quarantined,
    text_set_aside,
    texts_of,
)

__all__ = [
    "HOLDS",
    "LONGEST_TEXT",
    "LONGEST_TIP",
    "About",
    "AlreadyTriaged",
    "TooManyTips",
    "add_feed",
    "add_leaning",
    "answer_tip",
    "change_feed",
    "choose_feed",
    "claimant_named",
    "close_as_spam",
    "close_bytes",
    "correct_statement",
    "decline",
    "describe_claimant",
    "destroy_words",
    "drop_leaning",
    "erase_tip",
    "file",
    "forget_email",
    "forget_senders",
    "hide_name",
    "in_batch",
    "join",
    "key_of",
    "key_of_tip",
    "lock_proposed",
    "look_again",
    "mark_statement",
    "open_attachments",
    "poll_now",
    "proposed_pieces",
    "put_back",
    "read_again",
    "read_left_over",
    "read_second_again",
    "read_tip",
    "refuse_quarantined",
    "rejoin",
    "release_words",
    "remember_spelling",
    "send_tip",
    "set_docket",
    "set_private",
    "split",
    "start_feed",
    "stop_feed",
    "submit_article",
    "submit_file",
    "take_back",
    "text_set_aside",
    "texts_of",
    "tip_of",
    "topics_named",
    "triage",
    "undo_tip",
    "withdraw_tip",
    "write_letter",
]
