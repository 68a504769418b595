"""What the desk asks of a check beyond the default standard."""

from django.db import models


class Standard(models.Model):
    """The one row of what submitting needs more; without it, the default standard alone."""

    origins_needed = models.PositiveSmallIntegerField("independent origins needed", default=0)
    reply_needed = models.BooleanField(
        "the claimant was asked, or it is said why not", default=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="reviews_one_standard")
        ]

    def __str__(self) -> str:
        return "the desk's standard"

    @classmethod
    def current(cls) -> "Standard":
        """What is asked now."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
