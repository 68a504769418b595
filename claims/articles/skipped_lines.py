"""Extract statements from lines that were skipped as boilerplate."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState


@transaction.atomic
def extract_skipped_lines(article: Article, *, start: int, end: int, by: User) -> LeftOver:
    """Mark skipped lines as text, and have a worker extract their statements.

    `start` and `end` are offsets in the article's text. Every skipped line that they touch
    counts as text from now on; its statements follow when the worker is done.
    """
    article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
    refuse_quarantined(article)
    if article.state != JobState.DONE:
        raise ValidationError(
            _("This article is still being processed. Try again in a minute.")
        )
    meant = [(s, e) for s, e in article.left_over if s < end and e > start]
    if not meant:
        raise ValidationError(_("These words are treated as text already."))
    article.left_over = [span for span in article.left_over if tuple(span) not in meant]
    article.save(update_fields=["left_over"])
    asked = LeftOver(
        article=article,
        start=min(first for first, _ in meant),
        end=max(last for _, last in meant),
        asked_by=by,
    )
    asked.full_clean()
    asked.save()
    record(f"article:{article.pk}", "is-text", by=by, start=asked.start, end=asked.end)
    dispatch_on_commit(LeftOver.task_name, asked.pk)
    return asked
