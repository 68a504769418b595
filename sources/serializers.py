"""Kept pages and captures as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from jobs.models import JobState
from sources.models import Capture, Snapshot


class CaptureSerializer(serializers.ModelSerializer[Capture]):
    """The job that keeps a page. `kind` says why it failed; see the list in docs/api.md."""

    kind = serializers.CharField(source="failure", read_only=True)
    snapshot = serializers.PrimaryKeyRelatedField[Any](read_only=True)

    class Meta:
        model = Capture
        fields = ["id", "state", "kind", "detail", "url", "snapshot"]
        read_only_fields = fields


class KeptPage(serializers.ModelSerializer[Snapshot]):
    """A kept page in a word: its hash is over the bytes as they were received."""

    title = serializers.CharField(read_only=True)
    url = serializers.CharField(source="address", read_only=True)

    class Meta:
        model = Snapshot
        fields = ["id", "sha256", "title", "url", "kept_at"]
        read_only_fields = fields


class SnapshotSerializer(KeptPage):
    """A kept page with its text: null until it is read. `state`: of that reading."""

    state = serializers.CharField(source="content.state", read_only=True)
    detail = serializers.CharField(source="content.detail", read_only=True)
    text = serializers.SerializerMethodField()

    class Meta(KeptPage.Meta):
        fields = [
            *KeptPage.Meta.fields,
            "size",
            "media_type",
            "by_hand",
            "state",
            "detail",
            "text",
        ]
        read_only_fields = fields

    def get_text(self, snapshot: Snapshot) -> str | None:
        content = snapshot.content
        return content.text if content.state == JobState.DONE else None


class NewSnapshot(serializers.Serializer[Any]):
    """A page or paper that somebody saved."""

    file = serializers.FileField(error_messages={"required": "Choose the file to keep."})
    url = serializers.URLField(required=False, max_length=2048, allow_blank=True)
    title = serializers.CharField(required=False, max_length=500, allow_blank=True)
    publisher = serializers.CharField(required=False, max_length=200, allow_blank=True)
