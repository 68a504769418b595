"""Retry a second reading."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.models import Article
from claims.second_reader.models import SecondReading
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState


@transaction.atomic
def retry_second_reading(article: Article, *, by: User) -> SecondReading:
    """Retry a failed second reading, from the piece where it stopped."""
    reading: SecondReading | None = (
        SecondReading.objects.select_for_update(of=("self",)).filter(pk=article.pk).first()
    )
    if reading is None or reading.state != JobState.FAILED:
        raise ValidationError(_("Only a second reading that failed can be retried."))
    SecondReading.objects.filter(pk=article.pk).update(
        state=JobState.WAITING, attempts=0, run_after=Now(), dispatched_at=Now()
    )
    record(f"article:{article.pk}", "read-second-again", by=by)
    dispatch_on_commit(SecondReading.task_name, article.pk)
    reading.refresh_from_db()
    return reading
