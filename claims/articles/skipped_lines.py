"""What is done about lines that were not read: say that they are text after all."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState


@transaction.atomic
def extract_skipped_lines(article: Article, *, start: int, end: int, by: User) -> LeftOver:
    """Say that left-over lines are text, and ring for a worker to read them.

    `start` and `end` are places in the article's text; every left-over line that they touch is
    meant, whole. They are text from now on; statements follow when they are read.
    """
    article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
    refuse_quarantined(article)
    if article.state != JobState.DONE:
        raise ValidationError("Wait until the article is read.")
    meant = [(s, e) for s, e in article.left_over if s < end and e > start]
    if not meant:
        raise ValidationError("These words are read as text already.")
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
    told = {"start": asked.start, "end": asked.end}
    record(f"article:{article.pk}", "is-text", by=by, **told)
    dispatch_on_commit(LeftOver.task_name, asked.pk)
    return asked
