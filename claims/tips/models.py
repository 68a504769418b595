"""Tips from readers, reports that a check is wrong, and the e-mails that answer them."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.tips.working_days import after_working_days
from jobs.models import Job, JobQuerySet

WORKING_DAYS = 2
"""The working days within which a report should be answered."""


class TipQuerySet(models.QuerySet["Tip"]):
    def to_check(self) -> Self:
        """Tips that ask us to check something, without reports."""
        return self.filter(disputes=None)

    def reports(self) -> Self:
        """Reports that one of our checks is wrong."""
        return self.exclude(disputes=None)

    def to_read(self) -> Self:
        """Tips on which nobody at the desk has decided."""
        return self.to_check().filter(state=Tip.State.RECEIVED, quarantined_at=None)

    def to_answer(self) -> Self:
        """Reports that need an answer."""
        return self.reports().filter(state=Tip.State.RECEIVED, quarantined_at=None)

    def decided(self) -> Self:
        return self.exclude(state=Tip.State.RECEIVED)

    def alike(self, tip: "Tip") -> Self:
        """Tips with the same words or the same link as this one, including itself."""
        return self.filter(likeness=tip.likeness)

    def with_alike(self) -> Self:
        """Add `n_alike`: how many tips say the same and are in the same state."""
        own = _same_state_and_words().order_by().values("likeness")
        counted = own.annotate(n=models.Count("pk")).values("n")
        return self.annotate(
            n_alike=models.Subquery(counted, output_field=models.IntegerField())
        )

    def newest_of_each(self) -> Self:
        """The newest of tips that say the same, with `n_alike`."""
        newer = _same_state_and_words().filter(pk__gt=models.OuterRef("pk"))
        return self.with_alike().filter(~models.Exists(newer))

    def oldest_of_each(self) -> Self:
        """The oldest of tips that say the same, which has waited longest."""
        older = _same_state_and_words().filter(pk__lt=models.OuterRef("pk"))
        return self.filter(~models.Exists(older))

    def for_lists(self) -> Self:
        return self.select_related("article", "handled_by", "claim", "disputes__claimant")

    def wanting_an_answer(self) -> Self:
        """Tips with an e-mail address that became articles and haven't been answered."""
        return self.exclude(email="").filter(state=Tip.State.READ, letter=None)


def _same_state_and_words() -> "TipQuerySet":
    return Tip.objects.filter(
        likeness=models.OuterRef("likeness"), state=models.OuterRef("state")
    )


class Tip(models.Model):
    """Something that a reader asks us to check, with a private page that shows its state.

    With a claim in `disputes` it is a report: a reader says that our check of that claim is
    wrong. An editor answers it, and it never becomes an article.

    `key_hash` is the SHA-256 of the secret in that page's address, so the table alone doesn't
    give access to it. The e-mail address is used for one e-mail, then emptied. `sender` is a
    keyed hash of the IP address, kept for a day to limit tips from one address.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        READ = "read", _("accepted and being read")
        ANSWERED = "answered"
        SPAM = "spam", _("closed as spam")
        WITHDRAWN = "withdrawn", _("withdrawn by its sender")

    key_hash = models.CharField(max_length=64, unique=True)
    text = models.TextField(max_length=20_000, blank=True)
    url = models.URLField("link", max_length=2048, blank=True)
    why = models.TextField("why it matters", max_length=1000, blank=True)
    email = models.EmailField("e-mail for an answer", blank=True)
    disputes = models.ForeignKey(
        Claim,
        verbose_name="the claim whose check is disputed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )
    disputed_version = models.PositiveSmallIntegerField(
        "the version of the check that the sender read", null=True, blank=True
    )
    wants_credit = models.BooleanField(
        "a correction may say that a reader found it", default=False
    )
    likeness = models.CharField(
        "hash of the link or, without one, of the words", max_length=64, blank=True
    )
    sender = models.CharField(max_length=32, blank=True)
    received_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="tips"
    )
    answer = models.TextField(max_length=2000, blank=True)
    claim = models.ForeignKey(
        Claim,
        verbose_name="the claim whose check answers it",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    handled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField(max_length=300, blank=True)
    quarantined_at = models.DateTimeField(
        "when it was put in quarantine", null=True, blank=True
    )

    objects = TipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="")
                | ~Q(url="")
                | Q(erased_at__isnull=False)
                | Q(quarantined_at__isnull=False),
                name="claims_tip_says_something",
                violation_error_message=_("Send us the words, or a link to them."),
            ),
            models.CheckConstraint(
                condition=Q(quarantined_at=None) | Q(text="", url="", why=""),
                name="claims_tip_quarantined_is_blank",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer="") | Q(erased_at__isnull=False),
                name="claims_tip_answered_in_words",
                violation_error_message=_("Write the answer that the sender will read."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=Q(state="received"),
                name="claims_tips_to_read",
            ),
            models.Index(fields=["likeness", "state", "-id"], name="claims_tips_alike"),
            models.Index(
                fields=["sender", "received_at"],
                condition=~Q(sender=""),
                name="claims_tips_of_a_sender",
            ),
            models.Index(fields=["received_at"], name="claims_tips_lately"),
            models.Index(fields=["id"], condition=~Q(email=""), name="claims_tips_to_answer"),
        ]

    def __str__(self) -> str:
        if self.quarantined_at:
            return f"Tip {self.pk}, in quarantine"
        return self.text[:80] or self.url or f"Tip {self.pk}"

    @property
    def chain(self) -> str:
        return f"tip:{self.pk}"

    @property
    def is_report(self) -> bool:
        return self.disputes_id is not None

    @property
    def answer_due(self) -> datetime:
        """When a report should be answered, in the desk's time zone."""
        return after_working_days(timezone.localtime(self.received_at), WORKING_DAYS)

    @property
    def is_late(self) -> bool:
        return self.answer_due < timezone.now()


class Letter(Job):
    """The e-mail to the sender of a tip. Words and address are deleted once it is sent."""

    task_name: ClassVar[str] = "claims.send_letter"
    lease_time: ClassVar[timedelta] = timedelta(seconds=120)
    max_attempts: ClassVar[int] = 5

    tip = models.OneToOneField(
        Tip, on_delete=models.PROTECT, primary_key=True, related_name="letter"
    )
    subject = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    written_at = models.DateTimeField(db_default=Now())

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"letter for tip {self.tip_id}"
