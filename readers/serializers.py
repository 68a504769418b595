"""Published checks in the public API: as approved, without what is withheld."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from claims.claims.facts import LISTED_FACTS, ClaimFact
from readers.check import public_copies, source_status
from readers.check.source_serializers import PublicCalculation, PublicEvidence
from reviews.publication import claimreview
from reviews.publication.claimreview.linter import Markup
from reviews.publication.models import Correction, Publication, PublishedVersion
from reviews.publication.withheld import Withheld
from reviews.review.models import Rating
from reviews.revisions.authors import authors_of, bylines
from reviews.revisions.document import Document, FrozenReply, rating_in
from reviews.revisions.headlines import headline

Serialized = ReturnDict[str, Any]
"""The data of another serializer."""


def withheld_in(context: Mapping[str, Any]) -> Withheld:
    """What is withheld, as the view read it, or as it is now."""
    return context.get("withheld") or Withheld.now()


class PublicClaimant(serializers.Serializer[Any]):
    name = serializers.CharField()
    slug = serializers.SlugField()
    role = serializers.CharField()
    same_as = serializers.CharField()


class PublicRating(serializers.ModelSerializer[Any]):
    """A grade of the desk's scale; without `ordinal` it has no place between worst and best."""

    best = serializers.IntegerField()
    worst = serializers.IntegerField()

    class Meta:
        model = Rating
        fields = ["slug", "label", "meaning", "ordinal", "best", "worst"]


class Said(serializers.Serializer[Any]):
    """Where the claim was first seen, word for word, with the words around it."""

    quote = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    kind = serializers.CharField()
    publisher = serializers.CharField()
    title = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    url = serializers.CharField()


class PublicReply(serializers.Serializer[Any]):
    """Whom we asked (empty: the claimant), until when they had time, what came; or why not.

    `file_sha256`: the hash of a file that came as the answer and that we keep.
    """

    whom = serializers.CharField()
    asked_on = serializers.DateField(allow_null=True)
    how = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    reply = serializers.CharField()
    replied_on = serializers.DateField(allow_null=True)
    not_asked_because = serializers.CharField()
    file_sha256 = serializers.CharField()

    def to_representation(self, instance: FrozenReply) -> Any:
        answer = instance["answer"]
        file = answer["sha256"] if answer else ""
        return super().to_representation({**instance, "file_sha256": file})


class Version(serializers.ModelSerializer[PublishedVersion]):
    """A version that readers saw, at its own address."""

    url = serializers.SerializerMethodField()
    hash = serializers.CharField(source="revision.hash", read_only=True)
    approved_by = serializers.CharField(source="approved_by.byline", read_only=True)
    withheld_since = serializers.SerializerMethodField()

    class Meta:
        model = PublishedVersion
        fields = ["number", "url", "hash", "approved_by", "published_at", "withheld_since"]
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_withheld_since(self, version: PublishedVersion) -> datetime | None:
        """Since when readers do not see it: its address answers 451."""
        withholding = withheld_in(self.context).version(version)
        return withholding.withheld_at if withholding else None

    def get_url(self, version: PublishedVersion) -> str:
        slug = version.publication.slug
        return settings.SITE_URL + reverse("readers:version", args=[slug, version.number])


class PublicCorrection(serializers.ModelSerializer[Correction]):
    """What was changed, when and why; `before` and `after` are numbers of versions."""

    before = serializers.IntegerField(source="before.number", default=None, read_only=True)
    after = serializers.IntegerField(source="after.number", default=None, read_only=True)
    text = serializers.SerializerMethodField()
    credits_a_reader = serializers.BooleanField(
        read_only=True,
        help_text="A reader's report led to it, and its sender wished this said.",
    )

    class Meta:
        model = Correction
        fields = ["kind", "text", "corrected_at", "before", "after", "credits_a_reader"]
        read_only_fields = fields

    def get_text(self, correction: Correction) -> str:
        claim = correction.publication.claim_id
        return withheld_in(self.context).text(correction.text, claim)


class RecordedStandard(serializers.Serializer[Any]):
    """The standard that a check was submitted under; null where none was recorded."""

    version = serializers.IntegerField(help_text="0 where the desk had set none.")
    template = serializers.CharField()
    rules = serializers.ListField(child=serializers.CharField())


@extend_schema_field(serializers.CharField())
class FactField(serializers.Field[Publication, Any, str, Any]):
    """A fact of the claim, from the document that the serializer shows."""

    def __init__(self, fact: ClaimFact) -> None:
        super().__init__(source="*", read_only=True)
        self.fact = fact

    def to_representation(self, value: Publication) -> str:  # noqa: ARG002
        return cast(CheckRow, self.parent).value_of(self.fact)


class CheckRow(serializers.ModelSerializer[Publication]):
    """A published check in a list, as it was approved.

    A retracted one has no rating and no conclusion; it says when it was retracted.
    """

    url = serializers.SerializerMethodField()
    claim = serializers.SerializerMethodField()
    headline = serializers.SerializerMethodField()
    claimant = serializers.SerializerMethodField()
    said_on = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    rating = serializers.SerializerMethodField()
    conclusion = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = [
            "slug",
            "url",
            "claim",
            "headline",
            "claimant",
            "said_on",
            "topics",
            "rating",
            "conclusion",
            "published_at",
            "changed_at",
            "retracted_at",
        ]
        read_only_fields = fields

    frozen: Document

    def to_representation(self, instance: Publication) -> Any:
        self.frozen = withheld_in(self.context).document(instance.revision)
        return super().to_representation(instance)

    def value_of(self, fact: ClaimFact) -> str:
        """A fact of the claim; empty if the document is too old to have it."""
        claim: Mapping[str, object] = self.frozen["claim"]
        return str(claim.get(fact.name) or "")

    def get_url(self, publication: Publication) -> str:
        return settings.SITE_URL + reverse("readers:check", args=[publication.slug])

    def get_claim(self, _: Publication) -> str:
        return self.frozen["claim"]["text"]

    def get_headline(self, _: Publication) -> str:
        """The claim as our pages show it: in quotation marks only where the words were said."""
        return str(headline(self.frozen))

    @extend_schema_field(PublicClaimant)
    def get_claimant(self, _: Publication) -> Serialized:
        return PublicClaimant(self.frozen["claimant"]).data

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_said_on(self, _: Publication) -> str | None:
        return self.frozen["claim"]["said_on"]

    def get_topics(self, _: Publication) -> list[str]:
        return list(self.frozen["claim"]["topics"])

    @extend_schema_field(PublicRating(allow_null=True))
    def get_rating(self, publication: Publication) -> Serialized | None:
        if publication.is_retracted:
            return None
        return PublicRating(rating_in(self.frozen)).data

    def get_conclusion(self, publication: Publication) -> str:
        return "" if publication.is_retracted else self.frozen["conclusion"]


class CheckSerializer(CheckRow):
    """A check whole. A retracted one stays, says so, and has no ClaimReview."""

    standard = serializers.SerializerMethodField()
    said = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    calculations = serializers.SerializerMethodField()
    sums = serializers.SerializerMethodField()  # the old name of `calculations`
    replies = serializers.SerializerMethodField()
    checked_by = serializers.SerializerMethodField()
    hash = serializers.CharField(source="revision.hash", read_only=True)
    versions = Version(many=True, read_only=True)
    corrections = PublicCorrection(many=True, read_only=True)
    claimreview = serializers.SerializerMethodField()
    retraction = serializers.SerializerMethodField()

    class Meta(CheckRow.Meta):
        fields = [
            *CheckRow.Meta.fields,
            "standard",
            "said",
            "body",
            "evidence",
            "calculations",
            "sums",
            "replies",
            "checked_by",
            "hash",
            "versions",
            "corrections",
            "retraction",
            "claimreview",
        ]
        read_only_fields = fields

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """With the facts of the claim that pages list."""
        facts = {fact.api_name: FactField(fact) for fact in LISTED_FACTS}
        return {**super().get_fields(), **facts}

    def get_retraction(self, publication: Publication) -> str:
        return withheld_in(self.context).text(publication.retraction, publication.claim_id)

    @extend_schema_field(RecordedStandard(allow_null=True))
    def get_standard(self, _: Publication) -> Serialized | None:
        standard = self.frozen.get("standard")
        return RecordedStandard(standard).data if standard else None

    @extend_schema_field(Said(allow_null=True))
    def get_said(self, _: Publication) -> Serialized | None:
        said = self.frozen["said"]
        return Said(said).data if said else None

    def get_body(self, publication: Publication) -> str:
        """Markdown; `[2]` cites evidence number 2. Empty for a retracted check."""
        return "" if publication.is_retracted else self.frozen["body"]

    @extend_schema_field(PublicEvidence(many=True))
    def get_evidence(self, publication: Publication) -> list[Serialized]:
        context = {
            "live": source_status.of_review(publication.revision.review_id),
            "copies": public_copies.of_check(self.frozen, withheld_in(self.context)),
            "slug": publication.slug,
        }
        pieces = self.frozen["evidence"]
        return list(PublicEvidence(pieces, many=True, context=context).data)

    @extend_schema_field(PublicCalculation(many=True))
    def get_calculations(self, _publication: Publication) -> list[Serialized]:
        return list(PublicCalculation(self.frozen["sums"], many=True).data)

    @extend_schema_field(PublicCalculation(many=True))
    def get_sums(self, publication: Publication) -> list[Serialized]:
        """`calculations` under its old name, for one version."""
        return self.get_calculations(publication)

    @extend_schema_field(PublicReply(many=True))
    def get_replies(self, _: Publication) -> list[Serialized]:
        return list(PublicReply(self.frozen["replies"], many=True).data)

    def get_checked_by(self, publication: Publication) -> list[str]:
        """The by-lines of today; "the desk" stands for everybody who is not named."""
        return bylines(authors_of(publication.revision))

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_claimreview(self, publication: Publication) -> Markup | None:
        return claimreview.markup(publication, withheld_in(self.context)) or None


class CheckFilters(serializers.Serializer[Any]):
    """The filters of the list of checks."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=300)
    claimant = serializers.SlugField(required=False, allow_blank=True, help_text="a slug")
    rating = serializers.SlugField(required=False, allow_blank=True, help_text="a slug")
    since = serializers.DateTimeField(
        required=False, help_text="Published at this time or later: a date, or date and time."
    )
    changed_since = serializers.DateTimeField(
        required=False,
        help_text="Published, corrected or retracted at this time or later, the newest change "
        "first. A retracted check has no rating, and says when it was retracted.",
    )
