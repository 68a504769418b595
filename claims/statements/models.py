"""Statements: exact words in an article, and what the desk decided about them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.articles import timestamps
from claims.extraction.text.invisible_characters import strip_invisible
from jobs.models import JobState


class StatementQuerySet(models.QuerySet["Statement"]):
    def to_triage(self) -> Self:
        """Proposed statements, those most worth checking first."""
        return self.filter(state=Statement.State.PROPOSED).order_by("-worth", "start")

    def for_triage(self) -> Self:
        return self.without_article().select_related("article__publisher")

    def without_article(self) -> Self:
        """Load related rows, but not the article, for pages that have it already."""
        return self.select_related(
            "claim",
            "triaged_by",
            "added_by",
            "speaker_chosen_by",
            "whole",
            "carried_from__triaged_by",
        )

    def promises(self) -> Self:
        """Promises that are proposed or accepted."""
        return self.filter(
            claim_type="promise",
            state__in=[Statement.State.PROPOSED, Statement.State.ACCEPTED],
        )

    def said_first(self) -> Self:
        """Exclude statements that only repeat a decision of the previous version."""
        same_claim = Q(claim=None) | Q(carried_from__claim=F("claim"))
        return self.exclude(same_claim, carried_from__state=F("state"))

    def vanished(self) -> Self:
        """Accepted statements whose words the next version of their article lacks.

        Loads the claim, the article and the version that replaced it.
        """
        return (
            self.filter(
                state=Statement.State.ACCEPTED,
                carried_to=None,
                article__replaced_by__state=JobState.DONE,
                article__replaced_by__replaces__isnull=False,
            )
            .select_related("claim__claimant", "article__replaced_by")
            .defer("article__text", "article__replaced_by__text")
            .order_by("-article__replaced_by__submitted_at", "number")
        )

    def said_by(self, name: str) -> Self:
        """Statements whose speaker's or claimant's name contains this."""
        return self.filter(
            Q(speaker__icontains=name) | Q(claim__claimant__name__icontains=name)
        )

    def triaged(self) -> Self:
        return self.exclude(state=Statement.State.PROPOSED).order_by("-triaged_at")


class Statement(models.Model):
    """The exact words in an article, who said them and how. The words never change."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        SPLIT = "split"

    class FoundBy(models.TextChoices):
        """Who found the statement."""

        READER = "reader", _("automatic extraction")
        SECOND_READER = "second-reader", _("the second reader")
        LIST = "list", _("an uploaded list")
        PERSON = "person", _("a person")

    class Kind(models.TextChoices):
        DIRECT = "direct"
        MIXED = "mixed"
        INDIRECT = "indirect"
        NARRATION = "narration"

    class Reason(models.TextChoices):
        """Why a statement isn't checked. The docket shows it."""

        OPINION = "opinion", _("an opinion")
        PREDICTION = "prediction", _("a prediction")
        VAGUE = "vague", _("too vague to check")
        NOT_CHECKABLE = "not-checkable", _("cannot be checked")
        CHECKED_BEFORE = "checked-before", _("checked before")
        TOO_SMALL = "too-small", _("matters too little")
        PRIVATE_PERSON = "private-person", _("about a private person")
        NOT_SAID = "not-said", _("not what was said")
        OTHER = "other", _("another reason")

    article = models.ForeignKey(
        "claims.Article", on_delete=models.PROTECT, related_name="statements"
    )
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    speaker = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - null: unresolved
    speaker_role = models.CharField(max_length=200, blank=True)
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    speaker_candidates = models.JSONField(
        "names of those who may have said it, the likelier first, where two fit",
        default=list,
        blank=True,
    )
    speaker_chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="who chose the speaker, where two may have said it",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    question = models.TextField("the question that it answers", null=True, blank=True)  # noqa: DJ001 - as in the contract
    cue = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 - as in the contract
    kind = models.CharField(max_length=9, choices=Kind.choices)
    claim_type = models.CharField(max_length=10)
    denied = models.BooleanField(default=False)
    worth = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    base_worth = models.FloatField(
        "worth before the desk's preferences changed it", null=True, blank=True
    )
    base_reasons = models.JSONField(default=list, blank=True)
    numbers = models.JSONField(default=list, blank=True)
    parts = models.JSONField(default=list, blank=True)
    splits = models.JSONField("spans that can be checked separately", default=list, blank=True)
    found_by = models.CharField(max_length=13, choices=FoundBy.choices, default=FoundBy.READER)
    whole = models.ForeignKey(
        "self",
        verbose_name="the statement it was split from",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pieces",
    )
    carried_from = models.ForeignKey(
        "self",
        verbose_name="the same words in the previous version",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
    )
    said_on = models.DateField("date it was said according to the text", null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    claim = models.ForeignKey(
        "claims.Claim",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
    )
    decline_reason = models.CharField(max_length=14, choices=Reason.choices, blank=True)
    decline_note = models.CharField(max_length=500, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="the editor who lets the docket show its words after it was declined",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_claim = models.BooleanField(default=False)
    triaged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    triaged_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="claims_statement_number"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="claims_statement_has_words"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""),
                name="claims_declined_with_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", claim__isnull=False)
                | Q(~Q(state="accepted"), claim__isnull=True),
                name="claims_accepted_means_claim",
            ),
            models.CheckConstraint(
                condition=Q(speaker=None)
                | Q(speaker_candidates=[])
                | Q(speaker_chosen_by__isnull=False),
                name="claims_speaker_chosen_by_a_person",
                violation_error_message=_("Choose who said it: two fit."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["article", "-worth", "start"],
                condition=Q(state="proposed"),
                name="claims_to_triage",
            )
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def worth_word(self) -> str:
        """Worth in a word: high, middling or low. Pages don't show the number."""
        if self.worth >= 0.6:  # noqa: PLR2004
            return gettext("high")
        return gettext("middling") if self.worth >= 0.3 else gettext("low")  # noqa: PLR2004

    @property
    def open_candidates(self) -> list[str]:
        """Names of those who may have said it, the likelier first, until a person chooses."""
        is_open = self.speaker is None and self.speaker_chosen_by_id is None
        return list(self.speaker_candidates) if is_open else []

    @property
    def seen(self) -> str:
        """The quote without invisible characters."""
        return strip_invisible(self.quote).text

    @property
    def moment(self) -> int | None:
        """The second of the recording at which it is said, or None."""
        return timestamps.second_at(self.article.times, self.start)

    @property
    def moment_words(self) -> str:
        """The time in the recording, such as "12:41", or ""."""
        return "" if self.moment is None else timestamps.format_clock(self.moment)

    @property
    def moment_url(self) -> str:
        """The address at which the recording plays from that time on, or ""."""
        if self.moment is None or not self.article.url:
            return ""
        return timestamps.url_at_second(self.article.url, self.moment)
