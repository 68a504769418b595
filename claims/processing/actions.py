"""Submit texts, addresses and files as articles, and retry a failed extraction."""

from datetime import date
from pathlib import PurePath
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles import privacy_rule
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from claims.extraction import normalize_line_ends
from claims.processing import turns
from claims.processing.file_types import NAMED_BY_FILE, READ_IN_CHILD, accept_file
from claims.set_aside.actions import close_if_quarantined, lock_text
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources import urls as source_urls
from sources.captures.actions import ask_for_capture, retry_capture
from sources.parsing import parser as parsing_parser
from sources.snapshots.actions import archive_by_hand
from sources.snapshots.publishers import Publisher

LONGEST_TEXT = 2_000_000
"""Characters of one article: more than 200,000 words, twice as many as a long book."""


class SubmissionDetails(TypedDict, total=False):
    """What is known about a text on submission. `url` is the address where it was found.

    `came_by` is one of Article.CameBy; by default it follows from what is submitted. `once` is
    an idempotency key: if the same person sends it twice, the first article is returned.
    """

    url: str
    title: str
    publisher: str
    published_on: date | None
    language: str
    came_by: str
    feed_id: int | None
    attached_to: Article | None
    once: UUID | None


@transaction.atomic
def submit_article(*, text: str = "", by: User, **about: Unpack[SubmissionDetails]) -> Article:
    """Create an article from a text, or from the page at an address, and dispatch extraction.

    The text is stored with LF as line ends and without NUL; nothing else is changed.
    """
    if before := _sent_before(about, by):
        return before
    return _submit_text(text, [], by, about)


@transaction.atomic
def submit_file(
    body: bytes, filename: str, *, by: User, **about: Unpack[SubmissionDetails]
) -> Article:
    """Create an article from an uploaded file.

    Plain text is used as it is. Web pages, PDFs, documents, subtitles, lists and e-mails are
    archived first and parsed in a child process. The type is recognized by the bytes: a program
    or picture named as a text is refused, with advice. Attachments of an e-mail aren't opened
    here.
    """
    if before := _sent_before(about, by):
        return before
    about.setdefault("came_by", Article.CameBy.FILE)
    kind = accept_file(body, filename)
    if kind not in READ_IN_CHILD:
        text = parsing_parser.decode(body, None)
        return _submit_text(text, parsing_parser.doubts(body, text), by, about)
    if kind in NAMED_BY_FILE and not about.get("title", "").strip():
        about["title"] = PurePath(filename).stem
    article = _build_article(by=by, about=about)
    article.page = archive_by_hand(
        body,
        media_type=kind,
        url=article.url,
        title=article.title,
        on_done="claims.read_page",
        by=by,
    )
    _save(article, by=by, snapshot=article.page.pk)
    close_if_quarantined(article, "")
    return article


def _submit_text(text: str, notes: list[str], by: User, about: SubmissionDetails) -> Article:
    text = normalize_line_ends(text)
    is_empty = not text.strip()
    if is_empty:
        about.setdefault("came_by", Article.CameBy.LINK)
    article = _build_article(text=text, notes=notes, by=by, about=about)
    if is_empty and not article.url:
        raise ValidationError(
            {"text": _("There is no text. Paste the article, or choose a file.")}
        )
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {"text": _("The text has over two million characters. Submit it in parts.")}
        )
    if is_empty:
        article.capture = ask_for_capture(article.url, on_done="claims.read_page", by=by)
        article.addresses = source_urls.normalize_urls(article.url)
    lock_text(text)
    _save(article, by=by, characters=len(text))
    close_if_quarantined(article, text)
    return article


def _sent_before(about: SubmissionDetails, by: User) -> Article | None:
    """Return the article of the same submission sent before, by a double click or a retry."""
    once = about.get("once")
    if once is None:
        return None
    # The lock makes two requests with the same key wait for each other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return Article.objects.filter(once=once, submitted_by=by).first()


def _build_article(
    *, text: str = "", notes: list[str] | None = None, by: User, about: SubmissionDetails
) -> Article:
    article = Article(
        text=text,
        notes=notes or [],
        url=about.get("url", "").strip(),
        title=about.get("title", "").strip()[:500],
        publisher=Publisher.named(about.get("publisher", "")),
        published_on=about.get("published_on"),
        language=about.get("language", "")[:12],
        came_by=about.get("came_by") or Article.CameBy.PASTE,
        feed_id=about.get("feed_id"),
        attached_to=about.get("attached_to"),
        once=about.get("once"),
        submitted_by=by,
    )
    article.private_because = privacy_rule.reason_when_submitted(article)
    article.full_clean()
    return article


def _save(article: Article, *, by: User, **details: int) -> None:
    """Save a new article, record it, and dispatch its extraction unless it waits for a page."""
    article.turn = turns.next_turn(article)
    article.save()
    origin: dict[str, str | int] = {"url": article.url, "came_by": article.came_by}
    if article.attached_to:
        origin["attached_to"] = article.attached_to.pk
    if article.is_private:
        origin["private_because"] = article.private_because
    record(f"article:{article.pk}", "submit-article", by=by, **origin, **details)
    if not (article.page or article.capture):
        dispatch_on_commit(Article.task_name, article.pk)


@transaction.atomic
def retry_article(article: Article, *, by: User) -> Article:
    """Retry a failed extraction, and fetch the page again if that failed."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_quarantined(article)
    if article.state != JobState.FAILED:
        raise ValidationError(_("Only an article that failed can be retried."))
    Article.objects.filter(pk=article.pk).update(
        state=JobState.WAITING,
        attempts=0,
        run_after=Now(),
        dispatched_at=Now(),
        turn=turns.next_turn(article),
    )
    record(f"article:{article.pk}", "read-again", by=by)
    if article.capture and article.capture.state == JobState.FAILED:
        retry_capture(article.capture, by=by)
    dispatch_on_commit(Article.task_name, article.pk)
    article.refresh_from_db()
    return article
