"""Evidence as the API reads and writes it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from reviews.evidence import web_annotation
from reviews.evidence.independence import publisher_of
from reviews.evidence.models.evidence import Evidence
from sources.captures.serializers import CaptureSerializer
from sources.snapshots.models import Snapshot
from sources.snapshots.serializers import KeptPage


class CaptureSummary(CaptureSerializer):
    class Meta(CaptureSerializer.Meta):
        fields = ["id", "state", "kind", "detail"]
        read_only_fields = fields


class NearPassage(serializers.Serializer[Any]):
    """Similar words on the page: offered to a person, never used automatically."""

    passage = serializers.CharField(source="near_passage")
    percent = serializers.IntegerField(source="near_percent")


class FigureSerializer(serializers.Serializer[Any]):
    """The number that a piece gives: £64.6bn is "64600000000" with the unit `GBP`."""

    value = serializers.DecimalField(
        source="figure", max_digits=30, decimal_places=10, normalize_output=True
    )
    unit = serializers.CharField(source="figure_unit", allow_blank=True)
    period = serializers.CharField(source="figure_period", allow_blank=True)
    place = serializers.CharField(source="figure_place", allow_blank=True)


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A passage of an archived page. `quote` are the words as given, `passage` the page's own.

    `anchored` is true if the words are on the page, ignoring white space and quotation marks,
    false if they aren't, and null while the page is not archived and parsed.
    """

    near = serializers.SerializerMethodField()
    snapshot = KeptPage(read_only=True, allow_null=True)
    capture = CaptureSummary(read_only=True, allow_null=True)
    confidential = serializers.BooleanField(source="is_confidential", read_only=True)
    withdrawn = serializers.SerializerMethodField()
    selector = serializers.SerializerMethodField()
    live_link = serializers.SerializerMethodField()
    figure = serializers.SerializerMethodField()
    publisher = serializers.SerializerMethodField()

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
            "selector",
            "live_link",
            "primary",
            "publisher",
            "origin",
            "interest",
            "point",
            "figure",
            "note",
            "confidential",
            "described_as",
            "snapshot",
            "capture",
            "withdrawn",
        ]
        read_only_fields = fields

    def to_representation(self, instance: Evidence) -> dict[str, Any]:
        """Leave out all words of a file in quarantine."""
        shown = super().to_representation(instance)
        if instance.is_quarantined:
            shown |= {"quote": "", "passage": "", "selector": None, "live_link": ""}
            shown |= {"near": None, "figure": None}
        return shown

    @extend_schema_field(NearPassage(allow_null=True))
    def get_near(self, piece: Evidence) -> dict[str, Any] | None:
        return (
            dict(NearPassage(piece).data) if piece.near_passage and not piece.anchored else None
        )

    @extend_schema_field(serializers.ListField(child=serializers.DictField(), allow_null=True))
    def get_selector(self, piece: Evidence) -> list[web_annotation.AnySelector] | None:
        return web_annotation.selectors_json(piece)

    def get_live_link(self, piece: Evidence) -> str:
        """The address of the live page, opened at the passage if a browser can; or empty."""
        return web_annotation.live_link(piece)

    @extend_schema_field(FigureSerializer(allow_null=True))
    def get_figure(self, piece: Evidence) -> ReturnDict[str, Any] | None:
        return None if piece.figure is None else FigureSerializer(piece).data

    def get_publisher(self, piece: Evidence) -> str:
        return publisher_of(piece)

    def get_withdrawn(self, piece: Evidence) -> bool:
        return piece.withdrawn_at is not None


class EvidenceFactsBody(serializers.Serializer[Any]):
    """Facts about a piece of evidence; those that are not given stay as they are."""

    stance = serializers.ChoiceField(Evidence.Stance.choices, required=False)
    primary = serializers.BooleanField(required=False)
    publisher = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="Who publishes the archived page, in every review that uses it.",
    )
    origin = serializers.CharField(required=False, allow_blank=True, max_length=200)
    interest = serializers.CharField(required=False, allow_blank=True, max_length=300)
    point = serializers.CharField(required=False, allow_blank=True, max_length=300)
    figure = serializers.DecimalField(
        required=False, allow_null=True, max_digits=30, decimal_places=10
    )
    figure_unit = serializers.CharField(required=False, allow_blank=True, max_length=40)
    figure_period = serializers.CharField(required=False, allow_blank=True, max_length=80)
    figure_place = serializers.CharField(required=False, allow_blank=True, max_length=80)
    note = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    confidential = serializers.BooleanField(source="is_confidential", required=False)
    described_as = serializers.CharField(required=False, allow_blank=True, max_length=300)


class OnePage(serializers.Serializer[Any]):
    """The page of a piece: an address for a worker to fetch, or the id of an archived page."""

    url = serializers.CharField(required=False, max_length=2048)
    snapshot = serializers.PrimaryKeyRelatedField(
        queryset=Snapshot.objects.all(), required=False
    )

    def validate(self, attrs: Any) -> Any:
        if bool(attrs.get("url")) == bool(attrs.get("snapshot")):
            raise serializers.ValidationError(
                "Evidence needs one page: `url`, or `snapshot` with the id of an archived one."
            )
        return attrs


class NewEvidence(EvidenceFactsBody, OnePage):
    """Words that matter, on an archived page or on one that a worker fetches first."""

    stance = serializers.ChoiceField(Evidence.Stance.choices)
    quote = serializers.CharField(
        trim_whitespace=False, max_length=Evidence._meta.get_field("quote").max_length
    )
    near = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="Where the words were selected, if they are on the page more than once.",
    )


class Withdrawal(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
