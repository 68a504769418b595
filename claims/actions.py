"""What is done about what was said: take a text in, decline, join, take back."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.text import slugify

from accounts.models import User
from claims.extraction import keep
from claims.models import Article, Claim, Claimant, Statement, Topic
from history.recording import record
from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources import parsing
from sources.actions import ask_for_capture, keep_by_hand, kind_of
from sources.door import sniffing
from sources.models import Publisher

LONGEST_TEXT = 1_000_000
"""Characters of one article; a long book has about as many."""


class AlreadyTriaged(Exception):
    """Somebody decided on this statement first. The message says who and what."""


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


@transaction.atomic
def mark_statement(
    article: Article, *, start: int, end: int, speaker: str, by: User
) -> Statement:
    """Make a statement of words that the reader missed. The words are the article's own."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not 0 <= start < end <= len(article.text):
        raise ValidationError("Select words in the text first.")
    last = article.statements.aggregate(last=Max("number"))["last"] or 0
    quote = article.text[start:end]
    marks = any(mark in quote for mark in '“”"«»')
    statement = Statement(
        article=article,
        number=last + 1,
        start=start,
        end=end,
        quote=quote,
        speaker=speaker.strip() or None,
        kind=Statement.Kind.MIXED if marks else Statement.Kind.INDIRECT,
        claim_type="fact",
        worth=0.5,
        reasons=["marked by hand"],
        added_by=by,
    )
    statement.full_clean()
    statement.save()
    record(f"article:{article.pk}", "mark", by=by, statement=statement.pk, start=start, end=end)
    return statement


def lock_proposed(statement: Statement) -> Statement:
    """The statement, locked, if nobody has decided on it yet; else `AlreadyTriaged`."""
    fresh = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if fresh.state != Statement.State.PROPOSED:
        who = fresh.triaged_by.name if fresh.triaged_by else "somebody"
        raise AlreadyTriaged(f"{who} {fresh.state} this statement already.")
    return fresh


def triage(statement: Statement, *, state: str, by: User, **changes: Any) -> Statement:
    """Write a decision on a locked statement. The caller records what it means."""
    statement.state = state
    statement.triaged_by = by
    for name, value in changes.items():
        setattr(statement, name, value)
    statement.full_clean()
    statement.save()
    Statement.objects.filter(pk=statement.pk).update(triaged_at=Now())
    return statement


@transaction.atomic
def decline(statement: Statement, *, reason: str, note: str = "", by: User) -> Statement:
    """Say that we will not check it, and why."""
    statement = triage(
        lock_proposed(statement),
        state=Statement.State.DECLINED,
        decline_reason=reason,
        decline_note=note.strip(),
        by=by,
    )
    chain = f"article:{statement.article_id}"
    record(chain, "decline", by=by, statement=statement.pk, reason=reason, note=note)
    return statement


@transaction.atomic
def join(statement: Statement, *, claim: Claim, by: User) -> Statement:
    """Join a statement to a known claim as one more appearance."""
    statement = triage(
        lock_proposed(statement), state=Statement.State.ACCEPTED, claim=claim, by=by
    )
    record(claim.chain, "join", by=by, statement=statement.pk, article=statement.article_id)
    return statement


def take_back(statement: Statement, *, by: User) -> Statement:
    """Back to proposed, whatever was decided; the caller removes what the decision made."""
    chain = statement.claim.chain if statement.claim else f"article:{statement.article_id}"
    statement.state = Statement.State.PROPOSED
    statement.claim = None
    statement.made_claim = False
    statement.decline_reason = statement.decline_note = ""
    statement.triaged_by = None
    statement.triaged_at = None
    statement.save()
    record(chain, "undo", by=by, statement=statement.pk)
    return statement


def claimant_named(name: str, *, role: str = "") -> Claimant:
    """The claimant of exactly that name or alias, made if new. A near name joins nobody."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"claimant": "Say who said it."})
    known = Claimant.objects.filter(name=name).first()
    known = known or Claimant.objects.filter(aliases__contains=[name]).first()
    if known:
        return known
    base = slugify(name)[:70] or "claimant"
    taken = set(Claimant.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(
        candidate
        for number in range(1, len(taken) + 2)
        if (candidate := base if number == 1 else f"{base}-{number}") not in taken
    )
    claimant = Claimant(name=name, slug=slug, role=role)
    claimant.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            claimant.save()
    except IntegrityError:
        # Somebody made one at the same moment: the name is known now, or the next slug is free.
        return claimant_named(name, role=role)
    return claimant


def topics_named(names: list[str]) -> list[Topic]:
    """The topics of these names, made where new."""
    cleaned = dict.fromkeys(" ".join(name.split())[:60] for name in names)
    return [
        Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for name in cleaned
        if (slug := slugify(name)[:60])
    ]


def file(
    *,
    text: str,
    claimant: Claimant,
    said_on: date | None = None,
    said_where: str = "",
    topics: list[str] | None = None,
    why: str = "",
    by: User,
) -> Claim:
    """Write a claim. Its review is queued by whoever calls, in the same transaction."""
    claim = Claim(
        text=" ".join(text.split()),
        claimant=claimant,
        said_on=said_on,
        said_where=said_where,
        why=why,
        filed_by=by,
    )
    claim.full_clean()
    claim.save()
    claim.topics.set(topics_named(topics or []))
    return claim
