"""A correction that somebody prepared, for another editor to confirm."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from reviews.publication.models.publications import Correction
from reviews.review.models.reviews import Review

USER = settings.AUTH_USER_MODEL


class ProposedCorrection(models.Model):
    """The text and kind of a correction until it is confirmed or taken back.

    It belongs to one revision: `waiting_for` leaves out one of an earlier revision, whose text
    is used to fill in the form again.
    """

    review = models.OneToOneField(
        "reviews.Review", on_delete=models.CASCADE, related_name="proposed_correction"
    )
    revision = models.ForeignKey("reviews.Revision", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=11,
        choices=[
            one for one in Correction.Kind.choices if one[0] != Correction.Kind.RETRACTION
        ],
    )
    text = models.CharField("what readers are told", max_length=1000)
    note = models.CharField("for the desk alone", max_length=1000, blank=True)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.kind} correction proposed with {self.revision}"

    @classmethod
    def waiting_for(cls, review: Review) -> "ProposedCorrection | None":
        """The correction of this review that waits for an editor to confirm it."""
        return review.proposed_correction if review.has_waiting_correction else None
