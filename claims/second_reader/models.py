"""The job of a second reading, if the desk has configured a second reader."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from claims.articles.models import Article
from jobs.models import Job, JobQuerySet, JobState


class SecondReading(Job):
    """The job of sending an article to the second reader. If it fails, nothing is lost.

    A text is sent piece by piece; `place` is how far it has come, in code points.
    """

    task_name: ClassVar[str] = "claims.read_second"
    lease_time: ClassVar[timedelta] = timedelta(seconds=300)

    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, primary_key=True, related_name="second_reading"
    )
    model = models.CharField("name of the model", max_length=200, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    place = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField("statements that it proposed", default=0)
    kept = models.PositiveIntegerField("proposed statements found in the text", default=0)

    objects = JobQuerySet.as_manager()

    def finish_piece(self, place: int, *, proposed: int, kept: int) -> bool:
        """Finish a piece whose statements are saved, and make the job due for the next."""
        return self._end(
            state=JobState.WAITING,
            attempts=0,
            run_after=Now(),
            dispatched_at=Now(),
            failure="",
            detail="",
            place=place,
            proposed=models.F("proposed") + proposed,
            kept=models.F("kept") + kept,
        )

    def __str__(self) -> str:
        return f"second reading of {self.article_id}"
