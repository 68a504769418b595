"""What a worker does with an article: read its text and write down the statements found."""

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from claims import carrying, copies, versions
from claims.extraction import Reading, TooLong, keep, read
from claims.models import Article, Entry, Statement
from history.recording import record
from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources.models import Content, Snapshot


def run(article: Article) -> None:
    """Read a leased article. What goes wrong is a sentence on the row, and nothing is lost."""
    content = None
    if not article.text:
        capture = article.capture
        if capture and capture.state == JobState.FAILED:
            article.failed(capture.failure, capture.detail)
            return
        page = capture.snapshot_id if capture else article.page_id
        content = Content.objects.select_related("publisher").get(pk=page)
        if not (content.article_text or content.text):
            article.failed("unreadable", content.detail or "The page holds no text to read.")
            return
    text = keep((content.article_text or content.text) if content else article.text)
    published_on = article.published_on or (content.published_on if content else None)
    place = versions.place(article, text, content=content)
    if place.copy_of:
        _write_copy(article, text, content, place.copy_of, place.changes)
        return
    try:
        reading = read(
            text,
            published_on=published_on,
            publisher=article.publisher.name if article.publisher else None,
            title=article.title or None,
        )
    except TooLong as error:
        article.failed("too_large", str(error))
        return
    _write(article, reading, content)


@transaction.atomic
def _write(article: Article, reading: Reading, content: Content | None) -> None:
    """Text, statements and the event under the lease: all, or nothing if it was lost."""
    left_over = [list(span) for span in reading.left_over]
    changes: dict[str, object] = {
        "text": reading.text,
        "left_over": left_over,
        "language": article.language or reading.language,
        **_from_page(article, content),
    }
    if not article.title and not changes.get("title"):
        changes["title"] = _first_words(reading)
    copies.lock()
    place = versions.place(article, reading.text, content=content, left_over=left_over)
    if not article.done(**changes, **place.changes):
        return
    if place.copy_of:
        _settle(article, statements=0, copy_of=place.copy_of.pk)
    else:
        Statement.objects.bulk_create(
            Statement(article=article, number=number, **_row(statement.as_json()))
            for number, statement in enumerate(reading.statements, start=1)
        )
        _settle(article, statements=len(reading.statements))
        if place.replaces:
            carrying.carry_over(article)


@transaction.atomic
def _write_copy(
    article: Article,
    text: str,
    content: Content | None,
    first: Article,
    place: dict[str, object],
) -> None:
    """The same text was read before: it is kept, and costs no reading."""
    changes = {"text": text, **_from_page(article, content), **place}
    changes["title"] = changes.get("title") or article.title or first.title
    if article.done(**changes):
        _settle(article, statements=0, copy_of=first.pk)


def _from_page(article: Article, content: Content | None) -> dict[str, object]:
    """What the page says of itself, where nobody said it before."""
    if content is None:
        return {}
    return {
        "title": article.title or content.title,
        "publisher": article.publisher or content.publisher,
        "published_on": article.published_on or content.published_on,
    }


def _settle(article: Article, **told: object) -> None:
    """Note that it was read; an entry of a feed leads to the article that was here first."""
    if article.copy_of:
        Entry.objects.filter(article=article).update(article=article.copy_of)
    record(f"article:{article.pk}", "read", by=User.objects.system(), **told)


def _row(statement: dict[str, object]) -> dict[str, object]:
    title = statement.pop("speaker_title", None)
    statement["speaker_role"] = str(title or "")[:200]
    if statement["speaker"]:
        statement["speaker"] = str(statement["speaker"])[:200]
    return statement


def _first_words(reading: Reading) -> str:
    """A name for a text that came without a title: its first words that are text."""
    skipped = {
        place for start, end in reading.left_over for place in range(start, min(end, 2000))
    }
    start = next(
        (i for i, c in enumerate(reading.text) if i not in skipped and not c.isspace()), 0
    )
    words = reading.text[start : start + 90].split("\n")[0]
    return words if len(words) < 90 else words.rpartition(" ")[0] + "…"  # noqa: PLR2004


def page_arrived(snapshot: Snapshot) -> None:
    """A page is read: ring for the articles that wait for it."""
    waiting = Article.objects.filter(
        Q(capture__snapshot=snapshot) | Q(page=snapshot), state=JobState.WAITING
    )
    for pk in waiting.values_list("pk", flat=True):
        ring_when_saved(Article.doorbell, pk)
