"""Work that follows a reading: left-over lines read after all, and what came with an e-mail."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet


class LeftOver(Job):
    """A span of an article's text that somebody wants read. Reading it is a job of its own."""

    task_name: ClassVar[str] = "claims.read_left_over"
    lease_time: ClassVar[timedelta] = timedelta(seconds=120)

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
    """The job of taking in what came with an e-mail, which a person asked for."""

    task_name: ClassVar[str] = "claims.unpack"

    article = models.OneToOneField(
        "claims.Article", on_delete=models.PROTECT, primary_key=True, related_name="unpacking"
    )

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"what came with article {self.pk}"

    @property
    def asked_for_at(self) -> datetime:
        return self.article.submitted_at
