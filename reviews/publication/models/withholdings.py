"""What readers are not shown for a time, and addresses that published checks used to have."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User

USER = settings.AUTH_USER_MODEL


class WithholdingQuerySet(models.QuerySet["Withholding"]):
    def in_force(self) -> Self:
        """What readers are not shown at this moment, by the database's clock.

        One that nobody confirmed in time has ended, whether or not the sweep noted it yet.
        """
        in_time = Q(confirmed_at__isnull=False) | Q(confirm_by__gt=Now())
        return self.filter(in_time, lifted_at=None, lapsed_at=None)

    def to_lapse(self) -> Self:
        """Those that no second editor confirmed in time; the sweep must record that."""
        return self.filter(
            lifted_at=None, lapsed_at=None, confirmed_at=None, confirm_by__lte=Now()
        )

    def of_claim(self, claim: int) -> Self:
        """Those of a claim's checks, the newest first."""
        return self.filter(publication__claim=claim).order_by("-pk")

    def ended(self) -> Self:
        over = Q(confirmed_at=None, confirm_by__lte=Now())
        return self.filter(Q(lifted_at__isnull=False) | Q(lapsed_at__isnull=False) | over)

    def waiting_for(self, user: User) -> Self:
        """Those that this editor is asked about: to confirm, or whether it is needed still."""
        to_confirm = Q(confirmed_at=None) & ~Q(withheld_by=user)
        again = Q(confirmed_at__isnull=False, ask_again_at__lte=Now())
        mine = Q(withheld_by=user) | Q(confirmed_by=user)
        return self.in_force().filter(to_confirm | again & mine)

    def for_lists(self) -> Self:
        return self.select_related(
            "publication__claim__claimant",
            "publication__review",
            "publication__revision",
            "version",
            "snapshot",
            "withheld_by",
            "confirmed_by",
            "lifted_by",
        )


class Withholding(models.Model):
    """Something that one editor hides from readers, and that another one confirms.

    It is not a retraction: what was approved stays as it is, with its hash. `words` are a
    passage, a name or words to be removed; `instead` may replace a name in our own text.
    `reason` is for the desk alone.
    """

    class What(models.TextChoices):
        CHECK = "check", _("The whole check")
        VERSION = "version", _("One version")
        PASSAGE = "passage", _("A passage")
        COPY = "copy", _("An archived page")
        NAME = "name", _("A name")
        WORDS = "words", _("Words, for law or privacy")

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed"
        CONFIRMED = "confirmed"
        LIFTED = "lifted"
        LAPSED = "lapsed"

    what = models.CharField(max_length=7, choices=What.choices)
    publication = models.ForeignKey(
        "reviews.Publication", on_delete=models.PROTECT, related_name="withholdings"
    )
    version = models.ForeignKey(
        "reviews.PublishedVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withholdings",
    )
    snapshot = models.ForeignKey(
        "sources.Snapshot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withholdings",
    )
    words = models.TextField(max_length=5000, blank=True, validators=[MaxLengthValidator(5000)])
    spellings = models.JSONField(
        "other spellings that are withheld with a name", default=list, blank=True
    )
    instead = models.CharField("what stands instead of a name", max_length=80, blank=True)
    reason = models.CharField("for the desk alone", max_length=1000)
    withheld_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withheld_at = models.DateTimeField(db_default=Now())
    confirm_by = models.DateTimeField("by when a second editor confirms, or it ends")
    confirmed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(
        "when both editors are asked whether it is needed still"
    )
    lifted_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("withheld_by")),
                name="reviews_withholding_second_editor",
                violation_error_message=_(
                    "Another editor than the one who withheld it confirms."
                ),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="reviews_withholding_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(what="version", version__isnull=False)
                | ~Q(what="version") & Q(version=None),
                name="reviews_withholding_names_a_version",
                violation_error_message=_("Say which version."),
            ),
            models.CheckConstraint(
                condition=Q(what="copy", snapshot__isnull=False)
                | ~Q(what="copy") & Q(snapshot=None),
                name="reviews_withholding_names_a_copy",
                violation_error_message=_("Say which archived page."),
            ),
            models.CheckConstraint(
                condition=Q(what__in=["passage", "name", "words"]) & ~Q(words="")
                | ~Q(what__in=["passage", "name", "words"]) & Q(words=""),
                name="reviews_withholding_names_words",
                violation_error_message=_("Give the exact words."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["publication"],
                condition=Q(lifted_at=None, lapsed_at=None),
                name="reviews_withheld_now",
            )
        ]

    def __str__(self) -> str:
        return f"withholding {self.pk} ({self.what})"

    @property
    def state(self) -> str:
        if self.lifted_at:
            return self.State.LIFTED
        if self.confirmed_at:
            return self.State.CONFIRMED
        is_over = self.lapsed_at or self.confirm_by <= timezone.now()
        return self.State.LAPSED if is_over else self.State.UNCONFIRMED

    @property
    def label(self) -> str:
        """What is withheld, in a few words for the desk: "the name Dana Ferrow"."""
        match self.what:
            case self.What.VERSION if self.version:
                return gettext("version %(number)s") % {"number": self.version.number}
            case self.What.COPY if self.snapshot:
                title = self.snapshot.title or self.snapshot.host
                return gettext("the archived page “%(title)s”") % {"title": title}
            case self.What.CHECK:
                return gettext("the whole check")
        words = {"words": Truncator(self.words).chars(80)}
        match self.what:
            case self.What.NAME:
                return gettext("the name “%(words)s”") % words
            case self.What.PASSAGE:
                return gettext("the passage “%(words)s”") % words
        return gettext("the words “%(words)s”") % words


class OldAddress(models.Model):
    """A slug that a published check had before it was moved to a neutral one.

    It redirects to the check, but answers 451 if `is_withheld`, and while words that it spells
    are withheld.
    """

    slug = models.SlugField(max_length=100, unique=True)
    publication = models.ForeignKey(
        "reviews.Publication", on_delete=models.PROTECT, related_name="old_addresses"
    )
    is_withheld = models.BooleanField("answers 451 for good", default=False)
    moved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug
