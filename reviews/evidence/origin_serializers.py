"""Pairs that may have one origin, as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from reviews.evidence.models.evidence import Evidence
from reviews.evidence.models.origins import SharedOrigin


class SharedOriginSerializer(serializers.ModelSerializer[SharedOrigin]):
    """Two pieces whose pages look like one story; `is_one` is null until a person decides.

    `percent` is how much of the shorter text is in the other, `words` the longest of both.
    """

    first = serializers.IntegerField(source="first.number", read_only=True)
    second = serializers.IntegerField(source="second.number", read_only=True)
    origin = serializers.SerializerMethodField()
    decided_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = SharedOrigin
        fields = [
            "id",
            "first",
            "second",
            "percent",
            "words",
            "is_one",
            "origin",
            "decided_by",
            "decided_at",
        ]
        read_only_fields = fields

    def get_origin(self, pair: SharedOrigin) -> str:
        """The name of the common origin, if a person confirmed it."""
        return pair.first.origin if pair.is_one else ""


class OriginName(serializers.Serializer[Any]):
    """The name of the common origin; by default that of one of the two, or the publisher."""

    name = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=Evidence._meta.get_field("origin").max_length,
    )
