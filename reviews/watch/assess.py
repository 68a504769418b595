"""Assesses a live page: is it still there, and does it still have the passage we took from it?

One temporary failure (a timeout, a name that doesn't resolve) means nothing by itself;
`reviews.watch.checks` counts them.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
"""Statuses of a site that has the page and doesn't show it (RFC 9110, RFC 7725)."""

DAILY, WEEKLY, MONTHLY = timedelta(days=1), timedelta(days=7), timedelta(days=30)
SCHEDULE = (
    (timedelta(days=14), DAILY),
    (timedelta(days=14 + 91), WEEKLY),
    (timedelta.max, MONTHLY),
)
"""How long after publication a page is checked how often. Printed in source-watch.md."""
WATCHFUL = timedelta(days=7)
"""How long a page is checked daily after it changed."""
SPREAD = 0.1
"""The share of a pause by which checks are shifted, so that they don't all come at once."""
QUIET = timedelta(days=7)
"""How long a settled kind of change around a passage isn't reported again."""
MANY_LOOKS, LONG = 3, timedelta(days=3)
"""How many checks in a row, over what time, must fail before a page is unreachable."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result of one check. `page` is empty after a temporary failure.

    `start` and `end` are the place in the text of `found`, in code points; `percent` is 80 to
    99 for a near match.
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
    """The address at which a piece's page is checked; "" if it has none."""
    page = piece.snapshot
    return page.address if page and page.address.startswith(("http://", "https://")) else ""


def selector_of(piece: Evidence) -> Selector:
    """What is needed to find the passage of a piece of evidence again."""
    return Selector(
        piece.passage or piece.quote, piece.prefix, piece.suffix, piece.start, piece.end
    )


def assess_page(piece: Evidence, found: Snapshot) -> Assessment:
    """Compare the page as it is now with the one that the piece was taken from."""
    kept = piece.snapshot
    assert kept is not None
    has_moved = bool(found.address) and normalize_url(found.address) != normalize_url(
        kept.address
    )
    if found.sha256 == kept.sha256:
        same = "The page is byte for byte the one we archived."
        return _standing(piece, found, Page.MOVED if has_moved else Page.SAME, same)
    now = found.content
    if now.state != JobState.DONE or not now.text.strip():
        why = now.detail or "it has no readable words."
        return Assessment(detail=f"The page has changed and can’t be read: {why}")
    if now.text == kept.content.text:
        same = "The page says the same, word for word."
        return _standing(piece, found, Page.MOVED if has_moved else Page.SAME, same)
    there = find_again(selector_of(piece), now.text)
    if "walled" in {*now.marks, *found.marks} and not there.is_found:
        return Assessment(
            Page.WALLED,
            detail="The site shows a page for signing in, paying or consenting instead.",
            found=found,
        )
    page = Page.MOVED if has_moved else Page.CHANGED
    what = f"The page is now at {found.address}" if has_moved else "The page has changed"
    says = {
        Passage.EXACT: "the passage is where it was.",
        Passage.MOVED: "the passage is at another place.",
        Passage.NEAR: f"it has words that are {there.percent} % like the passage.",
        Passage.ABSENT: "the passage is not on it any more.",
    }
    passage = Passage(there.state.value)
    percent = there.percent if passage == Passage.NEAR else None
    detail = f"{what[:400]}; {says[passage]}"
    return Assessment(page, passage, detail, found, there.start, there.end, percent)


def _standing(piece: Evidence, found: Snapshot, page: str, detail: str) -> Assessment:
    return Assessment(page, Passage.EXACT, detail, found, piece.start, piece.end)


def assess_failure(capture: Capture) -> Assessment:
    """Assess a check that got no page."""
    status = capture.hops[-1].get("status") if capture.hops else None
    if capture.failure == "not_found":
        return Assessment(Page.GONE, detail=f"The page is gone: {capture.detail}"[:500])
    if capture.failure == "site_refused" and status in WALLS:
        return Assessment(
            Page.WALLED, detail=f"The page isn’t shown to us: {capture.detail}"[:500]
        )
    return Assessment(detail=f"The last check failed: {capture.detail}"[:500])


def assess_unreachable(look: Assessment, *, looks: int, since: datetime) -> Assessment:
    """The assessment after so many failures over so long a time."""
    day = timezone.localtime(since)
    told = f"None of {looks} checks since {day.day} {day:%B} reached the page. {look.detail}"
    return Assessment(Page.UNREACHABLE, detail=told[:500])


def next_pause(watch: Watch, now: datetime) -> timedelta:
    """How long until the next check: the schedule, shifted by up to a tenth.

    Also daily while checks fail, so that we soon know whether that lasts.
    """
    age = now - (watch.began_at or now)
    every = next(pause for until, pause in SCHEDULE if age < until)
    has_changed = watch.since is not None and now - watch.since < WATCHFUL
    if has_changed or watch.failed_looks:
        every = DAILY
    part = crc32(f"{watch.address} {watch.looks}".encode()) / 2**32
    return every * (1 - SPREAD + 2 * SPREAD * part)


def context_changes_of(watch: Watch, now: datetime) -> list[str]:
    """Kinds of change around a passage that is still there which somebody should look at.

    Compared with the page as it was last settled, or else with the archived one. A kind that
    was settled less than QUIET ago isn't reported again, except the note of a correction, which
    no page has every day.
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
    """How long after publication the first check comes: 6 to 24 hours, by address."""
    return DAILY * (0.25 + 0.75 * crc32(where.encode()) / 2**32)


def describe_state(page: str, passage: str, percent: int | None = None) -> str:
    """The state of a page in words, for history: "the page has changed; near match 91 %"."""
    if not page:
        return "not checked"
    words = str(Page(page).label)
    if passage and page != Page.SAME:
        words += f"; {Passage(passage).label}"
        if passage == Passage.NEAR and percent is not None:
            words += f" {percent} %"
    return words


@dataclass(frozen=True, slots=True)
class LivePage:
    """The state of a live page, for all passages that were taken from our archived copy."""

    piece: Evidence
    words: str
    is_trouble: bool
    is_lost: bool


def live_page_of(snapshot: Snapshot) -> LivePage | None:
    """The live page of an archived one, as last checked; None if it was never checked."""
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
    words = _LIVE[Page(newest.page)] % {"day": _short_day(newest.since)}
    words = " ".join(words.split())
    if newest.page not in LOST and newest.page != Page.SAME:
        words += f", {_of_passages(watches, lost, snapshot.content.pages)}"
    return LivePage((lost or watches)[0].evidence, words, bool(lost), newest.page in LOST)


_LIVE = {
    Page.SAME: _("Live page is the same"),
    Page.CHANGED: _("Live page changed %(day)s"),
    Page.MOVED: _("Live page moved %(day)s"),
    Page.GONE: _("Live page gone %(day)s"),
    Page.WALLED: _("Live page behind a wall %(day)s"),
    Page.UNREACHABLE: _("Live page not reached %(day)s"),
}


def _short_day(moment: datetime | None) -> str:
    """The day in the format of the page, without the year; empty if it isn't known."""
    return date_format(timezone.localtime(moment), gettext("j M")) if moment else ""


def _of_passages(watches: list[Watch], lost: list[Watch], pages: list[int]) -> str:
    """ "p. 14 has the passage", "2 of 3 passages on it"."""
    if lost and len(watches) == 1:
        return gettext("passage not on it")
    if lost:
        counts = {"found": len(watches) - len(lost), "all": len(watches)}
        return gettext("%(found)s of %(all)s passages on it") % counts
    places = (
        {bisect_right(pages, one.evidence.start or 0) for one in watches} if pages else set()
    )
    if len(places) == 1:
        return gettext("p. %(page)s has the passage") % {"page": places.pop()}
    if len(watches) == 1:
        return gettext("passage the same")
    return gettext("all passages the same")


def readers_note(watch: Watch) -> str:
    """What readers are told about the live page, in a sentence or two.

    Nothing before the first check, and nothing about a settled change. It depends on nothing
    that changes with every check.
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
        return f"{sentence}{seen} What we quote is from our archived copy."
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
