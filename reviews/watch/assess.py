"""What a look at a live page tells of the passage that was taken from it: judged, never taken.

A look that fails in passing (a timeout, a name that does not resolve) tells nothing by itself;
`reviews.watch.actions` counts such looks.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from django.utils import timezone

from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.watch import context_changes
from reviews.watch.models import LOST, OTHER_WORDS, Watch
from sources.captures.models import Capture
from sources.snapshots.models import Snapshot
from sources.urls import normalize_url
from textmatch.anchoring import Selector, find_again

Page, Passage = Watch.Page, Watch.Passage

WALLS = frozenset({401, 402, 403, 451})
"""Answers of a site that has the page and does not show it (RFC 9110, RFC 7725)."""

DAILY, WEEKLY, MONTHLY = timedelta(days=1), timedelta(days=7), timedelta(days=30)
SCHEDULE = (
    (timedelta(days=14), DAILY),
    (timedelta(days=14 + 91), WEEKLY),
    (timedelta.max, MONTHLY),
)
"""So long after publication: a look this often. docs/explanation/source-watch.md prints it."""
WATCHFUL = timedelta(days=7)
"""So long after a change a page is looked at daily again."""
SPREAD = 0.1
"""Share of a pause by which looks are moved about, so that they do not come all at once."""
QUIET = timedelta(days=7)
"""So long after somebody settled a kind of change around a passage it is not told again."""
MANY_LOOKS, LONG = 3, timedelta(days=3)
"""So many looks in a row, over at least so long, must fail before a page cannot be reached."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one look tells. `page` is empty where it tells nothing: it failed in passing.

    `start`, `end` are the place in the text of `found`, in code points; `percent` is 80 to 99
    for a near match.
    """

    page: str = ""
    passage: str = ""
    detail: str = ""
    found: Snapshot | None = None
    start: int | None = None
    end: int | None = None
    percent: int | None = None

    @property
    def is_passing(self) -> bool:
        return not self.page


def live_address(piece: Evidence) -> str:
    """Where a piece's page is looked for; "" where it came from no address."""
    page = piece.snapshot
    return page.address if page and page.address.startswith(("http://", "https://")) else ""


def selector_of(piece: Evidence) -> Selector:
    """The passage of a piece as it is looked for."""
    return Selector(
        piece.passage or piece.quote, piece.prefix, piece.suffix, piece.start, piece.end
    )


def assess_page(piece: Evidence, found: Snapshot) -> Assessment:
    """Judge the page as it is now against the one that the piece was taken from."""
    kept = piece.snapshot
    assert kept is not None
    has_moved = bool(found.address) and normalize_url(found.address) != normalize_url(
        kept.address
    )
    if found.sha256 == kept.sha256:
        same = "The page is byte for byte the one we kept."
        return _standing(piece, found, Page.MOVED if has_moved else Page.SAME, same)
    now = found.content
    if now.state != JobState.DONE or not now.text.strip():
        why = now.detail or "it has no words that can be read."
        return Assessment(detail=f"The page has changed, and cannot be read: {why}")
    if now.text == kept.content.text:
        same = "The page says the same, word for word."
        return _standing(piece, found, Page.MOVED if has_moved else Page.SAME, same)
    there = find_again(selector_of(piece), now.text)
    if "walled" in {*now.marks, *found.marks} and not there.is_found:
        return Assessment(
            Page.WALLED,
            detail="What comes is a page to sign in, to pay or to consent, and not the page.",
            found=found,
        )
    page = Page.MOVED if has_moved else Page.CHANGED
    what = f"The page is now at {found.address}" if has_moved else "The page has changed"
    says = {
        Passage.EXACT: "the passage stands where it stood.",
        Passage.MOVED: "the passage stands at another place of it.",
        Passage.NEAR: f"it has words that are {there.percent} % like the passage.",
        Passage.ABSENT: "the passage is not on it now.",
    }
    passage = Passage(there.state.value)
    percent = there.percent if passage == Passage.NEAR else None
    detail = f"{what[:400]}; {says[passage]}"
    return Assessment(page, passage, detail, found, there.start, there.end, percent)


def _standing(piece: Evidence, found: Snapshot, page: str, detail: str) -> Assessment:
    return Assessment(page, Passage.EXACT, detail, found, piece.start, piece.end)


def assess_failure(capture: Capture) -> Assessment:
    """Judge a look that brought no page."""
    status = capture.hops[-1].get("status") if capture.hops else None
    if capture.failure == "not_found":
        return Assessment(Page.GONE, detail=f"The page is gone: {capture.detail}"[:500])
    if capture.failure == "site_refused" and status in WALLS:
        return Assessment(
            Page.WALLED, detail=f"The page is not shown to us: {capture.detail}"[:500]
        )
    return Assessment(detail=f"The last look failed: {capture.detail}"[:500])


def assess_unreachable(look: Assessment, *, looks: int, since: datetime) -> Assessment:
    """What looks that failed so often and so long tell after all."""
    day = timezone.localtime(since)
    told = f"None of {looks} looks since {day.day} {day:%B} reached the page. {look.detail}"
    return Assessment(Page.UNREACHABLE, detail=told[:500])


def next_pause(watch: Watch, now: datetime) -> timedelta:
    """How long until the next look: the schedule, moved about by up to a tenth.

    Daily, too, while looks fail, so that it is soon known whether that lasts.
    """
    age = now - (watch.began_at or now)
    every = next(pause for until, pause in SCHEDULE if age < until)
    has_changed = watch.since is not None and now - watch.since < WATCHFUL
    if has_changed or watch.failed_looks:
        every = DAILY
    part = crc32(f"{watch.address} {watch.looks}".encode()) / 2**32
    return every * (1 - SPREAD + 2 * SPREAD * part)


def context_changes_of(watch: Watch, now: datetime) -> list[str]:
    """Kinds of change around a passage that still stands which somebody should look at.

    Since the page as somebody settled it last, else since the kept one. A kind that was settled
    less than QUIET ago is not told again by itself, but for the note of a correction, which no
    page has each day.
    """
    piece, found = watch.evidence, watch.found
    kept = piece.snapshot
    if watch.page not in {Page.CHANGED, Page.MOVED} or found is None or kept is None:
        return []
    if watch.passage not in {Passage.EXACT, Passage.MOVED}:
        return []
    seen = watch.seen if watch.seen and watch.seen.content.text else kept
    kinds = context_changes.find_changes(selector_of(piece), _version(seen), _version(found))
    is_quiet = watch.seen_at is not None and now - watch.seen_at < QUIET
    settled = {*watch.seen_around} - {context_changes.NOTE} if is_quiet else set()
    return [] if settled.issuperset(kinds) else kinds


def _version(page: Snapshot) -> context_changes.PageVersion:
    read = page.content
    where = normalize_url(page.address) if page.address else ""
    title = "" if page.by_hand else read.title  # that of a file may be its name
    return context_changes.PageVersion(title, read.text, read.article_text or read.text, where)


def first_pause(where: str) -> timedelta:
    """How long after publication the first look comes: 6 to 24 hours, by address."""
    return DAILY * (0.25 + 0.75 * crc32(where.encode()) / 2**32)


def describe_state(page: str, passage: str, percent: int | None = None) -> str:
    """How a page stands, as history tells it: "the page has changed; near match 91 %"."""
    if not page:
        return "not looked at"
    words = str(Page(page).label)
    if passage and page != Page.SAME:
        words += f"; {Passage(passage).label}"
        if passage == Passage.NEAR and percent is not None:
            words += f" {percent} %"
    return words


@dataclass(frozen=True, slots=True)
class LivePage:
    """How the live page of a kept page stands, for all the passages that were taken from it."""

    piece: Evidence
    words: str
    is_trouble: bool
    is_lost: bool


def live_page_of(snapshot: Snapshot) -> LivePage | None:
    """What the last looks told of a kept page's live page; None where nobody looked."""
    watches = list(
        Watch.objects.filter(evidence__snapshot=snapshot, evidence__withdrawn_at=None)
        .exclude(page="")
        .select_related("evidence")
        .order_by("-looked_at", "pk")
    )
    if not watches:
        return None
    newest = watches[0]
    lost = [one for one in watches if one.passage in OTHER_WORDS]
    day = f" {timezone.localtime(newest.since):%-d %b}" if newest.since else ""
    words = {
        Page.SAME: "Live page is the same",
        Page.CHANGED: f"Live page changed{day}",
        Page.MOVED: f"Live page moved{day}",
        Page.GONE: f"Live page gone{day}",
        Page.WALLED: f"Live page behind a wall{day}",
        Page.UNREACHABLE: f"Live page not reached{day}",
    }[Page(newest.page)]
    if newest.page not in LOST and newest.page != Page.SAME:
        words += f", {_of_passages(watches, lost, snapshot.content.pages)}"
    return LivePage((lost or watches)[0].evidence, words, bool(lost), newest.page in LOST)


def _of_passages(watches: list[Watch], lost: list[Watch], pages: list[int]) -> str:
    """ "p. 14 is the same", "2 of 3 passages on it"."""
    if lost and len(watches) == 1:
        return "passage not on it"
    if lost:
        return f"{len(watches) - len(lost)} of {len(watches)} passages on it"
    places = (
        {bisect_right(pages, one.evidence.start or 0) for one in watches} if pages else set()
    )
    if len(places) == 1:
        return f"p. {places.pop()} has the passage"
    return "passage the same" if len(watches) == 1 else "all passages the same"


def readers_note(watch: Watch) -> str:
    """What readers are told of the live page, in a sentence or two.

    Nothing before the first look, and nothing of a change that was settled. It depends on
    nothing that changes with every look.
    """
    if not watch.page or watch.settled_at is not None:
        return ""
    sentence = _OF_LOST.get(watch.page) or _OF_WORDS[Passage(watch.passage or "exact")]
    if watch.page == Page.SAME:
        return "The page still says what we quote; it has not changed."
    if watch.page == Page.MOVED:
        sentence = f"The page has moved to another address. {sentence}"
    day = f"{timezone.localtime(watch.since):%-d %B %Y}" if watch.since else ""
    seen = f" We first saw this on {day}." if day else ""
    if watch.is_trouble:
        return f"{sentence}{seen} What we quote is from the copy that we kept."
    return f"{sentence}{seen}"


_OF_LOST: dict[str, str] = {
    Page.GONE: "The page is no longer there.",
    Page.WALLED: "The page is now behind a wall: not everybody can read it.",
    Page.UNREACHABLE: "The page can no longer be reached.",
}
_OF_WORDS: dict[str, str] = {
    Passage.EXACT: "The page has changed since, and still has these words.",
    Passage.MOVED: "The page has changed since, and still has these words.",
    Passage.NEAR: "The page has changed: it has other words now in place of these.",
    Passage.ABSENT: "The page has changed: these words are no longer on it.",
}
