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
from claims.tips.quarantine import set_tip_aside, tips_like
from history.record import ToRecord
from sources.quarantine.models import Quarantine
from sources.snapshots import quarantine

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
    details = {"sha256": sha256, "why": why}
    events: list[ToRecord] = [(f"snapshot:{page.pk}", "quarantine", details) for page in pages]
    articles = [article.pk for article in articles_with_hash(sha256)]
    for pk in articles:
        events += set_article_aside(pk, row, why=why, by=by)
    for tip in tips_like(sha256, articles):
        events += set_tip_aside(tip, row, why=why)
    return row, events


def release_texts(row: Quarantine) -> list[ToRecord]:
    """Put back the words of all texts in a released quarantine, and restart the work on them.

    The words of a tip that was erased or withdrawn in the meantime stay erased.
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
