"""The review of one claim and all that is written in it. The database guards the rules."""

import json
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from accounts.models import User
from claims.models import OPEN_JOB, Claim, Statement
from jobs.models import JobState
from reviews.workflow import CLOSED, WRITABLE, State
from sources.models import Capture, Snapshot

USER = settings.AUTH_USER_MODEL
LONG_TEXTS = ("text", "article_text", "html")
"""Columns of a page's content that lists of pages do without."""


class Rating(models.Model):
    """A grade of the desk's published scale. Without an ordinal it has no place on the line."""

    slug = models.SlugField(max_length=40)
    scale = models.PositiveSmallIntegerField("version of the scale", default=1)
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    label = models.CharField(max_length=40)
    meaning = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField("order on pages")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="reviews_rating_per_scale")
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def current(cls) -> "models.QuerySet[Rating]":
        """The grades of the scale in force, true first."""
        newest = cls.objects.aggregate(newest=models.Max("scale"))["newest"]
        return cls.objects.filter(scale=newest)


PARKED = ~Q(parked_for="") & (Q(parked_until=None) | Q(parked_until__gt=TruncDate(Now())))
"""Its holder waits for somebody, and the day they gave has not come."""


def _how_many(rows: "models.QuerySet[Any]") -> models.Subquery:
    """How many rows a correlated query finds, as one column of the outer one."""
    counted = rows.order_by().annotate(n=models.Func("pk", function="count")).values("n")
    return models.Subquery(counted, output_field=models.IntegerField())


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        return self.exclude(state__in=CLOSED)

    def queued(self) -> Self:
        """What waits for a checker, in the order in which take-next gives it."""
        return self.filter(state=State.QUEUED).order_by(
            "-priority", F("due_on").asc(nulls_last=True), "pk"
        )

    def held_by(self, user: User) -> Self:
        return self.filter(holder=user, state__in=[State.EVIDENCE, State.VERDICT])

    def awaiting(self, editor: User) -> Self:
        """What this editor could approve: submitted, and none of its authors."""
        return self.filter(state=State.SUBMITTED).exclude(authors__user=editor)

    def turn_of(self, user: User) -> Self:
        """What waits for this user and nobody else, the most pressing first.

        What they hold and have not parked; and for an editor: what they could approve, publish,
        or retract because another editor asked.
        """
        in_hand = Q(holder=user, state__in=WRITABLE) & ~PARKED
        if not user.is_editor:
            return self.filter(in_hand).order_by(
                F("due_on").asc(nulls_last=True), "state_since"
            )
        approvable = Q(pk__in=Review.objects.awaiting(user).values("pk"))
        publishable = Q(state=State.APPROVED, publish_at=None)
        asked = Q(retract_asked_by__isnull=False) & ~Q(retract_asked_by=user)
        retractable = asked & ~Q(state__in=[State.RETRACTED, State.DROPPED])
        return self.filter(in_hand | approvable | publishable | retractable).order_by(
            F("due_on").asc(nulls_last=True), "state_since"
        )

    def waiting_on_others(self, user: User) -> Self:
        """What this user holds while it is the turn of an editor, or of whoever was asked."""
        handed_on = Q(state=State.SUBMITTED) | Q(state=State.APPROVED)
        if user.is_editor:
            handed_on &= ~Q(state=State.APPROVED, publish_at=None)
        return self.filter(handed_on | Q(state__in=WRITABLE) & PARKED, holder=user).order_by(
            F("due_on").asc(nulls_last=True), "state_since"
        )

    def about(self, *, words: str = "", topic: str = "") -> Self:
        """Those whose claim holds the words (or its claimant's name does), under the topic."""
        rows = self
        if words:
            rows = rows.filter(claim__in=Claim.objects.search(words).values("pk"))
        if topic:
            rows = rows.filter(claim__topics__slug=topic)
        return rows

    def queued_after(self, last: "Review") -> Self:
        """What take-next would give later than this one; its place is a key, not a number."""
        if last.due_on is None:
            later, as_soon = Q(pk__in=[]), Q(due_on=None)
        else:
            later = Q(due_on__gt=last.due_on) | Q(due_on=None)
            as_soon = Q(due_on=last.due_on)
        return self.queued().filter(
            Q(priority__lt=last.priority)
            | Q(priority=last.priority) & (later | as_soon & Q(pk__gt=last.pk))
        )

    def with_signals(self) -> Self:
        """What a row says beside the claim: how often seen, the version, evidence by stance."""
        pieces = Evidence.objects.standing().filter(review=models.OuterRef("pk"))
        seen = Statement.objects.filter(claim=models.OuterRef("claim"))
        versions = Revision.objects.filter(review=models.OuterRef("pk")).order_by("-number")
        return self.annotate(
            n_seen=_how_many(seen),
            n_supports=_how_many(pieces.filter(stance=Evidence.Stance.SUPPORTS)),
            n_refutes=_how_many(pieces.filter(stance=Evidence.Stance.REFUTES)),
            n_context=_how_many(pieces.filter(stance=Evidence.Stance.CONTEXT)),
            version=models.Subquery(versions.values("number")[:1]),
        )

    def lapsed(self) -> Self:
        """Taken, never written in, and the lease is over."""
        return self.filter(
            state__in=[State.EVIDENCE, State.VERDICT],
            lease_until__lt=Now(),
        )

    def due_for_publication(self) -> Self:
        return self.filter(state=State.APPROVED, publish_at__lte=Now())

    def for_lists(self) -> Self:
        return self.select_related("claim__claimant", "holder", "draft__rating")

    def for_api(self) -> Self:
        """One, with all that is told of it by API but its history."""
        return self.for_lists().prefetch_related(
            "claim__topics",
            models.Prefetch("evidence", Evidence.objects.with_pages()),
            "replies",
        )

    def of_claim(self, claim: Claim) -> "Review | None":
        """The newest review of a claim."""
        return self.for_lists().filter(claim=claim).order_by("-pk").first()

    def for_page(self) -> Self:
        return self.for_lists().prefetch_related(
            models.Prefetch("evidence", Evidence.objects.with_pages()), "replies", "revisions"
        )


class Review(models.Model):
    """Our examination of one claim. Its state is assigned by one function, and by take-next."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    state_since = models.DateTimeField(db_default=Now())
    holder = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    priority = models.SmallIntegerField(default=50)
    due_on = models.DateField(null=True, blank=True)
    queued_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(db_default=Now())
    taken_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    idle_since = models.DateTimeField(null=True, blank=True)
    parked_for = models.CharField(
        max_length=6, blank=True, choices=[(w, w) for w in ("reply", "data", "expert")]
    )
    parked_until = models.DateField(null=True, blank=True)
    sent_back = models.CharField(max_length=500, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    publish_set_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retract_asked_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retract_note = models.CharField(max_length=1000, blank=True)
    drop_reason = models.CharField(max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=~Q(state__in=sorted(CLOSED)),
                name="reviews_one_open_review_per_claim",
                violation_error_message="This claim is already being reviewed.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "published", "retracted", "dropped"])
                | Q(holder=None),
                name="reviews_held_only_in_work",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["evidence", "verdict", "submitted", "approved"])
                | Q(holder__isnull=False),
                name="reviews_work_has_a_holder",
            ),
        ]
        indexes = [
            models.Index(
                F("priority").desc(),
                F("due_on").asc(nulls_last=True),
                F("id"),
                condition=Q(state="queued"),
                name="reviews_next_to_take",
            ),
            models.Index(fields=["holder", "state"], name="reviews_of_holder"),
            models.Index(fields=["state", "-id"], name="reviews_by_state"),
            models.Index(
                fields=["lease_until"],
                condition=Q(lease_until__isnull=False),
                name="reviews_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}, {self.state}"

    @property
    def revision(self) -> "Revision | None":
        """The newest revision, which is the one submitted or approved."""
        return self.revisions.order_by("-number").first()

    @property
    def publication(self) -> "Publication | None":
        """The live publication of its claim."""
        return Publication.objects.live().filter(claim=self.claim_id).first()


class Author(models.Model):
    """Somebody who wrote in a review since it was queued. Rows are added, never removed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="reviews_author_once")
        ]

    def __str__(self) -> str:
        return f"author {self.user_id} of review {self.review_id}"


class Draft(models.Model):
    """The text in work. Its version counts up; a save names the one it came from."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, primary_key=True)
    version = models.PositiveIntegerField(default=1)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True)
    conclusion = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, max_length=200_000)
    saved_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"draft {self.version} of review {self.review_id}"


class DraftSave(models.Model):
    """Every saved state of a draft, kept; the same save sent twice is one row."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saves")
    version = models.PositiveIntegerField()
    session = models.CharField("the tab that saved", max_length=40)
    counter = models.PositiveIntegerField("its how-manieth save")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True)
    conclusion = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    saved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "session", "counter"], name="reviews_draft_save_once"
            ),
            models.UniqueConstraint(
                fields=["draft", "version"], name="reviews_one_save_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of draft {self.draft_id}"


class SourceQuerySet(models.QuerySet["Source"]):
    def with_pages(self) -> Self:
        pages = ("snapshot", "capture__snapshot")
        return self.select_related(
            *(f"{page}__content__publisher" for page in pages),
            *(f"{page}__kept_by" for page in pages),
            "added_by",
        ).defer(*(f"{page}__content__{name}" for page in pages for name in LONG_TEXTS))


class Source(models.Model):
    """A page that a review may take its evidence from: kept already, or on its way."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sources")
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
        """The kept page, once it is there."""
        return self.snapshot or (self.capture.snapshot if self.capture else None)

    @property
    def page_state(self) -> str:
        """In one word: waiting, failed, reading (kept, not read yet) or kept."""
        if self.page is None:
            failed = self.capture is not None and self.capture.state == JobState.FAILED
            return "failed" if failed else "waiting"
        return "reading" if self.page.content.state in OPEN_JOB else "kept"

    @property
    def attempts(self) -> int:
        """How often its page was asked for."""
        return self.capture.attempts if self.capture else 0


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_pages(self) -> Self:
        """With pages and who added them, but not the pages' texts, which may be long."""
        return (
            self.select_related(
                "snapshot__content__publisher", "snapshot__kept_by", "capture", "added_by"
            )
            .defer(*(f"snapshot__content__{name}" for name in LONG_TEXTS))
            .order_by("number")
        )

    def with_texts(self) -> Self:
        """With pages and their texts: to freeze the words around each passage."""
        return (
            self.with_pages()
            .defer(None)
            .defer("snapshot__content__html", "snapshot__content__article_text")
        )

    def to_anchor(self) -> Self:
        """Whose page has arrived and is read, and which was not looked for in it yet."""
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
    """A passage of a kept page and how it bears on the claim. Its number stays its own."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        REFUTES = "refutes"
        CONTEXT = "context"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    quote = models.TextField("the words as given", max_length=5000)
    passage = models.TextField("the page's own words", blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    anchored = models.BooleanField(null=True, blank=True)
    near_passage = models.TextField("much the same words on the page", blank=True)
    near_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    primary = models.BooleanField(default=False)
    origin = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
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
        """Whether its page is still on its way or being read."""
        if self.anchored is not None:
            return False
        if self.snapshot is None and self.capture is not None:
            return self.capture.state in OPEN_JOB or self.capture.state == JobState.DONE
        return True

    @property
    def attempts(self) -> int:
        """How often its page was asked for."""
        return self.capture.attempts if self.capture else 0

    @property
    def page_state(self) -> str:
        """In one word: waiting, failed, exact, near or missing (not on the page)."""
        if self.anchored:
            return "exact"
        if self.anchored is None:
            return "waiting" if self.is_waiting else "failed"
        return "near" if self.near_passage else "missing"


class ReplyRequest(models.Model):
    """We asked the claimant; when, how, what they said, or why we did not ask."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="replies")
    asked_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(max_length=5000, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    not_asked_because = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on__isnull=False) | ~Q(not_asked_because=""),
                name="reviews_asked_or_why_not",
                violation_error_message="Say when you asked, or why you did not ask.",
            )
        ]

    def __str__(self) -> str:
        return f"reply request {self.pk} of review {self.review_id}"


class Revision(models.Model):
    """What `submit` freezes. `content` is canonical JSON; the page is made of it alone."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    hash = models.CharField(max_length=64)
    author_ids = ArrayField(models.BigIntegerField())
    submitted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="reviews_revision_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of review {self.review_id}"

    @property
    def frozen(self) -> dict[str, Any]:
        """What it says, as data. Shape: see `reviews.freezing.content_of`."""
        return json.loads(self.content)  # type: ignore[no-any-return]

    @property
    def approval(self) -> "Approval | None":
        """The approval that stands, if one does."""
        return self.approvals.filter(withdrawn_at=None).select_related("approver").first()


class Seen(models.Model):
    """Somebody had this revision open before them; the next one is compared with it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="seen")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "revision"], name="reviews_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision}, seen by {self.user_id}"


class Approval(models.Model):
    """An editor's yes to exactly one revision. Withdrawn, never removed."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="approvals")
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(withdrawn_at=None),
                name="reviews_one_standing_approval",
            )
        ]

    def __str__(self) -> str:
        return f"approval of {self.revision}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> Self:
        return self.filter(retracted_at=None)

    def with_revision(self) -> Self:
        return self.select_related("revision", "claim")

    def for_page(self) -> Self:
        """With all that its pages tell: revision, versions with approvers, corrections."""
        corrections = Correction.objects.select_related("before__revision", "after__revision")
        versions = PublishedVersion.objects.select_related("approved_by", "revision")
        return self.with_revision().prefetch_related(
            models.Prefetch("versions", versions), models.Prefetch("corrections", corrections)
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def search(self, words: str) -> Self:
        """Checks whose claim, claimant or conclusion holds the words, as they were approved."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def of_claimant(self, slug: str) -> Self:
        return self.filter(claimant_slug=slug)

    def rated(self, slug: str) -> Self:
        return self.filter(rating_slug=slug)

    def on_topic(self, name: str) -> Self:
        return self.filter(topics__contains=[name])

    def since(self, time: datetime) -> Self:
        return self.filter(published_at__gte=time)

    def older_than(self, last: "Publication") -> Self:
        """What comes after this one in a list, newest first; its place is a key."""
        return self.filter(
            Q(published_at__lt=last.published_at)
            | Q(published_at=last.published_at, pk__lt=last.pk)
        )


class Publication(models.Model):
    """What readers see: a slug and the revision it shows. A retracted one stays and says so."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="publications")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=100, unique=True)
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction = models.CharField(max_length=1000, blank=True)
    rating_slug = models.SlugField(max_length=40)
    claimant_slug = models.SlugField("whose claim it was when approved", max_length=80)
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    words = models.TextField("what search looks in")
    search = models.GeneratedField(
        expression=SearchVector("words", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(retracted_at=None),
                name="reviews_one_live_publication_per_claim",
                violation_error_message="This claim has a live publication already.",
            )
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="reviews_newest_checks"),
            models.Index(fields=["-changed_at", "-id"], name="reviews_newest_changes"),
            models.Index(
                fields=["claimant_slug", "-published_at", "-id"],
                name="reviews_checks_of_claimant",
            ),
            GinIndex(fields=["search"], name="reviews_check_words"),
            GinIndex(fields=["topics"], name="reviews_check_topics"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None


class PublishedVersion(models.Model):
    """One version that readers saw, at its own address for ever."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="reviews_published_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.publication}"


class Correction(models.Model):
    """An open, dated change to a publication."""

    class Kind(models.TextChoices):
        MINOR = "minor"
        UPDATE = "update"
        SUBSTANTIAL = "substantial"
        RETRACTION = "retraction"

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="corrections"
    )
    kind = models.CharField(max_length=11, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    before = models.ForeignKey(
        PublishedVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    after = models.ForeignKey(
        PublishedVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-corrected_at"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.publication}"
