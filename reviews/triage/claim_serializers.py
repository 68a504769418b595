"""Claims, and the bodies of the requests that make one."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from claims.claimants.api import KindField
from claims.claimants.models import Claimant
from claims.claims.facts import CLAIM_FACTS, ClaimFact
from claims.claims.models import Claim
from claims.statements.models import Statement
from claims.statements.serializers import StatementSerializer
from reviews.review.models.reviews import Review
from reviews.review.serializers import Username


class ClaimantSerializer(serializers.ModelSerializer[Claimant]):
    """Who said it."""

    class Meta:
        model = Claimant
        fields = [
            "id",
            "name",
            "slug",
            "kind",
            "kind_guessed",
            "described_as",
            "role",
            "same_as",
        ]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """The checkable sentence in our wording."""

    claimant = ClaimantSerializer(read_only=True)
    topics = serializers.SlugRelatedField[Any](slug_field="name", many=True, read_only=True)
    compared_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Claim
        fields = [
            "id",
            "text",
            "claimant",
            *(fact.api_name for fact in CLAIM_FACTS),
            "topics",
            "docket",
            "compared_with",
            "compared_by",
            "compared_at",
            "filed_at",
        ]
        read_only_fields = fields
        extra_kwargs = {
            fact.api_name: {"source": fact.name}
            for fact in CLAIM_FACTS
            if fact.api_name != fact.name
        }


class ReviewSummary(serializers.ModelSerializer[Review]):
    """How far the examination of a claim is, and who holds it."""

    holder = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Review
        fields = ["id", "state", "holder"]
        read_only_fields = fields


class ClaimRow(ClaimSerializer):
    """A claim with its newest review."""

    review = serializers.SerializerMethodField()

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "review"]
        read_only_fields = fields

    @extend_schema_field(ReviewSummary(allow_null=True))
    def get_review(self, claim: Claim) -> ReturnDict[str, Any] | None:
        newest = max(claim.reviews.all(), key=lambda review: review.pk, default=None)
        return ReviewSummary(newest).data if newest else None


class AppearanceSerializer(StatementSerializer):
    """A statement that makes the claim, with the article it is in."""

    class Meta(StatementSerializer.Meta):
        fields = ["article", *StatementSerializer.Meta.fields]
        read_only_fields = fields


class ClaimDetailSerializer(ClaimRow):
    """A claim with the statements that make it, the earliest first."""

    appearances = AppearanceSerializer(many=True, read_only=True)

    class Meta(ClaimRow.Meta):
        fields = [*ClaimRow.Meta.fields, "appearances"]
        read_only_fields = fields


class GivenClaimant(TypedDict, total=False):
    """A claimant as a request names it: a known one, or a name with its kind."""

    claimant: str | Claimant
    claimant_kind: str
    described_as: str


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer"},
            {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 200},
                    "kind": {"enum": Claimant.Kind.values},
                    "described_as": {"type": "string", "maxLength": 100},
                },
            },
        ]
    }
)
class ClaimantField(serializers.Field[GivenClaimant, Any, Any, Any]):
    """A claimant's id, or `{"name", "kind"?, "described_as"?}`: made known where it is new.

    Without a kind it is guessed. Gives `claimant`, `claimant_kind` and `described_as`.
    """

    default_error_messages = {
        "shape": 'Give a claimant\'s id, or {{"name": "…"}}.',
        "unknown": "There is no claimant {id}.",
    }

    def to_internal_value(self, data: Any) -> GivenClaimant:
        if isinstance(data, dict):
            named: GivenClaimant = _NamedClaimant().run_validation(data)
            return named
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("shape")
        known = Claimant.objects.filter(pk=data).first()
        if known is None:
            self.fail("unknown", id=data)
        return {"claimant": known}


class _NamedClaimant(serializers.Serializer[Any]):
    name = serializers.CharField(source="claimant", max_length=200)
    kind = KindField(source="claimant_kind", required=False)
    described_as = serializers.CharField(required=False, allow_blank=True, max_length=100)


def _fact_field(fact: ClaimFact) -> serializers.Field[Any, Any, Any, Any]:
    """The field of a fact in a request, from its column."""
    source = fact.name if fact.api_name != fact.name else None
    if fact.is_day:
        return serializers.DateField(source=source, required=False, allow_null=True)
    return serializers.CharField(
        source=source, required=False, allow_blank=True, max_length=fact.max_length
    )


class NewClaim(serializers.Serializer[Any]):
    """A claim that has no article: heard on the radio, seen on a poster."""

    text = serializers.CharField(max_length=Claim._meta.get_field("text").max_length)
    claimant = ClaimantField()
    topics = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=20
    )

    def get_fields(self) -> dict[str, Any]:
        facts = {fact.api_name: _fact_field(fact) for fact in CLAIM_FACTS}
        return {**super().get_fields(), **facts}

    def to_internal_value(self, data: Any) -> Any:
        given = super().to_internal_value(data)
        return {**given, **given.pop("claimant", {})}


class Rewording(NewClaim):
    """What the claim says from now on. What is left out stays, except `said_on` and `where`."""

    compared_with = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="The recording or document with which you compared the words.",
    )

    def to_internal_value(self, data: Any) -> Any:
        given = super().to_internal_value(data)
        given.setdefault("said_on", None)
        given.setdefault("said_where", "")
        return given


class Acceptance(NewClaim):
    """A statement made a claim, or with `claim` alone joined to one that is known.

    Without `claimant` it is the speaker; for narration, the article's publisher.
    """

    text = serializers.CharField(
        required=False, max_length=Claim._meta.get_field("text").max_length
    )
    claimant = ClaimantField(required=False)
    remember = serializers.BooleanField(
        required=False,
        help_text="From now on the speaker, as the article has the name, is this claimant.",
    )
    claim = serializers.PrimaryKeyRelatedField(queryset=Claim.objects.all(), required=False)

    def validate(self, attrs: Any) -> Any:
        if "claim" in attrs and len(attrs) > 1:
            raise serializers.ValidationError(
                "Send `claim` alone to join a known claim, or the parts of a new one."
            )
        if not attrs.keys() & {"claim", "text"}:
            raise serializers.ValidationError(
                {"text": "Write the claim in your own wording, or name a known `claim`."}
            )
        return attrs


class DeclineBody(serializers.Serializer[Any]):
    """Why a statement is not checked; the docket shows it."""

    reason = serializers.ChoiceField(Statement.Reason.choices)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ReviewRow(serializers.ModelSerializer[Review]):
    """A review in a list."""

    claim = ClaimSerializer(read_only=True)
    holder = Username(read_only=True)

    class Meta:
        model = Review
        fields = [
            "id",
            "state",
            "state_since",
            "claim",
            "holder",
            "lease_until",
            "idle_since",
            "priority",
            "due_at",
            "due_on",
        ]
        read_only_fields = fields


CLAIM_AND_REVIEW = inline_serializer(
    "ClaimAndReview", {"claim": ClaimRow(), "review": ReviewRow()}
)


class ClaimAndReview(TypedDict):
    """What accepting a statement and filing a claim respond with."""

    claim: ReturnDict[str, Any]
    review: ReturnDict[str, Any] | None


def claim_and_review(claim: Claim, review: Review | None) -> ClaimAndReview:
    """A claim and its review, for the API."""
    return {
        "claim": ClaimRow(claim).data,
        "review": ReviewRow(review).data if review else None,
    }
