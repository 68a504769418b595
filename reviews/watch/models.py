"""The watch on the live page of a piece of evidence."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims.statements.models import Statement
from jobs.models import JobState
from reviews.watch import context_changes as around
from sources.captures.models import Capture
from sources.snapshots.models import Snapshot

USER = settings.AUTH_USER_MODEL
LOST = ("gone", "walled", "unreachable")
OTHER_WORDS = ("near", "absent")
TROUBLE = Q(page__in=LOST) | Q(passage__in=OTHER_WORDS)
"""Readers can no longer see there what we quoted."""
ENDED = [JobState.DONE, JobState.FAILED]


class WatchQuerySet(models.QuerySet["Watch"]):
    """All times are the database's clock."""

    def due(self) -> Self:
        """Those whose page is due for a check that isn't running yet."""
        return self.filter(next_at__lte=Now(), capture=None)

    def fetched(self) -> Self:
        """Those whose capture has ended, well or not, and was not assessed yet."""
        ended = Q(capture__state=JobState.FAILED) | Q(
            capture__snapshot__content__state__in=ENDED
        )
        return self.filter(ended, capture__isnull=False)

    def copied(self) -> Self:
        """Those whose uploaded later copy is parsed and was not assessed yet."""
        return self.filter(copy__isnull=False, copy__content__state__in=ENDED)

    def trouble(self) -> Self:
        return self.filter(TROUBLE)

    def unsettled(self) -> Self:
        return self.filter(TROUBLE, settled_at=None)

    def to_look_at(self, user: User) -> Self:
        """Lost words for this user: in what they hold, and for editors in what is public."""
        return self.unsettled().of(user)

    def changed_around(self) -> Self:
        """Those where our words are still there, and an unsettled change is around them."""
        return self.filter(around_at__isnull=False)

    def around_to_look_at(self, user: User) -> Self:
        """The same for published checks that this user has to look at."""
        return self.changed_around().of(user).filter(next_at__isnull=False)

    def of(self, user: User) -> Self:
        """Those of reviews that this user holds, and for editors of what nobody holds.

        What a checker proposed to settle waits for an editor, and is not the checker's to do.
        """
        theirs = Q(evidence__review__holder=user)
        if user.is_editor:
            theirs |= Q(evidence__review__holder=None, next_at__isnull=False)
        found = self.filter(theirs, evidence__withdrawn_at=None)
        waits = Q(pk__in=Watch.objects.filter(proposed_changes__state="proposed").values("pk"))
        return found if user.is_editor else found.exclude(waits)

    def with_evidence(self) -> Self:
        """With the claim and the titles of both pages, and none of their texts."""
        return self.select_related(
            "evidence__review__claim__claimant",
            "evidence__snapshot__content",
            "found__content",
            "capture",
            "settled_by",
        ).defer(
            *(
                f"{page}__content__{name}"
                for page in ("evidence__snapshot", "found")
                for name in ("text", "article_text", "html")
            )
        )


class Watch(models.Model):
    """The live page of one piece of evidence, checked on request or regularly.

    `page` and `passage` are the last result; the archived page and its passage never change.
    """

    class Page(models.TextChoices):
        SAME = "same", "the page is the same"
        CHANGED = "changed", "the page has changed"
        MOVED = "moved", "the page has moved"
        GONE = "gone", "the page is gone"
        WALLED = "walled", "the page is behind a wall"
        UNREACHABLE = "unreachable", "the page cannot be reached"

    class Passage(models.TextChoices):
        EXACT = "exact", "exact"
        MOVED = "moved", "moved"
        NEAR = "near", "near match"
        ABSENT = "absent", "not on the page now"

    evidence = models.OneToOneField(
        "reviews.Evidence", on_delete=models.PROTECT, primary_key=True, related_name="watch"
    )
    address = models.URLField("where it is looked for", max_length=2048, blank=True)
    began_at = models.DateTimeField(
        "since when it is looked at by itself", null=True, blank=True
    )
    page = models.CharField(max_length=11, choices=Page.choices, blank=True)
    passage = models.CharField(max_length=6, choices=Passage.choices, blank=True)
    since = models.DateTimeField("when it was first seen so", null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looks = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField("null: by button alone", null=True, blank=True)
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    copy = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="a later copy put in by hand that is still being read",
    )
    copy_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    failed_looks = models.PositiveSmallIntegerField("looks in a row that failed", default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    found = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the page as the last look found it",
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    near_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    detail = models.CharField(
        "what the last look says, in a sentence", max_length=500, blank=True
    )
    settled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.CharField(max_length=500, blank=True)
    around = models.JSONField(
        "kinds of change around words that still stand, until settled", default=list, blank=True
    )
    around_at = models.DateTimeField(
        "when such a change was first seen; null: there is none", null=True, blank=True
    )
    seen = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the page as whoever settled it last has seen it",
    )
    seen_around = models.JSONField(
        "kinds of change that were settled then", default=list, blank=True
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(next_at__isnull=False, capture=None),
                name="reviews_watch_due",
            ),
            models.Index(
                fields=["capture"],
                condition=Q(capture__isnull=False),
                name="reviews_watch_looking",
            ),
            models.Index(
                fields=["since"],
                condition=TROUBLE & Q(settled_at=None),
                name="reviews_watch_trouble",
            ),
            models.Index(
                fields=["around_at"],
                condition=Q(around_at__isnull=False),
                name="reviews_watch_around",
            ),
            HashIndex(fields=["address"], name="reviews_watch_address"),
        ]

    def __str__(self) -> str:
        return f"watch of evidence {self.evidence_id}"

    @property
    def is_trouble(self) -> bool:
        """Whether readers can no longer see there what we quoted."""
        return self.page in LOST or self.passage in OTHER_WORDS

    @property
    def is_to_settle(self) -> bool:
        """Whether somebody still has to settle a change."""
        return bool(self.around) or (self.is_trouble and self.settled_at is None)

    @property
    def around_words(self) -> str:
        """What changed around words that are still there: "the top of the page"."""
        return around.describe_kinds(self.around)

    @property
    def foremost_around(self) -> str:
        """The first of these changes, for a row without room for all."""
        return around.describe_kinds(self.around[:1])

    @property
    def is_looking(self) -> bool:
        """Whether a check is running."""
        return self.capture_id is not None or self.copy_id is not None


class SettledWords(models.Model):
    """Words missing from their article, which somebody has seen and settled."""

    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, primary_key=True, related_name="settled"
    )
    settled_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"settled: {self.statement}"
