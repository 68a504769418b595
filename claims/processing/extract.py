"""Extract the statements of an article, in a worker."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims import extraction, second_reader
from claims.articles import privacy_rule, warnings
from claims.articles.models import Article
from claims.extraction import Extraction, TextTooLong, extract_statements, normalize_line_ends
from claims.extraction.cpu_budget import LONG_TEXT
from claims.extraction.lexicon.language import detect_language
from claims.processing.page_text import (
    may_have_statements,
    missing_text_reason,
    title_from_text,
)
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
from sources.snapshots.publishers import Publisher
from sources.snapshots.storage_errors import QUARANTINED

UNKNOWN = "und"
LONG_LEASE = timedelta(seconds=320)
"""A little more than the time limit of the task."""


class PageDetails(TypedDict, total=False):
    """What a page says about itself, as columns of an article."""

    title: str
    publisher: Publisher | None
    published_on: date | None
    times: list[list[int]]
    listed: list[lists.ListRow]


class ArticleChanges(PageDetails, total=False):
    """The columns of an article that extraction fills in."""

    text: str
    left_over: list[list[int]]
    language: str
    notes: list[str]
    unread_from: int | None


@dataclass(slots=True)
class ExtractionResult:
    """What was extracted from a text, before it is saved. `language` is a code, or ""."""

    reading: Extraction
    statements: list[Statement]
    notes: list[str]
    language: str


def extract_article(article: Article) -> None:
    """Extract the statements of a leased article. A failure becomes a sentence on its row."""
    content = None
    if not article.text:
        capture = article.capture
        if capture and capture.state == JobState.FAILED:
            article.failed(capture.failure, capture.detail)
            return
        page = capture.snapshot_id if capture else article.page_id
        content = Content.objects.select_related("publisher", "snapshot").get(pk=page)
        if content.is_quarantined:
            _fail_quarantined(article)
            return
        if why := missing_text_reason(content, content.detail):
            _fail_unreadable(article, content, why)
            return
    text = normalize_line_ends(
        (content.article_text or content.text) if content else article.text
    )
    place = version_detect.find_version(article, text, content=content)
    if place.copy_of:
        _save_copy(article, text, content, place.copy_of, place.changes)
        return
    _extend_lease(article, text)
    try:
        found = _extract(article, content, text)
    except TextTooLong as error:
        article.failed("too_large", str(error))
        return
    _save_result(article, found, content)


def _extend_lease(article: Article, text: str) -> None:
    """Extend the lease for a long text, which may be read for longer."""
    if len(text) >= LONG_TEXT:
        ours = Article.objects.filter(pk=article.pk, lease_token=article.lease_token)
        ours.update(lease_until=Now() + LONG_LEASE)


@transaction.atomic
def _fail_quarantined(article: Article) -> None:
    """End the job of an article whose file is in quarantine; a release restarts it."""
    if article.failed(set_aside_actions.QUARANTINED_KIND, QUARANTINED):
        set_aside_actions.close_if_quarantined(article, "")


def _fail_unreadable(article: Article, content: Content, why: str) -> None:
    """End the job of an article without text. An e-mail is private even if it is empty."""
    article.failed("unreadable", why, **privacy_rule.changes_when_read(article, content))


def _extract(article: Article, content: Content | None, text: str) -> ExtractionResult:
    """Extract statements from a text, or from a list as it is. Raises TextTooLong."""
    sentences = [
        *article.notes,
        *(content.notes if content else []),
        *warnings.invisible_character_warnings(text),
    ]
    if content and content.listed:
        article.language = article.language or _known(detect_language(text))
        statements = lists.statements_from_list(article, text, content.listed, sentences)
        return ExtractionResult(Extraction(text), statements, sentences, article.language)
    if content and not may_have_statements(content):
        language = article.language or _known(detect_language(text))
        return ExtractionResult(Extraction(text), [], sentences, language)
    publisher = article.publisher or (content.publisher if content else None)
    reading = extract_statements(
        text,
        published_on=article.published_on or (content.published_on if content else None),
        publisher=publisher.name if publisher else None,
        title=article.title or (content.title if content else None) or None,
        is_recording=bool(article.times or (content and content.times)),
    )
    language = _known(reading.language) or warnings.guess_language(text)
    if not _known(reading.language):
        sentences.append(warnings.language_warning(language))
    statements = [
        build_statement(article, number, statement)
        for number, statement in enumerate(reading.statements, start=1)
    ]
    return ExtractionResult(reading, statements, sentences, article.language or language)


def _known(language: str) -> str:
    return "" if language == UNKNOWN else language


@transaction.atomic
def _save_result(article: Article, found: ExtractionResult, content: Content | None) -> None:
    """Save text, statements and event if the lease is still ours, otherwise nothing."""
    left_over = [list(span) for span in found.reading.left_over]
    changes: ArticleChanges = {
        "text": found.reading.text,
        "left_over": left_over,
        "language": found.language or UNKNOWN,
        "notes": found.notes,
        "unread_from": found.reading.unread_from,
        **_page_details(article, content),
    }
    if not article.title and not changes.get("title"):
        changes["title"] = title_from_text(found.reading)
    near_duplicates.lock_versions()
    set_aside_actions.lock_text(found.reading.text)
    place = version_detect.find_version(
        article, found.reading.text, content=content, left_over=left_over
    )
    privacy = privacy_rule.changes_when_read(article, content, place.replaces)
    if not article.done(**changes, **privacy, **place.changes):
        return
    if place.copy_of:
        _record_extraction(article, statements=0, copy_of=place.copy_of.pk)
    else:
        Statement.objects.bulk_create(ranking_preferences.with_preferences(found.statements))
        _record_extraction(article, statements=len(found.statements))
        if place.replaces:
            carry_over.carry_over_decisions(article)
        second_reader.request_second_reading(article)
    set_aside_actions.close_if_quarantined(article, found.reading.text)


@transaction.atomic
def _save_copy(
    article: Article,
    text: str,
    content: Content | None,
    first: Article,
    version: version_detect.VersionChanges,
) -> None:
    """Save an article whose text was extracted before as a copy, without extracting it."""
    details = _page_details(article, content)
    details["title"] = details.get("title") or article.title or first.title
    privacy = privacy_rule.changes_when_read(article, content)
    set_aside_actions.lock_text(text)
    if article.done(text=text, **privacy, **details, **version):
        _record_extraction(article, statements=0, copy_of=first.pk)
        set_aside_actions.close_if_quarantined(article, text)


def _page_details(article: Article, content: Content | None) -> PageDetails:
    """Return what the page says about itself, for fields that nobody filled in."""
    if content is None:
        return {}
    return {
        "title": article.title or content.title,
        "publisher": article.publisher or content.publisher,
        "published_on": article.published_on or content.published_on,
        "times": content.times,
        "listed": content.listed,
    }


def _record_extraction(article: Article, **details: int) -> None:
    """Record the extraction. The feed entries of a copy point to the first article."""
    if article.copy_of:
        article.entries.update(article=article.copy_of)
    record(f"article:{article.pk}", "read", by=User.objects.system(), **details)


def build_statement(
    article: Article, number: int, found: extraction.ExtractedStatement
) -> Statement:
    """Build the row of an extracted statement, without saving it."""
    return Statement(
        article=article,
        number=number,
        start=found.start,
        end=found.end,
        quote=found.quote,
        speaker=found.speaker[:200] if found.speaker else found.speaker,
        speaker_role=(found.speaker_title or "")[:200],
        speaker_start=found.speaker_start,
        speaker_end=found.speaker_end,
        speaker_candidates=[name[:200] for name in found.speaker_candidates],
        question=found.question,
        cue=found.cue,
        kind=found.kind,
        claim_type=found.claim_type,
        denied=found.denied,
        worth=found.worth,
        reasons=list(found.reasons),
        numbers=[one.as_json() for one in found.numbers],
        parts=[list(part) for part in found.parts],
        said_on=found.said_on,
        splits=[list(split) for split in found.splits],
    )


def dispatch_articles_of(snapshot: Snapshot) -> None:
    """Dispatch the articles that wait for this page, once it is parsed."""
    waiting = Article.objects.filter(
        Q(capture__snapshot=snapshot) | Q(page=snapshot), state=JobState.WAITING
    )
    for pk in waiting.values_list("pk", flat=True):
        dispatch_on_commit(Article.task_name, pk)
