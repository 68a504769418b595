"""Move the words of a quarantined article out of its row, and put them back.

The functions here that change something record nothing. They return the events to write, and
the caller writes those of all chains in their order (`history.record.record_each`).
"""

import hashlib
from typing import Any

from django.db.models import F, Func
from django.db.models.functions import Now

from accounts.models import User
from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import OPEN_JOB, Article
from claims.second_reader.models import SecondReading
from claims.set_aside.models import SetAside
from claims.statements.models import Statement
from history.record import ToRecord, record_each
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.quarantine.models import Quarantine
from sources.snapshots import quarantine
from sources.snapshots.storage import lock_bytes
from sources.snapshots.storage_errors import QUARANTINED

QUARANTINED_KIND = "quarantined"
"""The failure of a job that a quarantine ended. It restarts when the text is released."""


ARTICLE_WORDS: dict[str, Any] = {
    "text": "",
    "title": "",
    "left_over": [],
    "times": [],
    "listed": [],
    "sketch": [],
    "notes": [],
}
"""Columns of an article that hold its words or something derived from them, emptied."""


STATEMENT_WORDS: dict[str, Any] = {
    "quote": "",
    "speaker": None,
    "speaker_role": "",
    "speaker_candidates": [],
    "question": None,
    "cue": None,
    "reasons": [],
    "base_reasons": [],
    "numbers": [],
    "parts": [],
}


def sha256_of(column: str) -> Func:
    """The hash of a text column, as PostgreSQL computes it, to compare with `hash_text`."""
    return Func(F(column), function="sha256_of")


def hash_text(text: str) -> str:
    """The SHA-256 that identifies a text in quarantine."""
    return hashlib.sha256(text.encode()).hexdigest()


def set_article_aside(pk: int, row: Quarantine, *, why: str, by: User) -> list[ToRecord]:
    """Move the words of an article out of its row, and end the work on it."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=pk)
    if article.quarantined_at is not None:
        return []
    statements = list(article.statements.order_by("pk"))
    entries = dict(article.entries.exclude(title="").values_list("pk", "title"))
    words = {
        **{name: getattr(article, name) for name in ARTICLE_WORDS},
        "statements": {
            one.pk: {name: getattr(one, name) for name in STATEMENT_WORDS} for one in statements
        },
        "entries": entries,
    }
    SetAside.objects.create(
        quarantine=row,
        article=article,
        text_sha256=hash_text(article.text),
        words=None if row.destroyed_at else words,
    )
    changes: dict[str, Any] = {**ARTICLE_WORDS, "quarantined_at": Now()}
    if article.state in OPEN_JOB:
        changes |= ended_job()
    if not article.is_private:
        changes |= {"private_because": Article.Private.MARKED, "privacy_set_by": by}
    Article.objects.filter(pk=pk).update(**changes)
    Statement.objects.filter(article=pk).update(**STATEMENT_WORDS)
    article.entries.filter(pk__in=entries).update(title="")
    for model in (LeftOver, SecondReading):
        model.objects.filter(article=pk, state__in=OPEN_JOB).update(**ended_job())
    return [(f"article:{pk}", "quarantine", {"sha256": row.sha256, "why": why})]


def ended_job() -> dict[str, Any]:
    """The columns that end a waiting or running job: its worker loses the lease."""
    return {
        "state": JobState.FAILED,
        "failure": QUARANTINED_KIND,
        "detail": QUARANTINED,
        "lease_token": None,
        "lease_until": None,
        "ended_at": Now(),
    }


def close_if_quarantined(article: Article, text: str) -> None:
    """Put an article in quarantine if its text or its file already is: it was submitted again.

    Call this last in the transaction that writes the text, and `lock_text` first.
    """
    page = article.archived_page
    row = quarantine.in_force(page.sha256) if page else None
    if row is None and text:
        row = quarantine.in_force(hash_text(text))
    if row is not None:
        system = User.objects.system()
        record_each(set_article_aside(article.pk, row, why=row.why, by=system), by=system)


def lock_text(text: str) -> None:
    """Keep others from quarantining this text until the transaction that writes it ends."""
    if text:
        lock_bytes(hash_text(text))


def put_article_back(article: Article, words: dict[str, Any]) -> None:
    """Write the words back into the rows they came from, and restart the work on them."""
    own = {name: words[name] for name in ARTICLE_WORDS}
    Article.objects.filter(pk=article.pk).update(quarantined_at=None, **own)
    statements = list(article.statements.all())
    for statement in statements:
        for name, value in words["statements"].get(str(statement.pk), {}).items():
            setattr(statement, name, value)
    Statement.objects.bulk_update(statements, list(STATEMENT_WORDS))
    # By key: an entry may lead to another article by now. Feeds are above this package.
    feed_entries = article.entries.model.objects
    entries = list(feed_entries.filter(pk__in=list(words["entries"])))
    for entry in entries:
        entry.title = words["entries"][str(entry.pk)]
    feed_entries.bulk_update(entries, ["title"])
    for model in (Article, LeftOver, SecondReading):
        which = {"pk": article.pk} if model is Article else {"article": article.pk}
        waiting = model.objects.filter(**which, failure=QUARANTINED_KIND)
        for pk in waiting.values_list("pk", flat=True):
            dispatch_on_commit(model.task_name, pk)
        waiting.update(
            state=JobState.WAITING,
            failure="",
            detail="",
            attempts=0,
            run_after=Now(),
            ended_at=None,
        )
