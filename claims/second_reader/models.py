"""What another reader than ours makes of an article, where the desk runs one."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from claims.articles.models import Article
from jobs.models import Job, JobQuerySet, JobState


class SecondReading(Job):
    """The job of asking the second reader about an article. Its failure costs nothing.

    A text is asked about piece by piece; `place` is how far that has come, in code points.
    """

    task_name: ClassVar[str] = "claims.read_second"
    lease_time: ClassVar[timedelta] = timedelta(seconds=300)

    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, primary_key=True, related_name="second_reading"
    )
    model = models.CharField("what the endpoint calls its model", max_length=200, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    place = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField("statements it gave", default=0)
    kept = models.PositiveIntegerField("those whose words stand in the text", default=0)

    objects = JobQuerySet.as_manager()

    def goes_on(self, place: int, *, proposed: int, kept: int) -> bool:
        """One piece is done and its statements are written: the next may be asked about."""
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
