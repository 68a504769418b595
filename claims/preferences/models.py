"""What the desk prefers to check."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class RankingPreference(models.Model):
    """A topic, person or word that the desk raises or lowers in the ranking of statements.

    `amount` is in log-odds, from -2 (hardly ever) to 2 (nearly always), and never 0.
    """

    class Kind(models.TextChoices):
        TOPIC = "topic"
        PERSON = "person"
        WORD = "word"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.CharField(max_length=100)
    amount = models.FloatField(validators=[MinValueValidator(-2), MaxValueValidator(2)])
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "claims_leaning"
        constraints = [
            models.UniqueConstraint(
                "kind",
                Lower("text"),
                name="claims_one_leaning_each",
                violation_error_message=_(
                    "The desk already has a preference for this. Change it."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.text
