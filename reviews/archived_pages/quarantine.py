"""Quarantines what may be illegal to possess, everywhere at the desk.

Any checker can quarantine a file, a text or a tip. Everything with the same bytes or words is
closed in the same transaction: archived pages, articles, tips, the e-mails that contained it,
and what it contained. Only an admin can release it, so there is no undo (ADR 30).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.models import Article
from claims.quarantine import actions
from claims.statements.models import Statement
from claims.tips import quarantine as tip_quarantine
from claims.tips.models import Tip
from history.record import ToRecord, record, record_each
from reviews.archived_pages.erasure import (
    forget_live_pages,
    forget_proposals,
    lock_reviews_using,
    rows_about,
)
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.watch.models import Watch
from reviews.workflow.moves import NO_SET_TIME
from sources.quarantine.models import Quarantine
from sources.snapshots import quarantine as quarantine_actions
from sources.snapshots.models import Snapshot
from sources.snapshots.storage import lock_bytes
from sources.snapshots.storage_errors import BytesGone, open_bytes

ERASED = "This page is erased: there is nothing to quarantine."
AGAIN = "Somebody is working on it right now. Nothing was quarantined: try again."
ATTEMPTS = 5
DESTROYED = "It was destroyed."


class _Grew(Exception):
    """Somebody used it, or opened an attachment, while it was being closed."""


def quarantine_page(snapshot: Snapshot, *, why: str, by: User) -> Quarantine:
    """Close the file of an archived page to everybody, at once. Any checker may.

    Its words, and those of articles made from it, are not shown any more. Proposals from it are
    erased, its live page is not watched any more, and a version that quotes it is not published
    at its set time. Articles become private. Evidence is kept and marked, but doesn't count in
    any gate until the file is released. Raises `ValidationError` without a reason, and for an
    erased page.
    """
    if snapshot.content.is_erased:
        raise ValidationError(ERASED)
    return _close(snapshot.sha256, Tip.objects.none(), why=why, by=by)


def quarantine_article(article: Article, *, why: str, by: User) -> Quarantine:
    """Close a text to everybody: the file it was extracted from, or the text itself."""
    tips = Tip.objects.filter(article=article)
    if article.is_quarantined and (row := quarantine_of(article)):
        return row
    return _close(actions.quarantine_key(article), tips, why=why, by=by)


def quarantine_tip(tip: Tip, *, why: str, by: User) -> Quarantine:
    """Close what a reader sent, all tips that say the same, and what was made of them."""
    if tip.erased_at:
        raise ValidationError(_("This tip is erased: there is nothing to quarantine."))
    if tip.quarantined_at:
        return tip.set_aside.quarantine
    return _close(
        tip_quarantine.tip_quarantine_key(tip), Tip.objects.filter(pk=tip.pk), why=why, by=by
    )


def quarantine_of(article: Article) -> Quarantine | None:
    """The quarantine that an article is in, or None."""
    if article.quarantined_at is not None:
        return article.set_aside.quarantine
    page = article.archived_page
    return quarantine_actions.in_force(page.sha256) if page else None


@dataclass
class _Extent:
    """What has to be closed together, as hashes. `inside` is the thing and its contents."""

    first: str
    inside: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)

    @property
    def hashes(self) -> list[str]:
        """In the order in which they are closed, beginning with the one that was chosen."""
        return [self.first, *sorted((self.inside | self.around) - {self.first})]

    @property
    def pages(self) -> list[Snapshot]:
        return [page for sha256 in self.hashes for page in quarantine_actions.pages_of(sha256)]


def _extent(first: str, tips: Iterable[Tip]) -> _Extent:
    """A file, the e-mails that contain its bytes, and the files that it contains."""
    extent = _Extent(first, {first})
    articles: dict[int, Article] = {}
    waiting = [
        *actions.articles_with_hash(first),
        *(tip.article for tip in tips if tip.article),
    ]
    while waiting:
        article = waiting.pop()
        if article.pk in articles:
            continue
        articles[article.pk] = article
        extent.inside |= _key(article)
        waiting += list(article.attachments.all())
    for article in articles.values():
        outer = article.attached_to
        while outer is not None:
            extent.around |= _key(outer)
            outer = outer.attached_to
    extent.around -= extent.inside
    return extent


def _key(article: Article) -> set[str]:
    """The hash of an article; empty if it is closed already, or nothing of it is kept."""
    try:
        return set() if article.quarantined_at else {actions.quarantine_key(article)}
    except ValidationError:
        return set()


def _close(first: str, tips: Iterable[Tip], *, why: str, by: User) -> Quarantine:
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say in a few words what it is, without details.")})
    if row := quarantine_actions.in_force(first):
        return row
    for _attempt in range(ATTEMPTS):
        try:
            return _close_all(first, list(tips), why=why, by=by)
        except _Grew:
            continue
    raise ValidationError(AGAIN)


@transaction.atomic
def _close_all(first: str, tips: list[Tip], *, why: str, by: User) -> Quarantine:
    """Lock reviews, then hashes, then rows, then the heads of chains, like everybody."""
    extent = _extent(first, tips)
    reviews = list(lock_reviews_using(extent.pages))
    events = [_close_in(review, extent.pages, by=by) for review in reviews]
    for sha256 in sorted(extent.hashes):
        lock_bytes(sha256)
    if _extent(first, tips) != extent:
        raise _Grew
    pages, row = extent.pages, None
    for sha256 in extent.hashes:
        reason = actions.HOLDS if sha256 in extent.around else why
        closed, told = actions.quarantine_everywhere(sha256, why=reason, closed_with=row, by=by)
        row, events = row or closed, [*events, *told]
    assert row is not None
    if set(lock_reviews_using(pages)) != set(reviews):
        raise _Grew
    Watch.objects.filter(copy__in=pages).update(copy=None, copy_by=None)
    events += _tell_claims(events)
    record_each(events, by=by)
    return row


def _close_in(review: Review, pages: list[Snapshot], *, by: User) -> ToRecord:
    pieces = review.evidence.filter(rows_about(pages))
    pieces.update(near_passage="", near_percent=None)
    forget_live_pages(list(pieces.values_list("pk", flat=True)))
    forget_proposals(review, pages, by=by)
    if review.publish_at is not None:
        Review.objects.filter(pk=review.pk).update(**NO_SET_TIME)
    numbers = ", ".join(f"[{piece.number}]" for piece in pieces.order_by("number"))
    facts = {"review": review.pk, "evidence": numbers or "none"}
    return f"claim:{review.claim_id}", "quarantine-page", facts


def _tell_claims(events: list[ToRecord], kind: str = "quarantine-text") -> list[ToRecord]:
    """Events for each claim that was made from these articles.

    Marks the published checks that mention them, or cite their sources, as changed.
    """
    articles = [
        int(chain.partition(":")[2]) for chain, _, _ in events if chain.startswith("article:")
    ]
    said = Statement.objects.filter(article__in=articles, claim__isnull=False)
    found = sorted(set(said.values_list("claim", "article")))
    told_of = Q(claim__in=[claim for claim, _ in found])
    snapshots = [
        pk
        for article in Article.objects.filter(pk__in=articles).select_related("capture")
        if (pk := article.capture.snapshot_id if article.capture else article.page_id)
    ]
    told_of |= Q(review__evidence__snapshot__in=snapshots)
    publications = Publication.objects.filter(told_of).order_by().values("pk")
    Publication.objects.filter(pk__in=publications).update(privacy_changed_at=Now())
    return [(f"claim:{claim}", kind, {"article": article}) for claim, article in found]


@transaction.atomic
def release_quarantine(sha256: str, *, by: User) -> None:
    """Release something harmless, and everything that was closed with it.

    Files are parsed again. Texts stay private until an editor makes them public. Impossible
    after it was destroyed.
    """
    rows = quarantine_actions.decided_together(sha256, by=by)
    events: list[ToRecord] = []
    for row in rows:
        facts = {"sha256": row.sha256}
        pages = quarantine_actions.release(row, by=by)
        events += [(f"snapshot:{page.pk}", "release-quarantine", facts) for page in pages]
        events += actions.release_texts(row)
    events += _tell_claims(events, "release-text")
    record_each(events, by=by)


@transaction.atomic
def destroy_quarantined(sha256: str, *, by: User) -> None:
    """Remove bytes and words for good, with everything closed with them. Hashes are kept."""
    events: list[ToRecord] = []
    for row in quarantine_actions.decided_together(sha256, by=by):
        if row.destroyed_at is None:
            facts = {"sha256": row.sha256}
            pages = quarantine_actions.destroy(row, by=by)
            events += [(f"snapshot:{page.pk}", "destroy-quarantined", facts) for page in pages]
            events += actions.destroy_words(row)
    record_each(events, by=by)


@transaction.atomic
def fetch_quarantined(sha256: str, *, chain: str, by: User) -> IO[bytes]:
    """The bytes or the text, for an admin who hands them to the police. This is recorded.

    `chain` is the chain of what it was fetched from. Raises `BytesGone` or `StoreAway`.
    """
    rows = quarantine_actions.decided_together(sha256, by=by)
    row = next(one for one in rows if one.sha256 == sha256)
    record(chain, "fetch-quarantined", by=by, sha256=sha256)
    if quarantine_actions.pages_of(sha256).exists():
        return open_bytes(sha256, quarantined_too=True)
    text = actions.quarantined_text(row)
    if text is None:
        raise BytesGone(DESTROYED)
    return BytesIO(text.encode())
