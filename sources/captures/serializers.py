"""Captures as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from sources.captures.models import Capture


class CaptureSerializer(serializers.ModelSerializer[Capture]):
    """The job that archives a page. `kind` says why it failed (docs/reference/api.md)."""

    kind = serializers.CharField(source="failure", read_only=True)
    snapshot = serializers.PrimaryKeyRelatedField[Any](read_only=True)

    class Meta:
        model = Capture
        fields = ["id", "state", "kind", "detail", "url", "snapshot"]
        read_only_fields = fields


class NewCapture(serializers.Serializer[Any]):
    """The full address of a page to archive."""

    url = serializers.CharField(max_length=2048)
