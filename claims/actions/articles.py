"""What is done about texts: take one in, read it again."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from claims.extraction import keep
from claims.models import Article
from history.recording import record
from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources import parsing
from sources.actions import ask_for_capture, keep_by_hand, kind_of
from sources.door import sniffing
from sources.models import Publisher

LONGEST_TEXT = 1_000_000
"""Characters of one article; a long book has about as many."""


class About(TypedDict, total=False):
    """What may be known of a text before it is read. `url` is the address it was found at."""

    url: str
    title: str
    publisher: str
    published_on: date | None
    language: str


@transaction.atomic
def submit_article(*, text: str = "", by: User, **about: Unpack[About]) -> Article:
    """Take in a text, or the page at an address, and ring for a worker to read it.

    The text is kept as `extraction.keep` makes it: line ends to LF, NUL removed, nothing else.
    """
    text = keep(text)
    article = _unread(text=text, by=by, **about)
    if not text.strip() and not article.url:
        raise ValidationError(
            {"text": "There is no text. Paste the article, or choose a file."}
        )
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {"text": "The text is over a million characters. Cut out the part that you need."}
        )
    if not text.strip():
        article.capture = ask_for_capture(article.url, then="claims.read_page", by=by)
    article.save()
    chain = f"article:{article.pk}"
    record(chain, "submit-article", by=by, url=article.url, characters=len(text))
    ring_when_saved(Article.doorbell, article.pk)
    return article


PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})
"""Kinds of file that a child process turns into text; other texts are taken as they are."""


@transaction.atomic
def submit_file(body: bytes, filename: str, *, by: User, **about: Unpack[About]) -> Article:
    """Take in an uploaded file: a text as it is, a page or PDF by its main text.

    A page is kept by hand first, with its hash, and read from there. What a file is shows in
    its bytes; a program or a picture under a text's name is refused.
    """
    kind = kind_of(body, filename)
    if not body.strip():
        raise ValidationError({"file": "The file is empty."})
    if kind not in PAGES and not sniffing.is_text(kind):
        raise ValidationError(
            {
                "file": f"This file is no text ({kind}), whatever its name says. Save it as"
                " plain text (.txt), as a web page (.html) or as a PDF."
            }
        )
    if kind not in PAGES:
        return submit_article(text=parsing.decode(body, None), by=by, **about)
    article = _unread(by=by, **about)
    article.page = keep_by_hand(
        body,
        media_type=kind,
        url=article.url,
        title=article.title,
        then="claims.read_page",
        by=by,
    )
    article.save()
    chain = f"article:{article.pk}"
    record(chain, "submit-article", by=by, url=article.url, snapshot=article.page.pk)
    return article


def _unread(*, text: str = "", by: User, **about: Unpack[About]) -> Article:
    article = Article(
        text=text,
        url=about.get("url", "").strip(),
        title=about.get("title", "").strip()[:500],
        publisher=Publisher.named(about.get("publisher", "")),
        published_on=about.get("published_on"),
        language=about.get("language", "")[:12],
        submitted_by=by,
    )
    article.full_clean()
    return article


@transaction.atomic
def read_again(article: Article, *, by: User) -> Article:
    """Try again to read an article whose reading failed."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.state != JobState.FAILED:
        raise ValidationError("Only an article whose reading failed can be read again.")
    Article.objects.filter(pk=article.pk).update(
        state=JobState.WAITING, attempts=0, run_after=Now(), last_rung=Now()
    )
    record(f"article:{article.pk}", "read-again", by=by)
    ring_when_saved(Article.doorbell, article.pk)
    article.refresh_from_db()
    return article
