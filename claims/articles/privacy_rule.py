"""Which texts are private: readers are told that there is one, and nothing else (ADR 26)."""

from django.db.models import Case, F, Value, When

from claims.articles.models import Article
from sources.safe_fetch import media_type
from sources.snapshots.models import Content

PUT_IN_BY_HAND = frozenset({Article.CameBy.PASTE, Article.CameBy.FILE})
"""How a text comes whose source only the person who puts it in can name."""


def reason_when_submitted(article: Article) -> str:
    """Why a text is private as far as can be known before it is read; empty if it is public.

    A text that a person puts in needs a publisher or an address, given by that person.
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
) -> dict[str, Case]:
    """What to write on a text once its page is known: any e-mail is private, however it came.

    A new version of a private text is private for the same reason. What a person decides, even
    while the text is being read, stays.
    """
    reason = replaces.private_because if replaces else ""
    if content and content.snapshot.media_type == media_type.EML:
        reason = Article.Private.MAIL
    if not reason or article.is_private:
        return {}
    by_rule = When(privacy_set_by=None, then=Value(str(reason)))
    return {"private_because": Case(by_rule, default=F("private_because"))}
