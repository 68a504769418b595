"""What was said, by whom and where. Shows a claim's review by the reverse relation only."""

import re
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchVector,
    SearchVectorField,
    TrigramSimilarity,
)
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.validators import validate_checkable, validate_has_come
from jobs.models import Job, JobQuerySet, JobState
from sources.models import Capture, Publisher, Snapshot

OPEN_JOB = [JobState.WAITING, JobState.RUNNING]


class ArticleQuerySet(JobQuerySet):
    def due(self) -> Self:
        """An article made from a page waits until the page is kept and its text is read."""
        return (
            super()
            .due()
            .exclude(capture__state__in=OPEN_JOB)
            .exclude(capture__snapshot__content__state__in=OPEN_JOB)
            .exclude(page__content__state__in=OPEN_JOB)
        )

    def to_triage(self) -> Self:
        """Those that hold a statement on which nobody has decided."""
        proposed = Statement.objects.filter(
            article=models.OuterRef("pk"), state=Statement.State.PROPOSED
        )
        return self.filter(models.Exists(proposed))

    def for_lists(self) -> Self:
        """Without their texts, which may be long."""
        return self.select_related("publisher", "submitted_by").defer("text", "left_over")

    def with_progress(self) -> Self:
        """Each with how many statements it holds and how many wait for triage."""
        own = Statement.objects.filter(article=models.OuterRef("pk")).order_by()
        counted = own.annotate(n=models.Func("pk", function="count")).values("n")
        proposed = counted.filter(state=Statement.State.PROPOSED)
        return self.annotate(
            n_statements=models.Subquery(counted, output_field=models.IntegerField()),
            n_proposed=models.Subquery(proposed, output_field=models.IntegerField()),
        )


class Article(Job):
    """A text in which things were said. Reading it is a job; then its text never changes."""

    doorbell: ClassVar[str] = "claims.read"
    lease_time: ClassVar[timedelta] = timedelta(seconds=120)

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
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    submitted_at = models.DateTimeField(db_default=Now())

    objects = ArticleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.text[:60] or self.url or f"Article {self.pk}"


class Claimant(models.Model):
    """The person or body who said it."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    aliases = models.JSONField(default=list, blank=True)
    role = models.CharField("party or role", max_length=200, blank=True)
    same_as = models.URLField("Wikidata or Wikipedia address", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("name", name="claims_one_claimant_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a claim is about, as readers can follow it."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ClaimQuerySet(models.QuerySet["Claim"]):
    def with_appearances(self) -> Self:
        return self.select_related("claimant").prefetch_related(
            "topics",
            models.Prefetch(
                "appearances",
                Statement.objects.select_related("article__publisher").order_by(
                    F("article__published_on").asc(nulls_last=True), "pk"
                ),
            ),
        )

    def with_reviews(self) -> Self:
        """With the reviews of each and who holds them."""
        return self.select_related("claimant").prefetch_related("topics", "reviews__holder")

    def search(self, words: str) -> Self:
        """Claims that hold the words, or whose claimant's name does."""
        return self.filter(
            Q(search=SearchQuery(words, config="english", search_type="websearch"))
            | Q(claimant__name__icontains=words)
        )

    def typed(self, words: str) -> Self:
        """Claims for words of which the last may still be typed: "police fund" finds "funding".

        Either the stemmed words as `search` has them, or each as the beginning of a word. The
        index leads to candidates by the first four letters, which a stem keeps; then the text
        itself must hold what was typed.
        """
        beginnings = re.findall(r"\w+", words)
        if not beginnings:
            return self.none()
        first_letters = " & ".join(f"'{word[:4]}':*" for word in beginnings)
        begins = Q(search=SearchQuery(first_letters, config="english", search_type="raw"))
        for word in beginnings:
            begins &= Q(text__iregex=rf"\m{word}")
        whole = SearchQuery(words, config="english", search_type="websearch")
        return self.filter(Q(search=whole) | begins)

    def much_like(self, text: str, *, limit: int = 5) -> list["Claim"]:
        """Claims with much the same words, nearest first, each with `similarity` (0 to 1).

        Method: candidates share a stemmed word (GIN full text, OR of the text's lexemes, best
        50 by rank), then trigram similarity orders them; under 0.25 they are left out. A list
        for a person to choose from: nothing is joined by it.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(quote_literal(lexeme), ' | ')"
                " FROM unnest(to_tsvector('english', %s))",
                [text[:2000]],
            )
            any_word = cursor.fetchone()[0]
        if not any_word:
            return []
        query = SearchQuery(any_word, config="simple", search_type="raw")
        candidates = (
            self.filter(search=query)
            .annotate(rank=models.Func(F("search"), query, function="ts_rank"))
            .order_by("-rank")
            .values("pk")[:50]
        )
        return list(
            self.filter(pk__in=candidates)
            .select_related("claimant")
            .annotate(similarity=TrigramSimilarity("text", text))
            .filter(similarity__gte=0.25)
            .order_by("-similarity", "-pk")[:limit]
        )


class Claim(models.Model):
    """The checkable sentence in our wording, whoever made it and wherever."""

    text = models.CharField(max_length=500, validators=[validate_checkable])
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, related_name="claims")
    said_on = models.DateField(
        "date it was said", null=True, blank=True, validators=[validate_has_come]
    )
    said_where = models.CharField("where it was said", max_length=200, blank=True)
    why = models.CharField("why we check it", max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    filed_at = models.DateTimeField(db_default=Now())
    search = models.GeneratedField(
        expression=SearchVector("text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="claims_claim_words")]

    def __str__(self) -> str:
        return self.text

    @property
    def chain(self) -> str:
        """The name of its history."""
        return f"claim:{self.pk}"


class StatementQuerySet(models.QuerySet["Statement"]):
    def to_triage(self) -> Self:
        """Those still proposed, most worth checking first."""
        return self.filter(state=Statement.State.PROPOSED).order_by("-worth", "start")

    def for_triage(self) -> Self:
        return self.select_related("article__publisher", "claim", "triaged_by")

    def triaged(self) -> Self:
        return self.exclude(state=Statement.State.PROPOSED).order_by("-triaged_at")


class Statement(models.Model):
    """The exact words in an article, who said them and how. The words never change."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    class Kind(models.TextChoices):
        DIRECT = "direct"
        MIXED = "mixed"
        INDIRECT = "indirect"
        NARRATION = "narration"

    class Reason(models.TextChoices):
        """Why a statement is not checked; shown in the docket."""

        OPINION = "opinion", "an opinion"
        PREDICTION = "prediction", "a prediction"
        VAGUE = "vague", "too vague to check"
        NOT_CHECKABLE = "not-checkable", "cannot be checked"
        CHECKED_BEFORE = "checked-before", "checked before"
        TOO_SMALL = "too-small", "matters too little"
        PRIVATE_PERSON = "private-person", "about a private person"
        NOT_SAID = "not-said", "not what was said"
        OTHER = "other", "another reason"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    speaker = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - null: unresolved
    speaker_role = models.CharField(max_length=200, blank=True)
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    cue = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 - as in the contract
    kind = models.CharField(max_length=9, choices=Kind.choices)
    claim_type = models.CharField(max_length=10)
    denied = models.BooleanField(default=False)
    worth = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    numbers = models.JSONField(default=list, blank=True)
    parts = models.JSONField(default=list, blank=True)
    said_on = models.DateField(
        "date it was said, as far as the text tells", null=True, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="appearances"
    )
    decline_reason = models.CharField(max_length=14, choices=Reason.choices, blank=True)
    decline_note = models.CharField(max_length=500, blank=True)
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
                violation_error_message="Say why it is declined.",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", claim__isnull=False)
                | Q(~Q(state="accepted"), claim__isnull=True),
                name="claims_accepted_means_claim",
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
        """Worth in a word: high, middling or low; never a bare number on a page."""
        return "high" if self.worth >= 0.6 else "middling" if self.worth >= 0.3 else "low"  # noqa: PLR2004
