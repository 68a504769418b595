"""The review of one claim: its state, who holds it, and who wrote in it."""

from typing import Self

from django.conf import settings
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
)
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from accounts.models import User
from claims.claims.models import Claim
from reviews.review.table import CLOSED, WRITABLE, State
from sources.captures.models import Capture

USER = settings.AUTH_USER_MODEL


PARKED = ~Q(parked_for="") & (Q(parked_until=None) | Q(parked_until__gt=TruncDate(Now())))
"""Its holder waits for something, and the day that they gave hasn't come."""


PARKED_FOR = ("reply", "data", "expert")
"""What a review may wait for."""


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        return self.exclude(state__in=CLOSED)

    def queued(self) -> Self:
        """Those that wait for a checker, in the order of take-next."""
        return self.filter(state=State.QUEUED).order_by(
            "-priority", F("due_at").asc(nulls_last=True), "pk"
        )

    def awaiting(self, editor: User) -> Self:
        """Submitted reviews that this editor could approve, not being an author."""
        return self.filter(state=State.SUBMITTED).exclude(authors__user=editor)

    def turn_of(self, user: User) -> Self:
        """Those that wait for this user and nobody else, the most urgent first.

        What they hold and have not parked; for editors, also what they could approve, publish,
        or retract because another editor asked.
        """
        in_hand = Q(holder=user, state__in=WRITABLE) & ~PARKED
        if not user.is_editor:
            return self.filter(in_hand).order_by(
                F("due_at").asc(nulls_last=True), "state_since"
            )
        every = Review.objects.all()
        asked = every.filter(retract_asked_by__isnull=False).exclude(retract_asked_by=user)
        # A union, not an OR: each part is read from an index of its own.
        theirs = every.filter(in_hand).union(
            every.awaiting(user),
            every.filter(state=State.APPROVED, publish_at=None),
            asked.exclude(state__in=[State.RETRACTED, State.DROPPED]),
        )
        return self.filter(pk__in=theirs.values("pk")).order_by(
            F("due_at").asc(nulls_last=True), "state_since"
        )

    def waiting_on_others(self, user: User) -> Self:
        """What this user holds while an editor, or whoever was asked, has to act."""
        handed_on = Q(state=State.SUBMITTED) | Q(state=State.APPROVED)
        if user.is_editor:
            handed_on &= ~Q(state=State.APPROVED, publish_at=None)
        return self.filter(handed_on | Q(state__in=WRITABLE) & PARKED, holder=user).order_by(
            F("due_at").asc(nulls_last=True), "state_since"
        )

    def about(self, *, words: str = "", topic: str = "") -> Self:
        """Those whose claim or claimant has the words, and the topic."""
        rows = self
        if words:
            rows = rows.filter(claim__in=Claim.objects.search(words).values("pk"))
        if topic:
            rows = rows.filter(claim__topics__slug=topic)
        return rows

    def queued_after(self, last: "Review", *, limit: int) -> Self:
        """The `limit` reviews after this one in the order of take-next.

        A union of ranges, not an OR of them: each is read from where it begins in the index of
        take-next, and no further than the page goes.
        """
        queued = self.queued()
        level = queued.filter(priority=last.priority)
        ranges = [
            level.filter(due_at=last.due_at, pk__gt=last.pk),
            level.filter(due_at__gt=last.due_at) if last.due_at else level.none(),
            level.filter(due_at=None) if last.due_at else level.none(),
            queued.filter(priority__lt=last.priority),
        ]
        first, *others = (one.values("pk")[:limit] for one in ranges)
        return queued.filter(pk__in=first.union(*others, all=True))[:limit]

    def lapsed(self) -> Self:
        """Those whose lease is over."""
        return self.filter(
            state__in=[State.EVIDENCE, State.VERDICT],
            lease_until__lt=Now(),
        )

    def waiting_for(self, capture: Capture) -> Self:
        """Those with a page, used or proposed, that this capture archives."""
        uses = Q(sources__capture=capture) | Q(evidence__capture=capture)
        return self.filter(uses | Q(proposals__capture=capture)).distinct()

    def due_for_publication(self) -> Self:
        return self.filter(state=State.APPROVED, publish_at__lte=Now())

    def for_lists(self) -> Self:
        return self.select_related("claim__claimant", "holder", "draft__rating")

    def of_claim(self, claim: Claim) -> "Review | None":
        """The newest review of a claim."""
        return self.for_lists().filter(claim=claim).order_by("-pk").first()


class Review(models.Model):
    """Our examination of one claim. Its state is assigned by one function, and by take-next."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    state_since = models.DateTimeField(db_default=Now())
    holder = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    priority = models.SmallIntegerField(
        default=50,
        validators=[
            MinValueValidator(0, "Priority goes from 0 to 100."),
            MaxValueValidator(100, "Priority goes from 0 to 100."),
        ],
    )
    due_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The day of `due_at`.")
    queued_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(db_default=Now())
    taken_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    idle_since = models.DateTimeField(null=True, blank=True)
    parked_for = models.CharField(
        max_length=6, blank=True, choices=[(w, w) for w in PARKED_FOR]
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
    retract_note = models.CharField("why, for the desk alone", max_length=1000, blank=True)
    retract_text = models.CharField(
        "what readers are told if it is retracted", max_length=1000, blank=True, db_default=""
    )
    drop_reason = models.CharField(
        "what readers of the docket are told", max_length=500, blank=True
    )
    origins_due = models.BooleanField(
        "its pages are to be compared, for origins", default=False, db_default=False
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at=None, due_on=None)
                | Q(due_at__isnull=False, due_on__isnull=False),
                name="reviews_due_day_of_due_time",
            ),
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
                F("due_at").asc(nulls_last=True),
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
            models.Index(
                fields=["id"], condition=Q(origins_due=True), name="reviews_origins_due"
            ),
            models.Index(
                fields=["id"],
                condition=Q(retract_asked_by__isnull=False),
                name="reviews_retraction_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}, {self.state}"

    @property
    def newest_author_ids(self) -> list[int]:
        """The authors of its newest revision; empty where nothing was submitted yet."""
        newest = self.revisions.order_by("-number").values_list("author_ids", flat=True)
        return newest.first() or []

    @property
    def has_waiting_correction(self) -> bool:
        """Whether a correction proposed with its newest revision waits to be confirmed.

        One proposed with an earlier revision is kept, but doesn't wait any more.
        """
        if self.state not in {State.SUBMITTED, State.APPROVED}:
            return False
        if not hasattr(self, "proposed_correction"):
            return False
        if not hasattr(self, "newest_revision"):
            newest = self.revisions.order_by("-number").values_list("pk", flat=True)
            self.newest_revision = newest.first()
        return self.proposed_correction.revision_id == self.newest_revision

    def captures(self) -> models.QuerySet[Capture]:
        """The jobs that archive its pages, used or proposed."""
        pages = (self.sources, self.evidence, self.proposals)
        return Capture.objects.filter(
            pk__in=[pk for rows in pages for pk in rows.values_list("capture", flat=True) if pk]
        )


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
