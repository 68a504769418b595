"""What is done about what was said. Every entrance, page, API, command or task, calls these."""

from claims.actions.articles import (
    LONGEST_TEXT,
    PAGES,
    About,
    read_again,
    submit_article,
    submit_file,
)
from claims.actions.claims import claimant_named, file, topics_named
from claims.actions.statements import (
    AlreadyTriaged,
    decline,
    join,
    lock_proposed,
    mark_statement,
    take_back,
    triage,
)

__all__ = [
    "LONGEST_TEXT",
    "PAGES",
    "About",
    "AlreadyTriaged",
    "claimant_named",
    "decline",
    "file",
    "join",
    "lock_proposed",
    "mark_statement",
    "read_again",
    "submit_article",
    "submit_file",
    "take_back",
    "topics_named",
    "triage",
]
