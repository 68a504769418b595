"""What is done about texts: take one in, read it again."""

from datetime import date
from pathlib import PurePath
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from claims.articles import privacy_rule
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from claims.extraction import normalize_line_ends
from claims.set_aside.actions import close_if_quarantined, lock_text
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources import urls as source_urls
from sources.captures.actions import ask_for_capture, retry_capture
from sources.parsing import parser as parsing_parser
from sources.safe_fetch import media_type
from sources.snapshots.actions import HAND_LIMIT, archive_by_hand, kind_of
from sources.snapshots.publishers import Publisher

LONGEST_TEXT = 2_000_000
"""Characters of one article: 200,000 words and more; a long book has half as many."""

READ_IN_CHILD = frozenset(
    {*parsing_parser.HTML_TYPES, "application/pdf"}
    | {media_type.DOCX, media_type.SRT, media_type.VTT, media_type.CSV, media_type.EML}
)
"""Kinds of file that a child process turns into text; other texts are taken as they are."""

NAMED_BY_FILE = frozenset({media_type.SRT, media_type.VTT, media_type.CSV})
"""Kinds of file that hold no title of their own."""

ADVICE = {
    ".doc": "This is an old Word file. Save it as .docx and take that.",
    ".rtf": "Rich text is not read. Save it as .docx or as plain text and take that.",
    ".odt": "OpenDocument is not read. Save it as .docx or as a PDF and take that.",
    ".pages": "Pages is not read. Export it as .docx or as a PDF and take that.",
    ".xlsx": "A workbook is not read. Save the sheet as CSV and take that.",
    ".xls": "A workbook is not read. Save the sheet as CSV and take that.",
    ".ods": "A workbook is not read. Save the sheet as CSV and take that.",
    ".msg": "Outlook's own format is not read. Save the e-mail as .eml and take that.",
    ".zip": "An archive is not opened. Take the files in it out and put them in together.",
    **dict.fromkeys(
        (".mp3", ".mp4", ".m4a", ".wav", ".mov", ".mkv", ".webm", ".ogg"),
        "A recording cannot be read. Put in its subtitles (.srt, .vtt) or a transcript.",
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".tif", ".tiff"),
        "A picture cannot be read. Paste the words that stand in it.",
    ),
}
"""What to do with a file that cannot be read, by the end of its name."""


class About(TypedDict, total=False):
    """What may be known of a text before it is read. `url` is the address it was found at.

    `came_by` is one of Article.CameBy, told by what is sent unless named. `once` is a name that
    the sender gave: sent twice by one person, the first article is given back.
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
def submit_article(*, text: str = "", by: User, **about: Unpack[About]) -> Article:
    """Take in a text, or the page at an address, and ring for a worker to read it.

    The text is kept as `extraction.keep` makes it: line ends to LF, NUL removed, nothing else.
    """
    if before := _sent_before(about, by):
        return before
    return _submit_text(text, [], by, about)


@transaction.atomic
def submit_file(body: bytes, filename: str, *, by: User, **about: Unpack[About]) -> Article:
    """Take in an uploaded file: a text as it is, any other by what a child reads in it.

    A page, paper, recording, list or e-mail is kept by hand first, with its hash, and read
    from there. What a file is shows in its bytes; a program or a picture under a text's name
    is refused with what to do instead. What is attached to an e-mail follows once it is read.
    """
    if before := _sent_before(about, by):
        return before
    about.setdefault("came_by", Article.CameBy.FILE)
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ValidationError({"file": "The file is empty."})
    if len(body) > HAND_LIMIT:
        raise ValidationError({"file": "The file is over 25 MB. Save the part that matters."})
    kind = kind_of(body, filename)
    if kind not in READ_IN_CHILD:
        if not media_type.is_text(kind):
            raise ValidationError({"file": _why_not(kind, filename)})
        text = parsing_parser.decode(body, None)
        return _submit_text(text, parsing_parser.doubts(body, text), by, about)
    if kind in NAMED_BY_FILE and not about.get("title", "").strip():
        about["title"] = PurePath(filename).stem
    article = _unread(by=by, about=about)
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


def _submit_text(text: str, notes: list[str], by: User, about: About) -> Article:
    text = normalize_line_ends(text)
    is_empty = not text.strip()
    if is_empty:
        about.setdefault("came_by", Article.CameBy.LINK)
    article = _unread(text=text, notes=notes, by=by, about=about)
    if is_empty and not article.url:
        raise ValidationError(
            {"text": "There is no text. Paste the article, or choose a file."}
        )
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {"text": "The text is over two million characters. Cut it and put in each part."}
        )
    if is_empty:
        article.capture = ask_for_capture(article.url, on_done="claims.read_page", by=by)
        article.addresses = source_urls.normalize_urls(article.url)
    lock_text(text)
    _save(article, by=by, characters=len(text))
    close_if_quarantined(article, text)
    return article


def _sent_before(about: About, by: User) -> Article | None:
    """What came of the same submission, sent a moment ago: a double click, a script's retry."""
    once = about.get("once")
    if once is None:
        return None
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time: both may be here
    return Article.objects.filter(once=once, submitted_by=by).first()


def _unread(
    *, text: str = "", notes: list[str] | None = None, by: User, about: About
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


def _save(article: Article, *, by: User, **told: Any) -> None:
    article.save()
    came: dict[str, Any] = {"url": article.url, "came_by": article.came_by}
    if article.attached_to:
        came["attached_to"] = article.attached_to.pk
    if article.is_private:
        came["private_because"] = article.private_because
    record(f"article:{article.pk}", "submit-article", by=by, **came, **told)
    if not (article.page or article.capture):
        dispatch_on_commit(Article.task_name, article.pk)


def _why_not(kind: str, filename: str) -> str:
    suffix = PurePath(filename).suffix.lower()
    advice = ADVICE.get(suffix)
    if advice:
        return advice
    if kind == "application/rtf":
        return ADVICE[".rtf"]
    named = f", although its name ends in {suffix}" if suffix else ""
    return (
        f"This file isn’t readable text ({kind}){named}. Save it as plain text (.txt),"
        " as a Word file (.docx), as a web page (.html) or as a PDF."
    )


@transaction.atomic
def retry_article(article: Article, *, by: User) -> Article:
    """Try again to read an article whose reading failed; its page too, if that failed."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_quarantined(article)
    if article.state != JobState.FAILED:
        raise ValidationError("Only an article whose reading failed can be read again.")
    Article.objects.filter(pk=article.pk).update(
        state=JobState.WAITING, attempts=0, run_after=Now(), dispatched_at=Now()
    )
    record(f"article:{article.pk}", "read-again", by=by)
    if article.capture and article.capture.state == JobState.FAILED:
        retry_capture(article.capture, by=by)
    dispatch_on_commit(Article.task_name, article.pk)
    article.refresh_from_db()
    return article
