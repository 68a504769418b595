"""The watch on the live pages of evidence, as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from reviews.watch import assess as watch_assess
from reviews.watch.context_changes import KINDS
from reviews.watch.models import Watch
from sources.snapshots.models import Snapshot
from sources.snapshots.serializers import KeptPage


class Settled(serializers.Serializer[Any]):
    """Who settled a change, and when."""

    by = serializers.CharField(source="settled_by.username")
    at = serializers.DateTimeField(source="settled_at")
    note = serializers.CharField(source="settled_note")


class WatchSerializer(serializers.ModelSerializer[Watch]):
    """The state of the live page of a piece of evidence; `id` is the evidence's.

    `page` and `passage` are empty before the first result. `told` is what readers are told.
    `around` has the kinds of change around words that are still there, until somebody settles
    them. `next_at` is null if the page is only checked on request.
    """

    id = serializers.IntegerField(source="evidence_id", read_only=True)
    review = serializers.IntegerField(source="evidence.review_id", read_only=True)
    claim = serializers.IntegerField(source="evidence.review.claim_id", read_only=True)
    number = serializers.IntegerField(source="evidence.number", read_only=True)
    quoted = serializers.CharField(source="evidence.shown_words", read_only=True)
    is_looking = serializers.BooleanField(read_only=True)
    trouble = serializers.BooleanField(source="is_trouble", read_only=True)
    told = serializers.SerializerMethodField()
    around = serializers.ListField(child=serializers.ChoiceField(choices=KINDS), read_only=True)
    kept = KeptPage(source="evidence.snapshot", read_only=True)
    found = KeptPage(read_only=True, allow_null=True)
    settled = serializers.SerializerMethodField()

    class Meta:
        model = Watch
        fields = [
            "id",
            "review",
            "claim",
            "number",
            "quoted",
            "address",
            "page",
            "passage",
            "near_percent",
            "since",
            "detail",
            "told",
            "trouble",
            "around",
            "around_at",
            "settled",
            "is_looking",
            "looked_at",
            "looks",
            "next_at",
            "kept",
            "found",
        ]
        read_only_fields = fields

    def get_told(self, watch: Watch) -> str:
        return watch_assess.readers_note(watch)

    @extend_schema_field(Settled(allow_null=True))
    def get_settled(self, watch: Watch) -> ReturnDict[str, Any] | None:
        return Settled(watch).data if watch.settled_by else None


class WatchFilters(serializers.Serializer[Any]):
    trouble = serializers.BooleanField(
        required=False,
        help_text="Only pages on which readers no longer see what we quote, and not settled.",
    )
    around = serializers.BooleanField(
        required=False,
        help_text="Only pages of published checks that still have what we quote, and other "
        "words around it that nobody has settled.",
    )


class LaterCopy(serializers.Serializer[Any]):
    """A later copy of the page that was put in by hand; without one the address is visited."""

    snapshot = serializers.PrimaryKeyRelatedField(
        queryset=Snapshot.objects.all(), required=False
    )


class SettleNote(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
