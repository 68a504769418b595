"""What a worker does with an article: read its text and write down the statements found."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims import extraction, second_reader
from claims.articles import privacy_rule
from claims.articles import warnings as notes
from claims.articles.models import Article
from claims.extraction import Extraction, TextTooLong, extract_statements, normalize_line_ends
from claims.extraction.lexicon.language import detect_language
from claims.set_aside import actions as set_aside_actions
from claims.statements import lists
from claims.statements import preferences as ranking_preferences
from claims.statements.models import Statement
from claims.versions import carry_over, near_duplicates
from claims.versions import detect as version_detect
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage_errors import QUARANTINED

NO_TEXT = "The page holds no text to read."
UNKNOWN = "und"
LONG_TEXT = 300_000
"""Characters from which the usual lease may be too short."""
READING_TIME = timedelta(seconds=320)
"""A little more than the time limit of the task."""


@dataclass(slots=True)
class ExtractionResult:
    """What came of a text, before it is written down. `language`: a code, or "" if unknown."""

    reading: Extraction
    statements: list[Statement]
    notes: list[str]
    language: str


def extract_article(article: Article) -> None:
    """Read a leased article. What goes wrong is a sentence on the row, and nothing is lost."""
    content = None
    if not article.text:
        capture = article.capture
        if capture and capture.state == JobState.FAILED:
            article.failed(capture.failure, capture.detail)
            return
        page = capture.snapshot_id if capture else article.page_id
        content = Content.objects.select_related("publisher", "snapshot").get(pk=page)
        if content.is_quarantined:
            _close(article)
            return
        if why := _why_unread(content):
            _fail(article, content, why)
            return
    text = normalize_line_ends(
        (content.article_text or content.text) if content else article.text
    )
    place = version_detect.find_version(article, text, content=content)
    if place.copy_of:
        _write_copy(article, text, content, place.copy_of, place.changes)
        return
    _hold(article, text)
    try:
        found = _find(article, content, text)
    except TextTooLong as error:
        article.failed("too_large", str(error))
        return
    _write(article, found, content)


def _hold(article: Article, text: str) -> None:
    """Keep the lease of a long text: 200,000 words take minutes on a busy machine."""
    if len(text) > LONG_TEXT:
        ours = Article.objects.filter(pk=article.pk, lease_token=article.lease_token)
        ours.update(lease_until=Now() + READING_TIME)


def _why_unread(content: Content) -> str:
    """Why there is nothing to read, in a sentence; empty where there is a text."""
    if "list_empty" not in content.marks and (content.article_text or content.text).strip():
        return ""
    return next(iter(content.notes), "") or content.detail or NO_TEXT


@transaction.atomic
def _close(article: Article) -> None:
    """Its file is in quarantine: nothing is read, until an admin releases it."""
    if article.failed(set_aside_actions.QUARANTINED_KIND, QUARANTINED):
        set_aside_actions.close_if_quarantined(article, "")


def _fail(article: Article, content: Content, why: str) -> None:
    """There is nothing to read; an e-mail without a word is one all the same."""
    article.failed("unreadable", why, **privacy_rule.changes_when_read(article, content))


def _find(article: Article, content: Content | None, text: str) -> ExtractionResult:
    """Read the text, or take the list in it as it is. Raises TooLong."""
    told = [
        *article.notes,
        *(content.notes if content else []),
        *notes.invisible_character_warnings(text),
    ]
    if content and content.listed:
        article.language = article.language or _known(detect_language(text))
        statements = lists.statements_from_list(article, text, content.listed, told)
        return ExtractionResult(Extraction(text), statements, told, article.language)
    publisher = article.publisher or (content.publisher if content else None)
    reading = extract_statements(
        text,
        published_on=article.published_on or (content.published_on if content else None),
        publisher=publisher.name if publisher else None,
        title=article.title or (content.title if content else None) or None,
        is_recording=bool(article.times or (content and content.times)),
    )
    language = _known(reading.language) or notes.guess_language(text)
    if not _known(reading.language):
        told.append(notes.language_warning(language))
    statements = [
        Statement(article=article, number=number, **statement_row(statement))
        for number, statement in enumerate(reading.statements, start=1)
    ]
    return ExtractionResult(reading, statements, told, article.language or language)


def _known(language: str) -> str:
    return "" if language == UNKNOWN else language


@transaction.atomic
def _write(article: Article, found: ExtractionResult, content: Content | None) -> None:
    """Text, statements and the event under the lease: all, or nothing if it was lost."""
    left_over = [list(span) for span in found.reading.left_over]
    changes: dict[str, object] = {
        "text": found.reading.text,
        "left_over": left_over,
        "language": found.language or UNKNOWN,
        "notes": found.notes,
        **_from_page(article, content),
    }
    if not article.title and not changes.get("title"):
        changes["title"] = _first_words(found.reading)
    near_duplicates.lock_versions()
    set_aside_actions.lock_text(found.reading.text)
    place = version_detect.find_version(
        article, found.reading.text, content=content, left_over=left_over
    )
    changes.update(privacy_rule.changes_when_read(article, content, place.replaces))
    if not article.done(**changes, **place.changes):
        return
    if place.copy_of:
        _settle(article, statements=0, copy_of=place.copy_of.pk)
    else:
        Statement.objects.bulk_create(ranking_preferences.with_preferences(found.statements))
        _settle(article, statements=len(found.statements))
        if place.replaces:
            carry_over.carry_over_decisions(article)
        second_reader.request_second_reading(article)
    set_aside_actions.close_if_quarantined(article, found.reading.text)


@transaction.atomic
def _write_copy(
    article: Article,
    text: str,
    content: Content | None,
    first: Article,
    place: dict[str, object],
) -> None:
    """The same text was read before: it is kept, and costs no reading."""
    changes = {
        "text": text,
        **privacy_rule.changes_when_read(article, content),
        **_from_page(article, content),
        **place,
    }
    changes["title"] = changes.get("title") or article.title or first.title
    set_aside_actions.lock_text(text)
    if article.done(**changes):
        _settle(article, statements=0, copy_of=first.pk)
        set_aside_actions.close_if_quarantined(article, text)


def _from_page(article: Article, content: Content | None) -> dict[str, object]:
    """What the page says of itself, where nobody said it before."""
    if content is None:
        return {}
    return {
        "title": article.title or content.title,
        "publisher": article.publisher or content.publisher,
        "published_on": article.published_on or content.published_on,
        "times": content.times,
        "listed": content.listed,
    }


def _settle(article: Article, **told: object) -> None:
    """Note that it was read; an entry of a feed leads to the article that was here first."""
    if article.copy_of:
        article.entries.update(article=article.copy_of)
    record(f"article:{article.pk}", "read", by=User.objects.system(), **told)


def statement_row(found: extraction.ExtractedStatement) -> dict[str, object]:
    """What the reader found, as the fields of a row."""
    row = found.as_json()
    row["speaker_role"] = str(row.pop("speaker_title", None) or "")[:200]
    if row["speaker"]:
        row["speaker"] = str(row["speaker"])[:200]
    return row


def _first_words(reading: Extraction) -> str:
    """A name for a text that came without a title: its first words that are text."""
    skipped = {
        place for start, end in reading.left_over for place in range(start, min(end, 2000))
    }
    start = next(
        (i for i, c in enumerate(reading.text) if i not in skipped and not c.isspace()), 0
    )
    words = reading.text[start : start + 90].split("\n")[0]
    return words if len(words) < 90 else words.rpartition(" ")[0] + "…"  # noqa: PLR2004


def dispatch_articles_of(snapshot: Snapshot) -> None:
    """A page is read: ring for the articles that wait for it."""
    waiting = Article.objects.filter(
        Q(capture__snapshot=snapshot) | Q(page=snapshot), state=JobState.WAITING
    )
    for pk in waiting.values_list("pk", flat=True):
        dispatch_on_commit(Article.task_name, pk)
