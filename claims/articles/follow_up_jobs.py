"""Jobs that follow extraction: skipped lines to extract, and attachments of an e-mail."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet


class LeftOver(Job):
    """A skipped span of an article's text from which somebody wants statements extracted."""

    task_name: ClassVar[str] = "claims.read_left_over"
    lease_time: ClassVar[timedelta] = timedelta(seconds=320)

    article = models.ForeignKey(
        "claims.Article", on_delete=models.PROTECT, related_name="readings_of_left_over"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    objects = JobQuerySet.as_manager()

    class Meta(Job.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="claims_left_over_has_words"
            ),
            models.UniqueConstraint(
                fields=["article", "start", "end"], name="claims_left_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of article {self.article_id}"


class Unpacking(Job):
    """The job that opens the attachments of an e-mail when somebody asks for them."""

    task_name: ClassVar[str] = "claims.unpack"

    article = models.OneToOneField(
        "claims.Article", on_delete=models.PROTECT, primary_key=True, related_name="unpacking"
    )

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"attachments of article {self.pk}"

    @property
    def asked_for_at(self) -> datetime:
        return self.article.submitted_at
