"""Claims: the checkable sentences in our wording, and how the desk finds them."""

import re
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchVector,
    SearchVectorField,
    TrigramSimilarity,
)
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.claimants.models import Claimant, Topic
from claims.statements.models import Statement
from claims.validators import validate_checkable, validate_has_come

SHARED_BEGINS, SHARED_ENDS = "\ue000", "\ue001"
"""Private characters around the shared words in `Claim.headline`."""


class ClaimQuerySet(models.QuerySet["Claim"]):
    def with_appearances(self) -> Self:
        return self.select_related("claimant").prefetch_related(
            "topics",
            models.Prefetch(
                "appearances",
                Statement.objects.said_first()
                .select_related("article__publisher")
                .order_by(F("article__published_on").asc(nulls_last=True), "pk"),
            ),
        )

    def with_privacy(self) -> Self:
        """Add `is_private`: a claim made from a private text that is in no public one."""
        found = Statement.objects.filter(claim=models.OuterRef("pk"))
        made_of_private = found.filter(made_claim=True).exclude(article__private_because="")
        in_public = found.filter(article__private_because="")
        return self.annotate(
            is_private=models.Exists(made_of_private) & ~models.Exists(in_public)
        )

    def with_reviews(self) -> Self:
        """Load the reviews of each claim and their holders."""
        return self.select_related("claimant").prefetch_related("topics", "reviews__holder")

    def of_type(self, claim_type: str) -> Self:
        """Claims with a statement of this type."""
        made = Statement.objects.filter(claim=models.OuterRef("pk"), claim_type=claim_type)
        return self.filter(models.Exists(made))

    def search(self, words: str) -> Self:
        """Claims that contain the words, or whose claimant's name does."""
        return self.filter(
            Q(search=SearchQuery(words, config="english", search_type="websearch"))
            | Q(claimant__name__icontains=words)
        )

    def starting_with(self, words: str) -> Self:
        """Suggestions while somebody types: "police fund" finds "funding".

        A claim matches if it has all stemmed words, as in `search`, or words that begin like
        each of them. The index finds candidates by the first four letters, which stemming
        keeps; then the text itself must match.
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

    def similar_to(self, text: str, *, limit: int = 5) -> list["Claim"]:
        """Return claims with similar words, the most similar first, with `similarity` (0 to 1).

        `headline` is the claim's text with SHARED_BEGINS and SHARED_ENDS around every word
        whose stem is also in the other text.

        Method: candidates share a stemmed word (GIN full text, OR of the text's lexemes, best
        50 by rank); trigram similarity orders them, and below 0.25 they are left out. The list
        is for a person to choose from.
        """
        any_word = _any_stem(text)
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
            .annotate(
                similarity=TrigramSimilarity("text", text),
                headline=SearchHeadline(
                    "text",
                    query,
                    config="english",
                    start_sel=SHARED_BEGINS,
                    stop_sel=SHARED_ENDS,
                    highlight_all=True,
                ),
            )
            .filter(similarity__gte=0.25)
            .order_by("-similarity", "-pk")[:limit]
        )


def _any_stem(text: str) -> str:
    """Return a full-text query for any stemmed word of a text, or "" if it has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_literal(lexeme), ' | ')"
            " FROM unnest(to_tsvector('english', %s))",
            [text[:2000]],
        )
        return cursor.fetchone()[0] or ""


class Claim(models.Model):
    """A checkable sentence in our wording, whether or not it came from an article."""

    class Docket(models.TextChoices):
        """Whether the public docket shows words and claimant before publication."""

        SHOWN = "shown"
        WITHHELD = "withheld"

    text = models.CharField(max_length=500, validators=[validate_checkable])
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, related_name="claims")
    said_on = models.DateField(
        "date it was said", null=True, blank=True, validators=[validate_has_come]
    )
    said_where = models.CharField("where it was said", max_length=200, blank=True)
    why = models.CharField("why we check it", max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    compared_with = models.CharField(
        "recording or document with which the words were compared", max_length=200, blank=True
    )
    compared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    compared_at = models.DateTimeField(null=True, blank=True)
    docket = models.CharField(
        "whether the docket shows its words",
        max_length=8,
        choices=Docket.choices,
        blank=True,
        help_text="empty for the desk's default",
    )
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
        constraints = [
            models.CheckConstraint(
                condition=Q(compared_with="", compared_by=None, compared_at=None)
                | (
                    ~Q(compared_with="")
                    & Q(compared_by__isnull=False, compared_at__isnull=False)
                ),
                name="claims_who_compared_the_words",
                violation_error_message=_("Say what was compared, by whom and when."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def chain(self) -> str:
        """The name of its history chain."""
        return f"claim:{self.pk}"
