"""Sources of a review, and the passages of archived pages that it is based on."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from claims.articles.models import OPEN_JOB
from jobs.models import JobState
from sources.captures.models import Capture
from sources.snapshots.models import LONG_TEXTS, EarlierText, Snapshot

USER = settings.AUTH_USER_MODEL


QUARANTINED_WORDS = "[in quarantine]"


class SourceQuerySet(models.QuerySet["Source"]):
    def with_pages(self) -> Self:
        pages = ("snapshot", "capture__snapshot")
        return self.select_related(
            *(f"{page}__content__publisher" for page in pages),
            *(f"{page}__kept_by" for page in pages),
            "added_by",
        ).defer(*(f"{page}__content__{name}" for page in pages for name in LONG_TEXTS))


class Source(models.Model):
    """A page that a review may take evidence from: archived, or waiting for its capture."""

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="sources"
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False) | Q(capture__isnull=False),
                name="reviews_source_has_a_page",
                violation_error_message="A source needs a page: an address or a file.",
            )
        ]

    def __str__(self) -> str:
        return f"source {self.pk} of review {self.review_id}"

    @property
    def page(self) -> Snapshot | None:
        """The archived page, if there is one yet."""
        return self.snapshot or (self.capture.snapshot if self.capture else None)

    @property
    def page_state(self) -> str:
        """One of waiting, failed, reading (archived, not parsed yet) or kept."""
        if self.page is None:
            failed = self.capture is not None and self.capture.state == JobState.FAILED
            return "failed" if failed else "waiting"
        return "reading" if self.page.content.state in OPEN_JOB else "kept"

    @property
    def attempts(self) -> int:
        """How often its page was requested."""
        return self.capture.attempts if self.capture else 0


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_pages(self) -> Self:
        """With pages and who added them, without the texts of pages, which may be long."""
        return (
            self.select_related(
                "snapshot__content__publisher",
                "snapshot__content__typed_by",
                "snapshot__kept_by",
                "capture",
                "added_by",
                "watch",
            )
            .defer(*(f"snapshot__content__{name}" for name in LONG_TEXTS))
            .order_by("number")
        )

    def with_texts(self) -> Self:
        """With pages and their texts, to freeze the words around each passage."""
        return (
            self.with_pages()
            .select_related("earlier_text")
            .defer(None)
            .defer("snapshot__content__html", "snapshot__content__article_text")
        )

    def to_anchor(self) -> Self:
        """Those whose page is parsed, and whose words were not searched on it yet."""
        return (
            self.standing()
            .filter(anchored=None)
            .filter(
                Q(snapshot__content__state__in=[JobState.DONE, JobState.FAILED])
                | Q(
                    capture__snapshot__content__state__in=[JobState.DONE, JobState.FAILED],
                    snapshot=None,
                )
            )
        )


class Evidence(models.Model):
    """A passage of an archived page, and what it shows about the claim. Its number is never
    given to another one.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        REFUTES = "refutes"
        CONTEXT = "context"

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="evidence"
    )
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    earlier_text = models.ForeignKey(
        EarlierText,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="the typed text that its words are from, if it was typed again since",
    )
    quote = models.TextField(
        "the words as given", max_length=5000, validators=[MaxLengthValidator(5000)]
    )
    passage = models.TextField("the page's own words", blank=True)
    prefix = models.CharField("the words just before it", max_length=64, blank=True)
    suffix = models.CharField("the words just after it", max_length=64, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    anchored = models.BooleanField(null=True, blank=True)
    near_passage = models.TextField("much the same words on the page", blank=True)
    near_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    primary = models.BooleanField(default=False)
    origin = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    point = models.CharField(
        "the point of the claim that it bears on", max_length=300, blank=True
    )
    interest = models.CharField(
        "what the publisher has at stake, as readers are told", max_length=300, blank=True
    )
    figure = models.DecimalField(
        "the number that it gives", max_digits=30, decimal_places=10, null=True, blank=True
    )
    figure_unit = models.CharField(max_length=40, blank=True)
    figure_period = models.CharField(max_length=80, blank=True)
    figure_place = models.CharField(max_length=80, blank=True)
    is_confidential = models.BooleanField(default=False)
    described_as = models.CharField("what readers are told instead", max_length=300, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_note = models.CharField(max_length=500, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            GinIndex(SearchVector("passage", config="english"), name="reviews_evidence_words")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="reviews_evidence_number"
            ),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False) | Q(capture__isnull=False),
                name="reviews_evidence_has_a_page",
                violation_error_message="Evidence needs a page: an address or a kept page.",
            ),
            models.CheckConstraint(
                condition=~Q(anchored=True) | (Q(snapshot__isnull=False) & ~Q(passage="")),
                name="reviews_anchored_means_passage",
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False) | ~Q(described_as=""),
                name="reviews_confidential_is_described",
                violation_error_message="Say how readers are told of it: it is confidential.",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.quote[:60]}"

    @property
    def is_waiting(self) -> bool:
        """Whether its page is still being archived or parsed."""
        if self.anchored is not None:
            return False
        if self.snapshot is None and self.capture is not None:
            return self.capture.state in OPEN_JOB or self.capture.state == JobState.DONE
        return True

    @property
    def stands(self) -> bool:
        """Whether its passage is on a page that may be opened: not erased, not quarantined."""
        return bool(self.anchored and self.snapshot and not self.snapshot.content.is_closed)

    @property
    def is_quarantined(self) -> bool:
        """Whether the file that it is from is in quarantine."""
        return self.snapshot is not None and self.snapshot.content.is_quarantined

    @property
    def shown_words(self) -> str:
        """Its words for the desk: the page's own if they were found, or as they were given."""
        return QUARANTINED_WORDS if self.is_quarantined else self.passage or self.quote

    @property
    def page_text(self) -> str:
        """The text that its passage is in: the page's, or an earlier transcription."""
        if self.earlier_text is not None:
            return self.earlier_text.text
        return self.snapshot.content.text if self.snapshot else ""

    @property
    def attempts(self) -> int:
        """How often its page was asked for."""
        return self.capture.attempts if self.capture else 0

    @property
    def page_state(self) -> str:
        """One of waiting, failed, exact, near or missing (not on the page)."""
        if self.anchored:
            return "exact"
        if self.anchored is None:
            return "waiting" if self.is_waiting else "failed"
        return "near" if self.near_passage else "missing"
