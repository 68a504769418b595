"""Decide which articles are private: readers learn only that they exist (ADR 26)."""

from typing import TypedDict

from django.db.models import Case, F, Value, When

from claims.articles.models import Article
from sources.safe_fetch import media_type
from sources.snapshots.models import Content

PUT_IN_BY_HAND = frozenset({Article.CameBy.PASTE, Article.CameBy.FILE})
"""Ways to submit a text whose source only the person who submits it can name."""


class PrivacyChanges(TypedDict, total=False):
    """The column of an article that the privacy rule may change."""

    private_because: Case


def reason_when_submitted(article: Article) -> str:
    """Return why an article is private, as far as is known on submission; "" if it is public.

    A text submitted by a person is public only if that person gives a publisher or an address.
    """
    if article.attached_to_id:
        return Article.Private.MAIL
    if article.came_by == Article.CameBy.TIP:
        return Article.Private.TIP
    is_unnamed = not article.url and article.publisher is None
    if is_unnamed and article.came_by in PUT_IN_BY_HAND:
        return Article.Private.UNNAMED
    return ""


def changes_when_read(
    article: Article, content: Content | None, replaces: Article | None = None
) -> PrivacyChanges:
    """Return the changes to an article once its page is parsed: every e-mail is private.

    A new version of a private article is private for the same reason. A person's decision is
    kept, even one made during extraction.
    """
    reason = replaces.private_because if replaces else ""
    if content and content.snapshot.media_type == media_type.EML:
        reason = Article.Private.MAIL
    if not reason or article.is_private:
        return {}
    by_rule = When(privacy_set_by=None, then=Value(str(reason)))
    return {"private_because": Case(by_rule, default=F("private_because"))}
