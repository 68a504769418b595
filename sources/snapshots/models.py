"""Archived sources, and the text that could be parsed from them."""

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jobs.models import Job, JobQuerySet, JobState
from sources.quarantine.models import Quarantine
from sources.snapshots.publishers import Publisher
from sources.snapshots.storage import storage_name
from sources.snapshots.storage_errors import read_bytes

LONG_TEXTS = ("text", "article_text", "html", "links")
"""Columns of `Content` that may be long, which lists of pages do not load."""


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def with_content(self) -> Self:
        return self.select_related("content", "content__publisher", "kept_by")

    def with_facts(self) -> Self:
        """With everything that a page about one snapshot shows."""
        return (
            self.with_content()
            .select_related("conversation", "content__typed_by", "content__erased_by")
            .prefetch_related("archived_copies__noted_by")
        )

    def for_lists(self) -> Self:
        """With their titles and without their texts, which may be long."""
        return self.with_content().defer(
            "content__text",
            "content__article_text",
            "content__html",
            "content__times",
            "content__listed",
            "content__links",
        )

    def at(self, url: str) -> Self:
        """Snapshots of an address: the requested one, or the one that it redirected to."""
        return self.filter(Q(url=url) | Q(final_url=url))

    def called(self, words: str) -> Self:
        """Snapshots whose title or address contains the words."""
        return self.filter(
            Q(content__title__icontains=words)
            | Q(url__icontains=words)
            | Q(final_url__icontains=words)
        )


class Snapshot(models.Model):
    """A source as it was when we archived it; it never changes. On pages: "archived page"."""

    url = models.URLField(max_length=2048, blank=True)
    final_url = models.URLField(max_length=2048, blank=True)
    sha256 = models.CharField("of the body as received", max_length=64)
    size = models.PositiveBigIntegerField()
    warc_sha256 = models.CharField(
        "of the record of the exchange; empty where there was none", max_length=64, blank=True
    )
    warc_size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100)
    charset = models.CharField(max_length=40, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    marks = models.JSONField("facts about the response", default=list, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    tls = models.JSONField("the certificate that the server presented", null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    kept_at = models.DateTimeField(db_default=Now())
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sha256"], name="sources_snapshot_of_bytes"),
            HashIndex(fields=["url"], name="sources_snapshot_of_url"),
            HashIndex(fields=["final_url"], name="sources_snapshot_of_final_url"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.sha256[:8]})"

    @property
    def title(self) -> str:
        """The page's own title, or else its address."""
        return self.content.title or self.address or f"Archived page {self.pk}"

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
        """The bytes as received, which the hash is over; they may be compressed.

        Raises BytesGone, StoreAway.
        """
        return read_bytes(self.sha256)


class Content(Job):
    """The text and facts that a child process could parse from a snapshot's bytes.

    The row is a job (parsing) and then its result; the snapshot itself is never touched. The
    text can be erased; the snapshot's hashes stay.
    """

    task_name: ClassVar[str] = "sources.parse"
    lease_time: ClassVar[timedelta] = timedelta(seconds=60)

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, primary_key=True)
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=200, blank=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    canonical_url = models.URLField(
        "the address that the page gives as its own, if it differs", max_length=2048, blank=True
    )
    text = models.TextField(blank=True)
    article_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    marks = models.JSONField(default=list, blank=True)
    pages = models.JSONField(
        "where each page of a PDF begins in the text", default=list, blank=True
    )
    times = models.JSONField(
        "where each moment of a recording begins in the main text: [position, seconds]",
        default=list,
        blank=True,
    )
    listed = models.JSONField(
        "statements that the file lists, by position in the main text", default=list, blank=True
    )
    notes = models.JSONField("what could not be read, in sentences", default=list, blank=True)
    links = models.JSONField(
        "the links of the page, in its order: {url, text}", default=list, blank=True
    )
    parser_version = models.CharField(
        "of the parser that found all of the above; empty if a person changed any of it",
        max_length=64,
        blank=True,
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who typed the text from an image or a scan",
    )
    typed_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField("what the tombstone says", max_length=500, blank=True)
    bytes_gone_at = models.DateTimeField(
        "when the storage had removed all of its bytes; empty until then",
        null=True,
        blank=True,
    )
    quarantined_at = models.DateTimeField(
        "since when its bytes have been in quarantine: nobody may open it",
        null=True,
        blank=True,
    )
    set_aside = models.JSONField(
        "title, author and description while it is in quarantine; null once they are destroyed",
        null=True,
        blank=True,
        editable=False,
    )
    is_public = models.BooleanField(
        default=False, help_text="Our own document, or one under an open licence."
    )
    licence = models.CharField(
        "the licence under which we may show all of it", max_length=100, blank=True
    )
    description = models.CharField(
        "what it is, in the words of the person who uploaded it", max_length=500, blank=True
    )

    objects = JobQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = [
            *Job.Meta.indexes,
            models.Index(
                fields=["erased_at"],
                condition=Q(erased_at__isnull=False, bytes_gone_at=None),
                name="sources_content_bytes_to_go",
            ),
            models.Index(
                fields=["quarantined_at"],
                condition=Q(quarantined_at__isnull=False),
                name="sources_content_quarantined",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(bytes_gone_at=None) | Q(erased_at__isnull=False),
                name="sources_content_bytes_go_if_erased",
            ),
            models.CheckConstraint(
                condition=Q(quarantined_at=None)
                | Q(
                    text="",
                    article_text="",
                    html="",
                    title="",
                    author="",
                    description="",
                    is_public=False,
                    state=JobState.DONE,
                ),
                name="sources_content_quarantined_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"content of archived page {self.pk}"

    @property
    def asked_for_at(self) -> datetime:
        return self.snapshot.kept_at

    @property
    def is_walled(self) -> bool:
        """Whether something blocks the way to the page, so that its text may be incomplete."""
        return "walled" in self.marks

    @property
    def is_read(self) -> bool:
        """Whether there is a text to find words in."""
        return self.state == JobState.DONE and bool(self.text)

    @property
    def is_typed(self) -> bool:
        """Whether a person typed the text from an image or a scan."""
        return self.typed_by_id is not None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def is_quarantined(self) -> bool:
        return self.quarantined_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether nobody may open it or rely on it: it was erased, or is in quarantine."""
        return self.is_erased or self.is_quarantined

    @property
    def quarantine(self) -> Quarantine | None:
        """The quarantine of its bytes; None if there is none."""
        if not self.is_quarantined:
            return None
        found = Quarantine.objects.select_related("quarantined_by", "destroyed_by")
        return found.filter(sha256=self.snapshot.sha256, released_at=None).first()

    @property
    def may_be_typed(self) -> bool:
        """Whether a person may type its text: none was found, or the present text was typed."""
        return (
            self.state == JobState.DONE
            and not self.is_closed
            and (self.is_typed or not self.text.strip())
        )

    def page_of(self, place: int) -> int:
        """The page, from 1, that contains a position of the text; 0 if it has no pages."""
        return bisect_right(self.pages, place) if self.pages else 0


class TextHash(models.Model):
    """The hash of an archived page's text at one time: a row for each text; it never changes.

    The database fills in everything but `snapshot` (see the migrations), and refuses a change
    of a text without a new row. The rows of an erased page stay. `is_found_later`: the text is
    older than the hashing of texts, and was first hashed at `hashed_at`.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="text_hashes")
    parser_version = models.CharField(
        "empty if a person changed the text", max_length=64, blank=True
    )
    text_sha256 = models.CharField(max_length=64)
    article_text_sha256 = models.CharField("of the main text", max_length=64)
    hashed_at = models.DateTimeField(db_default=Now())
    is_found_later = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"text of archived page {self.snapshot_id}: {self.text_sha256[:8]}"


class EarlierText(models.Model):
    """An earlier version of a text that was typed from a page, for the evidence that cites it.

    Evidence from that text stays anchored in it. It never changes, and is erased when its page
    is.
    """

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="earlier_texts"
    )
    text = models.TextField(blank=True)
    pages = models.JSONField(
        "where each page of a scan begins in the text", default=list, blank=True
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"earlier text {self.pk} of archived page {self.snapshot_id}"


class Conversation(models.Model):
    """Marks an archived text as notes of a call or an interview; erased with its content."""

    class Medium(models.TextChoices):
        CALL = "call", _("Call")
        INTERVIEW = "interview", _("Interview")
        MEETING = "meeting", _("Meeting")
        MESSAGE = "message", _("Message")

    class Terms(models.TextChoices):
        ON_RECORD = "on-record", _("on the record")
        BACKGROUND = "background", _("on background, without the name")
        OFF_RECORD = "off-record", _("off the record")

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, primary_key=True)
    with_whom = models.CharField(max_length=200)
    role = models.CharField("who that is", max_length=200, blank=True)
    medium = models.CharField(max_length=9, choices=Medium.choices)
    terms = models.CharField(max_length=10, choices=Terms.choices)
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_medium_display()} with {self.with_whom}"

    @property
    def is_on_record(self) -> bool:
        return self.terms == self.Terms.ON_RECORD


class ArchivedCopy(models.Model):
    """Where an archive has the same page, as noted by hand or reported by a finder."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="archived_copies"
    )
    url = models.URLField(max_length=2048)
    archived_at = models.DateTimeField(null=True, blank=True)
    found_by = models.CharField("the finder that found it", max_length=30, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["archived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "url"], name="sources_archived_copy_once"
            )
        ]

    def __str__(self) -> str:
        return self.url
