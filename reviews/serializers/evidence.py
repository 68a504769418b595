"""Evidence as the API reads and writes it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reviews.models import Evidence
from sources.models import Snapshot
from sources.serializers import CaptureSerializer, KeptPage


class CaptureInAWord(CaptureSerializer):
    class Meta(CaptureSerializer.Meta):
        fields = ["id", "state", "kind", "detail"]
        read_only_fields = fields


class Near(serializers.Serializer[Any]):
    """Much the same words on the page: offered to a person, never taken by itself."""

    passage = serializers.CharField(source="near_passage")
    percent = serializers.IntegerField(source="near_percent")


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A passage of a kept page. `quote` are the words as given, `passage` the page's own.

    `anchored`: true where the words stand on the page but for white space and quote marks,
    false where they do not, null while the page is not there yet.
    """

    near = serializers.SerializerMethodField()
    snapshot = KeptPage(read_only=True, allow_null=True)
    capture = CaptureInAWord(read_only=True, allow_null=True)
    confidential = serializers.BooleanField(source="is_confidential", read_only=True)
    withdrawn = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "id",
            "number",
            "stance",
            "quote",
            "passage",
            "anchored",
            "near",
            "primary",
            "origin",
            "note",
            "confidential",
            "described_as",
            "snapshot",
            "capture",
            "withdrawn",
        ]
        read_only_fields = fields

    @extend_schema_field(Near(allow_null=True))
    def get_near(self, piece: Evidence) -> dict[str, Any] | None:
        return dict(Near(piece).data) if piece.near_passage and not piece.anchored else None

    def get_withdrawn(self, piece: Evidence) -> bool:
        return piece.withdrawn_at is not None


class NewEvidence(serializers.Serializer[Any]):
    """Words that matter, on a kept page or on one that a worker is to fetch first."""

    url = serializers.CharField(required=False, max_length=2048)
    snapshot = serializers.PrimaryKeyRelatedField(
        queryset=Snapshot.objects.all(), required=False
    )
    quote = serializers.CharField(
        trim_whitespace=False, max_length=Evidence._meta.get_field("quote").max_length
    )
    stance = serializers.ChoiceField(Evidence.Stance.choices)
    primary = serializers.BooleanField(required=False)
    origin = serializers.CharField(required=False, allow_blank=True, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    near = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="Where the words were selected, where they stand on the page more than once.",
    )
    confidential = serializers.BooleanField(source="is_confidential", required=False)
    described_as = serializers.CharField(required=False, allow_blank=True, max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("url")) == bool(attrs.get("snapshot")):
            raise serializers.ValidationError(
                "Evidence needs one page: `url`, or `snapshot` with the id of a kept one."
            )
        return attrs


class Withdrawal(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
