"""Quarantine a text everywhere it occurs, release it, or destroy its words.

The functions here that change something record nothing. They return the events to write, and
the caller writes those of all chains in their order (`history.record.record_each`).
"""

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from claims.articles.models import Article
from claims.set_aside.actions import hash_text, put_article_back, set_article_aside, sha256_of
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
HOLDS = "It holds something that is in quarantine."
"""Why an e-mail is closed together with its attachment: its bytes contain the attachment's."""


def quarantine_key(article: Article) -> str:
    """The hash that quarantines an article: of the file it came as, otherwise of its text."""
    page = article.archived_page
    if page is not None and not page.content.is_erased:
        return page.sha256
    if not article.text:
        raise ValidationError(NOTHING_KEPT)
    return hash_text(article.text)


def articles_with_hash(sha256: str) -> list[Article]:
    """Articles made from these bytes or with this text, except those already in quarantine."""
    made = Q(page__sha256=sha256) | Q(capture__snapshot__sha256=sha256)
    found = Article.objects.filter(quarantined_at=None)
    same = found.exclude(text="").alias(hashed=sha256_of("text")).filter(hashed=sha256)
    pks = {*found.filter(made).values_list("pk", flat=True), *same.values_list("pk", flat=True)}
    rows = found.filter(pk__in=pks).select_related("page__content", "capture", "attached_to")
    return list(rows.order_by("pk"))


def quarantine_everywhere(
    sha256: str, *, why: str, closed_with: Quarantine | None = None, by: User
) -> tuple[Quarantine, list[ToRecord]]:
    """Quarantine these bytes, or the text with this hash, wherever they are.

    Closes their archived pages, the articles made from them, and the tips that became those
    articles. If it is a text, closes every article and tip with the same words. An article that
    only has the same words as a file stays open: two e-mails may both say "see attached".
    """
    row, pages = quarantine.put_in_quarantine(sha256, why=why, closed_with=closed_with, by=by)
    told = {"sha256": sha256, "why": why}
    events: list[ToRecord] = [(f"snapshot:{page.pk}", "quarantine", told) for page in pages]
    articles = [article.pk for article in articles_with_hash(sha256)]
    for pk in articles:
        events += set_article_aside(pk, row, why=why, by=by)
    for tip in tips_like(sha256, articles):
        events += set_tip_aside(tip, row, why=why)
    return row, events


def release_texts(row: Quarantine) -> list[ToRecord]:
    """Put back the words of all texts in a released quarantine, and restart the work on them.


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
            put_article_back(aside.article, words)
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
    """Remove the words of all texts in a quarantine for good. Their hashes are kept."""
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


def quarantined_text(row: Quarantine) -> str | None:
    """The text in quarantine, for an admin who hands it to the police; None once destroyed."""
    for aside in row.set_aside.order_by("pk"):
        if aside.words:
            return str(aside.words["text"] or aside.words.get("url", ""))
    return None
