"""Every kind of event: what the history of the desk says about it, and what readers see.

A kind never changes, because events are hashed; its words may. Those of moves are in the move
table. The words are English here and translated where they are shown. A test finds every kind
that is recorded anywhere and demands its words here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

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
    _("Noted whom we asked for an answer, or why nobody was asked."),
    _("Noted whom we asked for an answer, or why nobody was asked."),
)
_REWORDED = _("Made the wording of the claim more exact.")
_CLAIMS = (
    EventKind(
        CLAIM,
        "accept",
        _("turned a statement into this claim"),
        ReadersSentence(_("Accepted a sentence from a text.")),
    ),
    EventKind(CLAIM, "file", _("filed the claim"), ReadersSentence(_("Filed the claim."))),
    EventKind(CLAIM, "queue", _("queued it")),
    EventKind(CLAIM, "undo", _("returned the statement to triage")),
    EventKind(CLAIM, "docket", _("changed what the docket shows of it")),
    EventKind(CLAIM, "join", _("joined a statement to it")),
    EventKind(CLAIM, "carry", _("found its words in a new version of the article")),
    EventKind(
        CLAIM, "words-gone", _("found its words missing from a new version of the article")
    ),
    EventKind(
        CLAIM, "settle-words", _("settled that its words are gone from the article: {note}")
    ),
    EventKind(CLAIM, "unsettle-words", _("reopened the question of its missing words")),
    EventKind(CLAIM, "prioritise", _("set its priority")),
    EventKind(CLAIM, "plan", _("set its due time and priority")),
    EventKind(CLAIM, "park", _("changed what it waits for: {waiting_for}")),
    EventKind(CLAIM, "write", _("began to write")),
    EventKind(CLAIM, "reword", _("reworded the claim"), ReadersSentence(_REWORDED, _REWORDED)),
    EventKind(
        CLAIM,
        "attach",
        _("added evidence [{number}], {stance}"),
        ReadersSentence(
            _("Added a passage of an archived page as evidence."),
            _("Added {times} passages of archived pages as evidence."),
        ),
    ),
    EventKind(CLAIM, "withdraw", _("withdrew evidence [{number}]")),
    EventKind(CLAIM, "restore", _("restored evidence [{number}]")),
    EventKind(CLAIM, "take-near", _("used the page’s own words for [{number}]")),
    EventKind(CLAIM, "describe", _("changed details of evidence [{number}]: {facts}")),
    EventKind(CLAIM, "give-page", _("gave evidence [{number}] another page")),
    EventKind(
        CLAIM,
        "confirm-origin",
        _("found that [{first}] and [{second}] have one origin: {name}"),
    ),
    EventKind(
        CLAIM, "refuse-origin", _("found that [{first}] and [{second}] have different origins")
    ),
    EventKind(
        CLAIM,
        "undecide-origin",
        _("reopened the question whether [{first}] and [{second}] have one origin"),
    ),
    EventKind(CLAIM, "add-source", _("added a source: {url}")),
    EventKind(CLAIM, "remove-source", _("removed a source: {url}")),
    EventKind(
        CLAIM, "type-source", _("transcribed an archived page used by evidence {evidence}")
    ),
    EventKind(
        CLAIM,
        "erase-desk-part",
        "erased {place} of version {revision}, as the law requires: {why}",
    ),
    EventKind(
        CLAIM,
        "erase-page",
        _("erased a page it used, as the law requires; withdrawn: {withdrawn}"),
    ),
    EventKind(
        CLAIM, "quarantine-page", _("put a file it used in quarantine; evidence: {evidence}")
    ),
    EventKind(
        CLAIM, "quarantine-text", _("put a text it came from in quarantine: article {article}")
    ),
    EventKind(
        CLAIM,
        "release-text",
        _("released a text it came from from quarantine: article {article}"),
    ),
    EventKind(
        CLAIM,
        "add-sum",
        _("added a calculation: {shown}"),
        ReadersSentence(
            _("Added a calculation with the figures."),
            _("Added {times} calculations with the figures."),
        ),
    ),
    EventKind(CLAIM, "remove-sum", _("removed the calculation “{label}”")),
    EventKind(CLAIM, "restore-sum", _("restored the calculation “{label}”")),
    EventKind(CLAIM, "note-reply", _("noted the right of reply"), _ASKED),
    EventKind(
        CLAIM,
        "note-answer",
        _("noted an answer to the right of reply"),
        ReadersSentence(_("Noted an answer."), _("Noted answers.")),
    ),
    EventKind(CLAIM, "look-again", _("started the search for sources again")),
    EventKind(CLAIM, "find", _("suggested {count} from {title}")),
    EventKind(CLAIM, "take-proposal", _("used a suggestion: {title} {url}")),
    EventKind(CLAIM, "dismiss", _("dismissed a suggestion: {title} {url}")),
    EventKind(CLAIM, "undo-proposal", _("restored a suggestion: {title} {url}")),
    EventKind(CLAIM, "watch", _("checked the live page of [{number}]: {after}")),
    EventKind(CLAIM, "settle-watch", _("settled the change to the page of [{number}]: {note}")),
    EventKind(CLAIM, "unsettle-watch", _("reopened the change to the page of [{number}]")),
    EventKind(CLAIM, "set-time", _("scheduled it for {at}")),
    EventKind(
        CLAIM,
        "ask-correct",
        _("asked for version {revision} to be confirmed as a correction: {text}"),
    ),
    EventKind(
        CLAIM, "reword-retraction", _("wrote what a retraction would tell readers: {text}")
    ),
    EventKind(CLAIM, "decline-retraction", _("closed the request for a retraction: {note}")),
    EventKind(CLAIM, "withhold", _("withheld part of it from readers ({what}): {reason}")),
    EventKind(CLAIM, "confirm-withholding", _("confirmed what is withheld ({what})")),
    EventKind(CLAIM, "keep-withholding", _("decided to keep withholding it ({what})")),
    EventKind(
        CLAIM, "lift-withholding", _("showed readers again what was withheld ({what}) {note}")
    ),
    EventKind(
        CLAIM,
        "lapse-withholding",
        _("showed again what no second editor confirmed in time ({what})"),
    ),
    EventKind(CLAIM, "move-address", _("moved the check from {old} to {new}")),
)
_PROPOSED_CHANGES = tuple(
    EventKind(subject, name, history)
    for subject in (CLAIM, PAGE, CLAIMANT)
    for name, history in (
        ("propose-change", _("proposed to change {what}")),
        ("confirm-change", _("confirmed a change of {what}")),
        ("refuse-change", _("refused to change {what}: {note}")),
        ("change-shown", _("changed {what}")),
    )
)
_PAGES = (
    EventKind(PAGE, "keep", _("archived it")),
    EventKind(PAGE, "set-publisher", _("set its publisher: {publisher}")),
    EventKind(PAGE, "describe", _("described it")),
    EventKind(PAGE, "show-whole", _("made the whole archived copy public: {licence}")),
    EventKind(PAGE, "hide", _("limited the archived copy to the desk")),
    EventKind(PAGE, "note-conversation", _("noted the conversation")),
    EventKind(PAGE, "type", _("transcribed page {page}")),
    EventKind(PAGE, "note-archived", _("added a link to another archive: {url}")),
    EventKind(PAGE, "forget-archived", _("removed a link to another archive: {url}")),
    EventKind(PAGE, "erase", _("erased it: {why}")),
)
_QUARANTINE = tuple(
    EventKind(subject, name, history)
    for subject in (PAGE, ARTICLE, TIP)
    for name, history in (
        ("quarantine", _("put it in quarantine: {why}")),
        ("release-quarantine", _("released it from quarantine")),
        ("destroy-quarantined", _("had it destroyed")),
        ("fetch-quarantined", _("downloaded it from quarantine, for the police")),
    )
)
_ARTICLES = (
    EventKind(ARTICLE, "submit-article", _("submitted the article")),
    EventKind(ARTICLE, "read", _("found its statements")),
    EventKind(ARTICLE, "read-again", _("started the reading again")),
    EventKind(ARTICLE, "read-left-over", _("found the statements in lines that were skipped")),
    EventKind(ARTICLE, "is-text", _("marked skipped lines as text")),
    EventKind(ARTICLE, "propose", _("proposed statements")),
    EventKind(ARTICLE, "read-second", _("compared the statements with a second reading")),
    EventKind(ARTICLE, "read-second-again", _("started the second reading again")),
    EventKind(ARTICLE, "look-again", _("fetched the article’s page again")),
    EventKind(ARTICLE, "open-attachments", _("opened the attachments")),
    EventKind(ARTICLE, "mark-private", _("marked the article private")),
    EventKind(ARTICLE, "mark-public", _("let readers know of the article")),
    EventKind(ARTICLE, "mark", _("marked a statement")),
    EventKind(ARTICLE, "correct-statement", _("corrected a statement")),
    EventKind(ARTICLE, "choose-speaker", _("chose who said a statement")),
    EventKind(ARTICLE, "undo-speaker", _("asked again who said a statement")),
    EventKind(ARTICLE, "decline", _("declined a statement")),
    EventKind(ARTICLE, "undo", _("returned a statement to triage")),
    EventKind(ARTICLE, "split", _("split a statement")),
    EventKind(ARTICLE, "rejoin", _("rejoined a statement")),
    EventKind(ARTICLE, "release-words", _("let the docket show the words of a statement")),
    EventKind(ARTICLE, "withhold-words", _("took the words of a statement off the docket")),
)
_TIPS = (
    EventKind(TIP, "send-tip", _("sent a tip")),
    EventKind(TIP, "send-report", _("reported that a check is wrong")),
    EventKind(TIP, "read-tip", _("turned the tip into an article")),
    EventKind(TIP, "answer-tip", _("answered the tip")),
    EventKind(TIP, "close-tip", _("closed the tip as spam")),
    EventKind(TIP, "undo-tip", _("reopened the tip")),
    EventKind(TIP, "withdraw-tip", _("withdrew the tip")),
    EventKind(TIP, "forget-email", _("forgot the sender’s address")),
    EventKind(TIP, "erase-tip", _("erased the tip: {why}")),
    EventKind(TIP, "led-to-correction", _("noted that the report led to a correction")),
)
_OTHERS = (
    EventKind(CAPTURE, "retry", _("tried the capture again: {url}")),
    EventKind(CLAIMANT, "describe", _("described the claimant")),
    EventKind(CLAIMANT, "hide-name", _("hid the name of the claimant")),
    EventKind(CLAIMANT, "remember-spelling", _("added a spelling of the name: {spelling}")),
    EventKind(FEED, "add-feed", _("added the feed {url}")),
    EventKind(FEED, "choose-feed", _("chose the feed {url}")),
    EventKind(FEED, "change-feed", _("changed the feed")),
    EventKind(FEED, "stop-feed", _("stopped the feed: {why}")),
    EventKind(FEED, "start-feed", _("restarted the feed")),
    EventKind(FEED, "poll-feed", _("asked for the feed to be fetched now")),
    EventKind(PERSON, "invite", _("made the account, as {role}")),
    EventKind(PERSON, "account-found", _("had this account before accounts had a history")),
    EventKind(PERSON, "change-role", _("changed the role to {role}")),
    EventKind(PERSON, "change-details", _("changed the account’s details")),
    EventKind(PERSON, "change-password", _("changed the password")),
    EventKind(PERSON, "reset-password", _("reset the password")),
    EventKind(PERSON, "deactivate", _("deactivated the account")),
    EventKind(PERSON, "reactivate", _("reactivated the account")),
    EventKind(PERSON, "set-by-line", _("set the by-line: {choice}")),
    EventKind(PERSON, "erase-name", _("erased the name: {why}")),
    EventKind(PERSON, "add-second-factor", _("added a second factor")),
    EventKind(PERSON, "remove-second-factor", _("removed a second factor")),
    EventKind(PERSON, "make-recovery-codes", _("made recovery codes")),
    EventKind(PERSON, "use-recovery-code", _("used a recovery code; {left} are left")),
    EventKind(PERSON, "make-token", _("made a token")),
    EventKind(PERSON, "end-token", _("ended a token")),
    EventKind(SITE, "set-standard", _("changed the desk’s standard")),
    EventKind(SITE, "lean", _("added a ranking preference: {text}")),
    EventKind(SITE, "leave-off", _("removed a ranking preference: {text}")),
    EventKind(
        SITE, "forged-page", _("found a stored page that this desk did not write: {path}")
    ),
    EventKind(ANY, "redact", _("redacted line {seq} of this history")),
    EventKind(ANY, "try-again", _("had a failed job tried again")),
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
