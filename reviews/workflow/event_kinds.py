"""Every kind of event: what the desk's history says of it, and what readers are told.

A kind never changes, because events are hashed; its words may. Those of moves are in the move
table. A test finds every kind that is recorded anywhere and demands its words here.
"""

from dataclasses import dataclass

from reviews.review.table import MOVES, ReadersSentence

CLAIM, PAGE, ARTICLE, TIP = "claim", "snapshot", "article", "tip"
CAPTURE, CLAIMANT, FEED, PERSON, SITE = "capture", "claimant", "feed", "user", "site"
ANY = "*"


@dataclass(frozen=True)
class EventKind:
    """One kind of event in the chains of one subject: `claim` for `claim:3`."""

    subject: str
    name: str
    history: str
    """What somebody did: "added evidence [{number}]". Placeholders are keys of the payload."""
    readers: ReadersSentence | None = None
    """What readers are told of it; None: nothing."""
    changes_what_readers_see: bool = False


_MOVES = tuple(
    EventKind(CLAIM, move.name, move.history, move.readers, move.changes_what_readers_see)
    for move in MOVES
)
_ASKED = ReadersSentence(
    "Noted whom we asked for an answer, or why nobody was asked.",
    "Noted whom we asked for an answer, or why nobody was asked.",
)
_REWORDED = "Made the wording of the claim more exact."
_CLAIMS = (
    EventKind(
        CLAIM,
        "accept",
        "turned a statement into this claim",
        ReadersSentence("Accepted a sentence from a text."),
    ),
    EventKind(CLAIM, "file", "filed the claim", ReadersSentence("Filed the claim.")),
    EventKind(CLAIM, "queue", "queued it"),
    EventKind(CLAIM, "undo", "returned the statement to triage"),
    EventKind(CLAIM, "docket", "changed what the docket shows of it"),
    EventKind(CLAIM, "join", "joined a statement to it"),
    EventKind(CLAIM, "carry", "found its words in a new version of the article"),
    EventKind(CLAIM, "words-gone", "found its words missing from a new version of the article"),
    EventKind(
        CLAIM, "settle-words", "settled that its words are gone from the article: {note}"
    ),
    EventKind(CLAIM, "unsettle-words", "reopened the question of its missing words"),
    EventKind(CLAIM, "prioritise", "set its priority"),
    EventKind(CLAIM, "plan", "set its due time and priority"),
    EventKind(CLAIM, "park", "changed what it waits for: {waiting_for}"),
    EventKind(CLAIM, "write", "began to write"),
    EventKind(CLAIM, "reword", "reworded the claim", ReadersSentence(_REWORDED, _REWORDED)),
    EventKind(
        CLAIM,
        "attach",
        "added evidence [{number}], {stance}",
        ReadersSentence(
            "Added a passage of an archived page as evidence.",
            "Added {times} passages of archived pages as evidence.",
        ),
    ),
    EventKind(CLAIM, "withdraw", "withdrew evidence [{number}]"),
    EventKind(CLAIM, "restore", "restored evidence [{number}]"),
    EventKind(CLAIM, "take-near", "used the page’s own words for [{number}]"),
    EventKind(CLAIM, "describe", "changed details of evidence [{number}]: {facts}"),
    EventKind(CLAIM, "give-page", "gave evidence [{number}] another page"),
    EventKind(
        CLAIM, "confirm-origin", "found that [{first}] and [{second}] have one origin: {name}"
    ),
    EventKind(
        CLAIM, "refuse-origin", "found that [{first}] and [{second}] have different origins"
    ),
    EventKind(
        CLAIM,
        "undecide-origin",
        "reopened the question whether [{first}] and [{second}] have one origin",
    ),
    EventKind(CLAIM, "add-source", "added a source: {url}"),
    EventKind(CLAIM, "remove-source", "removed a source: {url}"),
    EventKind(CLAIM, "type-source", "transcribed an archived page used by evidence {evidence}"),
    EventKind(
        CLAIM,
        "erase-desk-part",
        "erased {place} of version {revision}, as the law requires: {why}",
    ),
    EventKind(
        CLAIM,
        "erase-page",
        "erased a page it used, as the law requires; withdrawn: {withdrawn}",
    ),
    EventKind(
        CLAIM, "quarantine-page", "put a file it used in quarantine; evidence: {evidence}"
    ),
    EventKind(
        CLAIM, "quarantine-text", "put a text it came from in quarantine: article {article}"
    ),
    EventKind(
        CLAIM, "release-text", "released a text it came from from quarantine: article {article}"
    ),
    EventKind(
        CLAIM,
        "add-sum",
        "added a calculation: {shown}",
        ReadersSentence(
            "Added a calculation with the figures.",
            "Added {times} calculations with the figures.",
        ),
    ),
    EventKind(CLAIM, "remove-sum", "removed the calculation “{label}”"),
    EventKind(CLAIM, "restore-sum", "restored the calculation “{label}”"),
    EventKind(CLAIM, "note-reply", "noted the right of reply", _ASKED),
    EventKind(
        CLAIM,
        "note-answer",
        "noted an answer to the right of reply",
        ReadersSentence("Noted an answer.", "Noted answers."),
    ),
    EventKind(CLAIM, "look-again", "started the search for sources again"),
    EventKind(CLAIM, "find", "suggested {count} from {title}"),
    EventKind(CLAIM, "take-proposal", "used a suggestion: {title} {url}"),
    EventKind(CLAIM, "dismiss", "dismissed a suggestion: {title} {url}"),
    EventKind(CLAIM, "undo-proposal", "restored a suggestion: {title} {url}"),
    EventKind(CLAIM, "watch", "checked the live page of [{number}]: {after}"),
    EventKind(CLAIM, "settle-watch", "settled the change to the page of [{number}]: {note}"),
    EventKind(CLAIM, "unsettle-watch", "reopened the change to the page of [{number}]"),
    EventKind(CLAIM, "set-time", "scheduled it for {at}"),
    EventKind(
        CLAIM,
        "ask-correct",
        "asked for version {revision} to be confirmed as a correction: {text}",
    ),
    EventKind(CLAIM, "reword-retraction", "wrote what a retraction would tell readers: {text}"),
    EventKind(CLAIM, "decline-retraction", "closed the request for a retraction: {note}"),
    EventKind(CLAIM, "withhold", "withheld part of it from readers ({what}): {reason}"),
    EventKind(CLAIM, "confirm-withholding", "confirmed what is withheld ({what})"),
    EventKind(CLAIM, "keep-withholding", "decided to keep withholding it ({what})"),
    EventKind(
        CLAIM, "lift-withholding", "showed readers again what was withheld ({what}) {note}"
    ),
    EventKind(
        CLAIM,
        "lapse-withholding",
        "showed again what no second editor confirmed in time ({what})",
    ),
    EventKind(CLAIM, "move-address", "moved the check from {old} to {new}"),
)
_PROPOSED_CHANGES = tuple(
    EventKind(subject, name, history)
    for subject in (CLAIM, PAGE, CLAIMANT)
    for name, history in (
        ("propose-change", "proposed to change {what}"),
        ("confirm-change", "confirmed a change of {what}"),
        ("refuse-change", "refused to change {what}: {note}"),
        ("change-shown", "changed {what}"),
    )
)
_PAGES = (
    EventKind(PAGE, "keep", "archived it"),
    EventKind(PAGE, "set-publisher", "set its publisher: {publisher}"),
    EventKind(PAGE, "describe", "described it"),
    EventKind(PAGE, "show-whole", "made the whole archived copy public: {licence}"),
    EventKind(PAGE, "hide", "limited the archived copy to the desk"),
    EventKind(PAGE, "note-conversation", "noted the conversation"),
    EventKind(PAGE, "type", "transcribed page {page}"),
    EventKind(PAGE, "note-archived", "added a link to another archive: {url}"),
    EventKind(PAGE, "forget-archived", "removed a link to another archive: {url}"),
    EventKind(PAGE, "erase", "erased it: {why}"),
)
_QUARANTINE = tuple(
    EventKind(subject, name, history)
    for subject in (PAGE, ARTICLE, TIP)
    for name, history in (
        ("quarantine", "put it in quarantine: {why}"),
        ("release-quarantine", "released it from quarantine"),
        ("destroy-quarantined", "had it destroyed"),
        ("fetch-quarantined", "downloaded it from quarantine, for the police"),
    )
)
_ARTICLES = (
    EventKind(ARTICLE, "submit-article", "submitted the article"),
    EventKind(ARTICLE, "read", "found its statements"),
    EventKind(ARTICLE, "read-again", "started the reading again"),
    EventKind(ARTICLE, "read-left-over", "found the statements in lines that were skipped"),
    EventKind(ARTICLE, "is-text", "marked skipped lines as text"),
    EventKind(ARTICLE, "propose", "proposed statements"),
    EventKind(ARTICLE, "read-second", "compared the statements with a second reading"),
    EventKind(ARTICLE, "read-second-again", "started the second reading again"),
    EventKind(ARTICLE, "look-again", "fetched the article’s page again"),
    EventKind(ARTICLE, "open-attachments", "opened the attachments"),
    EventKind(ARTICLE, "mark-private", "marked the article private"),
    EventKind(ARTICLE, "mark-public", "let readers know of the article"),
    EventKind(ARTICLE, "mark", "marked a statement"),
    EventKind(ARTICLE, "correct-statement", "corrected a statement"),
    EventKind(ARTICLE, "decline", "declined a statement"),
    EventKind(ARTICLE, "undo", "returned a statement to triage"),
    EventKind(ARTICLE, "split", "split a statement"),
    EventKind(ARTICLE, "rejoin", "rejoined a statement"),
    EventKind(ARTICLE, "release-words", "let the docket show the words of a statement"),
    EventKind(ARTICLE, "withhold-words", "took the words of a statement off the docket"),
)
_TIPS = (
    EventKind(TIP, "send-tip", "sent a tip"),
    EventKind(TIP, "send-report", "reported that a check is wrong"),
    EventKind(TIP, "read-tip", "turned the tip into an article"),
    EventKind(TIP, "answer-tip", "answered the tip"),
    EventKind(TIP, "close-tip", "closed the tip as spam"),
    EventKind(TIP, "undo-tip", "reopened the tip"),
    EventKind(TIP, "withdraw-tip", "withdrew the tip"),
    EventKind(TIP, "forget-email", "forgot the sender’s address"),
    EventKind(TIP, "erase-tip", "erased the tip: {why}"),
    EventKind(TIP, "led-to-correction", "noted that the report led to a correction"),
)
_OTHERS = (
    EventKind(CAPTURE, "retry", "tried the capture again: {url}"),
    EventKind(CLAIMANT, "describe", "described the claimant"),
    EventKind(CLAIMANT, "hide-name", "hid the name of the claimant"),
    EventKind(CLAIMANT, "remember-spelling", "added a spelling of the name: {spelling}"),
    EventKind(FEED, "add-feed", "added the feed {url}"),
    EventKind(FEED, "choose-feed", "chose the feed {url}"),
    EventKind(FEED, "change-feed", "changed the feed"),
    EventKind(FEED, "stop-feed", "stopped the feed: {why}"),
    EventKind(FEED, "start-feed", "restarted the feed"),
    EventKind(FEED, "poll-feed", "asked for the feed to be fetched now"),
    EventKind(PERSON, "invite", "made the account, as {role}"),
    EventKind(PERSON, "account-found", "had this account before accounts had a history"),
    EventKind(PERSON, "change-role", "changed the role to {role}"),
    EventKind(PERSON, "change-details", "changed the account’s details"),
    EventKind(PERSON, "change-password", "changed the password"),
    EventKind(PERSON, "reset-password", "reset the password"),
    EventKind(PERSON, "deactivate", "deactivated the account"),
    EventKind(PERSON, "reactivate", "reactivated the account"),
    EventKind(PERSON, "set-by-line", "set the by-line: {choice}"),
    EventKind(PERSON, "erase-name", "erased the name: {why}"),
    EventKind(PERSON, "add-second-factor", "added a second factor"),
    EventKind(PERSON, "remove-second-factor", "removed a second factor"),
    EventKind(PERSON, "make-recovery-codes", "made recovery codes"),
    EventKind(PERSON, "use-recovery-code", "used a recovery code; {left} are left"),
    EventKind(PERSON, "make-token", "made a token"),
    EventKind(PERSON, "end-token", "ended a token"),
    EventKind(SITE, "set-standard", "changed the desk’s standard"),
    EventKind(SITE, "lean", "added a ranking preference: {text}"),
    EventKind(SITE, "leave-off", "removed a ranking preference: {text}"),
    EventKind(SITE, "forged-page", "found a stored page that this desk did not write: {path}"),
    EventKind(ANY, "redact", "redacted line {seq} of this history"),
    EventKind(ANY, "try-again", "had a failed job tried again"),
)
EVENT_KINDS = (
    *_MOVES,
    *_CLAIMS,
    *_PROPOSED_CHANGES,
    *_PAGES,
    *_QUARANTINE,
    *_ARTICLES,
    *_TIPS,
    *_OTHERS,
)
_BY_NAME = {(one.subject, one.name): one for one in EVENT_KINDS}


def event_kind(chain: str, name: str) -> EventKind | None:
    """The kind of an event in a chain; None for one that only an older version recorded."""
    subject = chain.partition(":")[0]
    return _BY_NAME.get((subject, name)) or _BY_NAME.get((ANY, name))
