"""Sources as they were when we looked."""

from datetime import timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet, JobState
from sources.storage import storage_name


class Publisher(models.Model):
    """Who publishes a source or an article."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> "Publisher | None":
        """The publisher of that name, made if new; None for no name."""
        name = " ".join(name.split())[:200]
        return cls.objects.get_or_create(name=name)[0] if name else None


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def with_content(self) -> Self:
        return self.select_related("content", "content__publisher", "kept_by")

    def for_lists(self) -> Self:
        """With their titles and without their texts, which may be long."""
        return self.with_content().defer(
            "content__text",
            "content__article_text",
            "content__html",
            "content__times",
            "content__listed",
        )

    def called(self, words: str) -> Self:
        """Those whose title or address holds the words."""
        return self.filter(
            Q(content__title__icontains=words)
            | Q(url__icontains=words)
            | Q(final_url__icontains=words)
        )


class Snapshot(models.Model):
    """A source as it was when we looked; it never changes. On pages it is a "kept page"."""

    url = models.URLField(max_length=2048, blank=True)
    final_url = models.URLField(max_length=2048, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    charset = models.CharField(max_length=40, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    marks = models.JSONField("facts about the answer", default=list, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    tls = models.JSONField("the certificate that was shown", null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    kept_at = models.DateTimeField(db_default=Now())
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    objects = SnapshotQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.title} ({self.sha256[:8]})"

    @property
    def title(self) -> str:
        """What to call the page: its own title, else where it was."""
        return self.content.title or self.address or f"Kept page {self.pk}"

    @property
    def address(self) -> str:
        return self.final_url or self.url

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def storage_name(self) -> str:
        return storage_name(self.sha256)

    def body(self) -> bytes:
        """The bytes as received, which is what the hash is over; perhaps packed."""
        with default_storage.open(self.storage_name) as file:
            return file.read()  # type: ignore[no-any-return]


class Content(Job):
    """The side row of a snapshot: what a child process could read in its bytes.

    It is work (parsing) and then its result; the snapshot beside it is never touched. It can be
    redacted, the snapshot's hashes stay.
    """

    doorbell: ClassVar[str] = "sources.parse"
    lease_time: ClassVar[timedelta] = timedelta(seconds=60)

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, primary_key=True)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    canonical_url = models.URLField(
        "what the page calls its address, where that is another", max_length=2048, blank=True
    )
    text = models.TextField(blank=True)
    article_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    marks = models.JSONField(default=list, blank=True)
    pages = models.JSONField(
        "where each page of a PDF begins in the text", default=list, blank=True
    )
    times = models.JSONField(
        "where each moment of a recording begins in the main text: [place, seconds]",
        default=list,
        blank=True,
    )
    listed = models.JSONField(
        "statements as a list gives them, in places of the main text", default=list, blank=True
    )
    notes = models.JSONField(
        "what could not be read of it, in sentences", default=list, blank=True
    )
    is_public = models.BooleanField(
        default=False, help_text="Our own document, or one under an open licence."
    )

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"content of kept page {self.pk}"

    @property
    def is_read(self) -> bool:
        """Whether there is a text to find words in."""
        return self.state == JobState.DONE and bool(self.text)


class Capture(Job):
    """The job that makes a snapshot of a URL."""

    doorbell: ClassVar[str] = "sources.capture"
    lease_time: ClassVar[timedelta] = timedelta(seconds=75)

    url = models.URLField(max_length=2048)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(db_default=Now())
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="captures"
    )
    hops = models.JSONField(default=list, blank=True)

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"capture of {self.url}"
