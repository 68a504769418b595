"""Texts in quarantine: their words are set aside, so that nobody sees them or reads them again.

The functions here that change something record nothing. They return the events to write, and
the caller writes those of all chains in their order (`history.record.record_each`).
"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from accounts.models import User
from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import OPEN_JOB, Article
from claims.feeds.models import Entry
from claims.set_aside.models import SetAside
from claims.second_reader.models import SecondReading
from claims.statements.models import Statement
from claims.tips.models import Tip
from history.record import ToRecord, record_each
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.quarantine.models import Quarantine
from sources.snapshots import quarantine
from sources.snapshots.storage import lock_bytes
from sources.snapshots.storage_errors import QUARANTINED, Quarantined

NOTHING_KEPT = (
    "Nothing of this article is kept yet, so there is nothing to quarantine. Wait until its"
    " page is fetched; where that failed, nobody has the page."
)
TEXT_QUARANTINED = "This text is in quarantine: nobody may see it."
HOLDS = "It holds something that is in quarantine."
"""Why an e-mail is closed with a file that came in it: its bytes are the file's, too."""
KIND = "quarantined"
"""Why work on a text was ended: it goes on once the text is released."""

OF_ARTICLE: dict[str, Any] = {
    "text": "",
    "title": "",
    "left_over": [],
    "times": [],
    "listed": [],
    "sketch": [],
    "notes": [],
}
"""Columns of an article that hold its words or what was derived of them, and what is left."""
OF_STATEMENT: dict[str, Any] = {
    "quote": "",
    "speaker": None,
    "speaker_role": "",
    "cue": None,
    "reasons": [],
    "base_reasons": [],
    "numbers": [],
    "parts": [],
}
OF_TIP: dict[str, Any] = {"text": "", "url": "", "why": ""}


def refuse_quarantined(article: Article) -> Article:
    """The article, unless nobody may see its text. Raises Quarantined."""
    if article.is_quarantined:
        raise Quarantined(QUARANTINED if article.archived_page else TEXT_QUARANTINED)
    return article


def hash_of(text: str) -> str:
    """The SHA-256 by which a text is known in quarantine."""
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(article: Article) -> str:
    """What is quarantined of an article: the bytes it was read from, else its text."""
    page = article.archived_page
    if page is not None and not page.content.is_erased:
        return page.sha256
    if not article.text:
        raise ValidationError(NOTHING_KEPT)
    return hash_of(article.text)


def key_of_tip(tip: Tip) -> str:
    """What is quarantined of a tip: its words, else its link."""
    return hash_of(tip.text or tip.url)


def texts_of(sha256: str) -> list[Article]:
    """Articles made of these bytes, and those whose text has this hash; not those set aside."""
    made = Q(page__sha256=sha256) | Q(capture__snapshot__sha256=sha256)
    found = Article.objects.filter(quarantined_at=None)
    same = found.exclude(text="").alias(hashed=_hashed("text")).filter(hashed=sha256)
    pks = {*found.filter(made).values_list("pk", flat=True), *same.values_list("pk", flat=True)}
    rows = found.filter(pk__in=pks).select_related("page__content", "capture", "attached_to")
    return list(rows.order_by("pk"))


def _hashed(column: str) -> Func:
    return Func(F(column), function="sha256_of")


def close_bytes(
    sha256: str, *, why: str, closed_with: Quarantine | None = None, by: User
) -> tuple[Quarantine, list[ToRecord]]:
    """Quarantine these bytes, or the text with this hash, wherever they are.

    Closes their archived pages, the articles made of them, and tips that became these; where
    it is a text, every article and tip that says the same. What only has the same words as a
    file stays open: two e-mails may both say "see attached".
    """
    row, pages = quarantine.put_in_quarantine(sha256, why=why, closed_with=closed_with, by=by)
    told = {"sha256": sha256, "why": why}
    events: list[ToRecord] = [(f"snapshot:{page.pk}", "quarantine", told) for page in pages]
    articles = [article.pk for article in texts_of(sha256)]
    for pk in articles:
        events += _set_aside(pk, row, why=why, by=by)
    for tip in _tips_like(sha256, articles):
        events += _set_tip_aside(tip, row, why=why)
    return row, events


def _tips_like(sha256: str, articles: list[int]) -> list[Tip]:
    """Tips with these words or this link, those that became these articles, and all alike."""
    hashed = Tip.objects.alias(text_hash=_hashed("text"), url_hash=_hashed("url"))
    same = hashed.filter(Q(text_hash=sha256) | Q(text="", url_hash=sha256))
    became = Tip.objects.filter(article__in=articles)
    likeness = {one.likeness for one in [*same, *became]}
    alike = Tip.objects.filter(likeness__in=likeness, quarantined_at=None, erased_at=None)
    return list(alike.select_for_update(of=("self",)).order_by("pk"))


def _set_aside(pk: int, row: Quarantine, *, why: str, by: User) -> list[ToRecord]:
    article = Article.objects.select_for_update(of=("self",)).get(pk=pk)
    if article.quarantined_at is not None:
        return []
    statements = list(article.statements.order_by("pk"))
    entries = dict(article.entries.exclude(title="").values_list("pk", "title"))
    words = {
        **{name: getattr(article, name) for name in OF_ARTICLE},
        "statements": {
            one.pk: {name: getattr(one, name) for name in OF_STATEMENT} for one in statements
        },
        "entries": entries,
    }
    SetAside.objects.create(
        quarantine=row,
        article=article,
        text_sha256=hash_of(article.text),
        words=None if row.destroyed_at else words,
    )
    changes: dict[str, Any] = {**OF_ARTICLE, "quarantined_at": Now()}
    if article.state in OPEN_JOB:
        changes |= ended()
    if not article.is_private:
        changes |= {"private_because": Article.Private.MARKED, "privacy_set_by": by}
    Article.objects.filter(pk=pk).update(**changes)
    Statement.objects.filter(article=pk).update(**OF_STATEMENT)
    Entry.objects.filter(pk__in=entries).update(title="")
    for model in (LeftOver, SecondReading):
        model.objects.filter(article=pk, state__in=OPEN_JOB).update(**ended())
    return [(f"article:{pk}", "quarantine", {"sha256": row.sha256, "why": why})]


def ended() -> dict[str, Any]:
    """What to write on work that is under way or waits: whoever does it loses the lease."""
    return {
        "state": JobState.FAILED,
        "failure": KIND,
        "detail": QUARANTINED,
        "lease_token": None,
        "lease_until": None,
        "ended_at": Now(),
    }


def _set_tip_aside(tip: Tip, row: Quarantine, *, why: str) -> list[ToRecord]:
    words = {name: getattr(tip, name) for name in OF_TIP}
    SetAside.objects.create(
        quarantine=row,
        tip=tip,
        text_sha256=key_of_tip(tip),
        words=None if row.destroyed_at else words,
    )
    Tip.objects.filter(pk=tip.pk).update(**OF_TIP, quarantined_at=Now())
    return [(tip.chain, "quarantine", {"sha256": row.sha256, "why": why})]


def close_if_known(article: Article, text: str) -> None:
    """Close an article whose text, or file, is in quarantine already: it came again.

    Called last in the transaction that writes the text, which called `hold_text` first.
    """
    page = article.archived_page
    row = quarantine.in_force(page.sha256) if page else None
    if row is None and text:
        row = quarantine.in_force(hash_of(text))
    if row is not None:
        system = User.objects.system()
        record_each(_set_aside(article.pk, row, why=row.why, by=system), by=system)


def close_tip_if_known(tip: Tip) -> None:
    """As `close_if_known`, for what a reader has just sent."""
    lock_bytes(key_of_tip(tip))
    if row := quarantine.in_force(key_of_tip(tip)):
        record_each(_set_tip_aside(tip, row, why=row.why), by=User.objects.system())


def hold_text(text: str) -> None:
    """Before a text is written: nobody quarantines it until the transaction ends."""
    if text:
        lock_bytes(hash_of(text))


def put_back(row: Quarantine) -> list[ToRecord]:
    """The words of all texts in a quarantine that was released; what was ended is done again.

    Who erased or withdrew a tip meanwhile meant its words, too.
    """
    events: list[ToRecord] = []
    for aside in row.set_aside.select_related("article", "tip").order_by("pk"):
        words = aside.words or {}
        if aside.article is not None:
            _put_article_back(aside.article, words)
            chain = f"article:{aside.article_id}"
        else:
            assert aside.tip is not None
            if aside.tip.erased_at:
                words = {}
            Tip.objects.filter(pk=aside.tip.pk).update(quarantined_at=None, **words)
            chain = aside.tip.chain
        aside.delete()
        events.append((chain, "release-quarantine", {"sha256": row.sha256}))
    return events


def _put_article_back(article: Article, words: dict[str, Any]) -> None:
    own = {name: words[name] for name in OF_ARTICLE}
    Article.objects.filter(pk=article.pk).update(quarantined_at=None, **own)
    statements = list(article.statements.all())
    for statement in statements:
        for name, value in words["statements"].get(str(statement.pk), {}).items():
            setattr(statement, name, value)
    Statement.objects.bulk_update(statements, list(OF_STATEMENT))
    entries = list(Entry.objects.filter(pk__in=list(words["entries"])))
    for entry in entries:
        entry.title = words["entries"][str(entry.pk)]
    Entry.objects.bulk_update(entries, ["title"])
    for model in (Article, LeftOver, SecondReading):
        which = {"pk": article.pk} if model is Article else {"article": article.pk}
        waiting = model.objects.filter(**which, failure=KIND)
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


def destroy_words(row: Quarantine) -> list[ToRecord]:
    """Remove the words of all texts in a quarantine for good. Their hashes stay."""
    asides = list(row.set_aside.select_related("tip").order_by("pk"))
    row.set_aside.update(words=None)
    return [
        (
            aside.tip.chain if aside.tip else f"article:{aside.article_id}",
            "destroy-quarantined",
            {"sha256": row.sha256},
        )
        for aside in asides
    ]


def text_set_aside(row: Quarantine) -> str | None:
    """The text that is in quarantine, for an admin who hands it to the police; None if gone."""
    for aside in row.set_aside.order_by("pk"):
        if aside.words:
            return str(aside.words["text"] or aside.words.get("url", ""))
    return None
