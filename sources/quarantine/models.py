"""Files and texts that may be illegal to possess, by their hash: nobody opens them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Quarantine(models.Model):
    """A file in quarantine, by the SHA-256 of its bytes, whichever pages have them.

    A text that came without a file is quarantined by the SHA-256 of its UTF-8 bytes. If one
    action closes several files, such as an e-mail and its attachments, they are decided
    together: the others are `closed_with` the chosen one.

    The database marks the archived pages with these bytes, including later ones (see the
    migration). The quarantine lasts until an admin releases it. `bytes_gone_at`: when the
    storage had removed all bytes that an admin had destroyed; empty until then.
    """

    sha256 = models.CharField("of the bytes, or of the text as UTF-8", max_length=64)
    why = models.CharField(max_length=500)
    closed_with = models.ForeignKey(
        "self",
        verbose_name="the quarantine that is decided together with it",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="others",
    )
    quarantined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    quarantined_at = models.DateTimeField(db_default=Now())
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    released_at = models.DateTimeField(null=True, blank=True)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    destroyed_at = models.DateTimeField(null=True, blank=True)
    bytes_gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(released_at=None),
                name="sources_quarantine_once_for_a_file",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(destroyed_at=None),
                name="sources_quarantine_released_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"quarantine of {self.sha256[:8]}"

    @property
    def n_together(self) -> int:
        """How many others are decided together with it."""
        first = self.closed_with_id or self.pk
        together = Quarantine.objects.filter(Q(pk=first) | Q(closed_with=first))
        return together.filter(released_at=None).count() - 1

    @property
    def sentence(self) -> str:
        """What everybody at the desk reads in place of the file."""
        sentence = (
            _(
                "Quarantined on %(day)s by %(name)s; nobody may open it."
                " An admin had it destroyed."
            )
            if self.destroyed_at
            else _(
                "Quarantined on %(day)s by %(name)s; nobody may open it."
                " An admin decides whether it is destroyed or released."
            )
        )
        day = date_format(timezone.localtime(self.quarantined_at), "j F Y")
        return sentence % {"day": day, "name": self.quarantined_by.name}
