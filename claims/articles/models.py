"""Articles: the texts in which things were said, and how they came to the desk."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.validators import validate_has_come
from jobs.models import Job, JobQuerySet, JobState
from sources.captures.models import Capture
from sources.safe_fetch import media_type
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.publishers import Publisher

OPEN_JOB = [JobState.WAITING, JobState.RUNNING]
LONG = ("text", "left_over", "times", "listed", "sketch")
"""Columns that grow with the text and aren't shown in lists."""
COMES_LATER = models.Case(models.When(came_by="feed", then=1), default=0)
"""Orders texts from feeds after those that somebody waits for."""


class ArticleQuerySet(JobQuerySet):
    def due(self) -> Self:
        """Articles to extract now. Those made from a page wait until it has been parsed."""
        return (
            super()
            .due()
            .exclude(capture__state__in=OPEN_JOB)
            .exclude(capture__snapshot__content__state__in=OPEN_JOB)
            .exclude(page__content__state__in=OPEN_JOB)
        )

    def lease(self, pk: int) -> "Article | None":
        """Take one due article for this worker; None if it is done, taken or not due yet.

        It is locked in a statement of its own. While an update waits for a row, PostgreSQL
        checks again only what the row itself says, not the other tables that `due` asks: two
        workers would both get the article.
        """
        with transaction.atomic():
            self.filter(pk=pk).select_for_update(no_key=True).values_list("pk").first()
            leased: Article | None = super().lease(pk)
        return leased

    def in_turn(self) -> Self:
        """Order: texts from people before those from feeds, then by turn (`Article.turn`)."""
        return self.order_by(COMES_LATER, "turn", "pk")

    def not_quarantined(self) -> Self:
        """Exclude articles whose text is in quarantine."""
        own = Q(pk=models.OuterRef("page_id")) | Q(pk=models.OuterRef("capture__snapshot_id"))
        closed = Content.objects.filter(own, quarantined_at__isnull=False)
        return self.filter(~models.Exists(closed), quarantined_at=None)

    def to_triage(self) -> Self:
        """Newest versions with a statement on which nobody has decided yet."""
        proposed = _own_statements().filter(state="proposed")
        return self.newest().filter(models.Exists(proposed)).not_quarantined()

    def newest(self) -> Self:
        """Exclude copies of earlier articles, and versions that were replaced."""
        return self.filter(copy_of=None, replaced_by=None)

    def private(self) -> Self:
        """Articles about which readers learn only that they exist."""
        return self.exclude(private_because="")

    def public(self) -> Self:
        return self.filter(private_because="")

    def for_lists(self) -> Self:
        """Leave out the columns that may be long, such as the text."""
        return self.select_related("publisher", "submitted_by").defer(*LONG)

    def with_progress(self) -> Self:
        """Add the number of statements of each article, and how many wait for triage."""
        counted = (
            _own_statements()
            .order_by()
            .annotate(n=models.Func("pk", function="count"))
            .values("n")
        )
        proposed = counted.filter(state="proposed")
        return self.annotate(
            n_statements=models.Subquery(counted, output_field=models.IntegerField()),
            n_proposed=models.Subquery(proposed, output_field=models.IntegerField()),
        )


def _own_statements() -> models.QuerySet[models.Model]:
    """Return the statements of the outer query's article, by the reverse relation.

    Their model is in a higher package, which this one can't import.
    """
    statements = Article.statements.rel.related_model._default_manager
    return statements.filter(article=models.OuterRef("pk"))


class Article(Job):
    """A text in which things were said. Extracting it is a job; then its text never changes."""

    task_name: ClassVar[str] = "claims.read"
    lease_time: ClassVar[timedelta] = timedelta(seconds=120)

    class CameBy(models.TextChoices):
        """How a text came to the desk."""

        PASTE = "paste", _("pasted")
        LINK = "link", _("by a link")
        FILE = "file", _("as a file")
        FEED = "feed", _("by a feed")
        TIP = "tip", _("by a tip")

    class Private(models.TextChoices):
        """Why readers learn only that a text exists (ADR 26)."""

        MAIL = "mail", _("It is an e-mail, or came with one.")
        TIP = "tip", _("A reader sent it.")
        UNNAMED = "unnamed", _("Nobody said who published it, or where it can be read.")
        MARKED = "marked", _("Somebody at the desk marked it as private.")

    came_by = models.CharField(max_length=5, choices=CameBy.choices, default=CameBy.PASTE)
    text = models.TextField(blank=True)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, null=True, blank=True)
    published_on = models.DateField(null=True, blank=True, validators=[validate_has_come])
    url = models.URLField(max_length=2048, blank=True)
    language = models.CharField(max_length=12, blank=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, blank=True)
    page = models.ForeignKey(
        Snapshot,
        verbose_name="the page it was uploaded as",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    left_over = models.JSONField(default=list, blank=True)
    times = models.JSONField(
        "where times of a recording are in the text: [offset, seconds]",
        default=list,
        blank=True,
    )
    listed = models.JSONField(
        "statements of an uploaded list: start, end, speaker, said_on, url",
        default=list,
        blank=True,
    )
    sketch = ArrayField(
        models.BigIntegerField(),
        verbose_name="hashes of some of its word sequences, to find copies",
        default=list,
        blank=True,
    )
    addresses = ArrayField(
        models.TextField(),
        verbose_name="addresses of its page: requested, final and canonical",
        default=list,
        blank=True,
    )
    notes = models.JSONField("warnings about the text, as sentences", default=list, blank=True)
    attached_to = models.ForeignKey(
        "self",
        verbose_name="the e-mail it came with",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
    )
    unread_from = models.PositiveIntegerField(
        "offset from which it was not read, because it took too much computing time",
        null=True,
        blank=True,
        editable=False,
    )
    turn = models.PositiveBigIntegerField(
        "its place in the order of extraction (claims/processing/turns.py)",
        db_default=0,
        editable=False,
    )
    once = models.UUIDField(
        "idempotency key of the sender",
        null=True,
        blank=True,
        unique=True,
    )
    copy_of = models.ForeignKey(
        "self",
        verbose_name="the earlier article with the same text",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name="the previous version",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    feed = models.ForeignKey(
        "claims.Feed",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    private_because = models.CharField(
        "why readers may not see it",
        max_length=7,
        choices=Private.choices,
        blank=True,
        help_text="empty if it is public",
    )
    privacy_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="who decided whether it is private, instead of the rule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    quarantined_at = models.DateTimeField(
        "when it was put in quarantine", null=True, blank=True
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    submitted_at = models.DateTimeField(db_default=Now())

    objects = ArticleQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = [
            *Job.Meta.indexes,
            GinIndex(fields=["sketch"], name="claims_article_copies"),
            GinIndex(fields=["addresses"], name="claims_article_addresses"),
            HashIndex(fields=["url"], name="claims_article_address"),
            models.Index(
                models.Func("text", function="sha256_of"),
                condition=~Q(text=""),
                name="claims_article_of_text",
            ),
            models.Index(
                COMES_LATER,
                "turn",
                "id",
                condition=Q(state__in=["waiting", "running"]),
                name="claims_article_in_turn",
            ),
            models.Index(
                fields=["quarantined_at"],
                condition=Q(quarantined_at__isnull=False),
                name="claims_article_quarantined",
            ),
            models.Index(
                fields=["submitted_at"],
                condition=Q(replaces__isnull=False),
                name="claims_article_versions",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="claims_article_replaces_another",
            ),
            models.CheckConstraint(
                condition=Q(quarantined_at=None) | Q(text="", title=""),
                name="claims_article_quarantined_is_blank",
            ),
        ]

    def __str__(self) -> str:
        if self.quarantined_at:
            return f"Article {self.pk}, in quarantine"
        return self.title or self.text[:60] or self.url or f"Article {self.pk}"

    @property
    def may_hold_files(self) -> bool:
        """Whether it is a parsed e-mail whose attachments nobody has opened."""
        return (
            self.page is not None
            and self.page.media_type == media_type.EML
            and self.state in (JobState.DONE, JobState.FAILED)
            and not hasattr(self, "unpacking")
        )

    @property
    def archived_page(self) -> Snapshot | None:
        """The uploaded file, or the archived page of its address."""
        return self.page or (self.capture.snapshot if self.capture else None)

    @property
    def is_quarantined(self) -> bool:
        """Whether its text, or the file it was made from, is in quarantine."""
        if self.quarantined_at is not None:
            return True
        page = self.archived_page
        return page is not None and page.content.is_quarantined

    @property
    def is_private(self) -> bool:
        return bool(self.private_because)
