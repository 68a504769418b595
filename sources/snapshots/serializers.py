"""Archived pages as the API reads and writes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from jobs.models import JobState
from sources.snapshots.models import ArchivedCopy, Conversation, Snapshot


class KeptPage(serializers.ModelSerializer[Snapshot]):
    """An archived page in brief; its hash is over the bytes as they were received."""

    title = serializers.CharField(read_only=True)
    url = serializers.CharField(source="address", read_only=True)

    class Meta:
        model = Snapshot
        fields = ["id", "sha256", "title", "url", "kept_at"]
        read_only_fields = fields


class ArchivedCopySerializer(serializers.ModelSerializer[ArchivedCopy]):
    """Where an archive has the page, by a third party's account. `found_by` names a finder."""

    noted_by = serializers.CharField(source="noted_by.username", read_only=True)

    class Meta:
        model = ArchivedCopy
        fields = ["id", "url", "archived_at", "found_by", "noted_by", "noted_at"]
        read_only_fields = fields


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    """The partner and the terms of a conversation; its notes are the text."""

    class Meta:
        model = Conversation
        fields = ["with_whom", "role", "medium", "terms", "held_at"]
        read_only_fields = fields


class Lead(serializers.Serializer[Any]):
    """A link of the page: its address and its words."""

    url = serializers.CharField()
    text = serializers.CharField()


class Typed(serializers.Serializer[Any]):
    """Who typed the text from a picture, and when."""

    by = serializers.CharField(source="typed_by.username")
    at = serializers.DateTimeField(source="typed_at")


class Tombstone(serializers.Serializer[Any]):
    """Who erased the page, when and why. `bytes_gone_at`: null until its bytes are removed."""

    by = serializers.CharField(source="erased_by.username")
    at = serializers.DateTimeField(source="erased_at")
    why = serializers.CharField(source="erased_why")
    bytes_gone_at = serializers.DateTimeField(allow_null=True)


class InQuarantine(serializers.Serializer[Any]):
    """Who quarantined the file, when and why, and what happened to its bytes.

    `bytes_gone_at`: null until destroyed bytes are removed.
    """

    by = serializers.CharField(source="quarantined_by.username")
    at = serializers.DateTimeField(source="quarantined_at")
    why = serializers.CharField()
    destroyed_at = serializers.DateTimeField(allow_null=True)
    bytes_gone_at = serializers.DateTimeField(allow_null=True)


class SnapshotRow(KeptPage):
    """An archived page in a list. `state`: of the parsing of its text."""

    kept_by = serializers.CharField(source="kept_by.username", read_only=True)
    publisher = serializers.CharField(
        source="content.publisher.name", read_only=True, default=None
    )
    is_public = serializers.BooleanField(source="content.is_public", read_only=True)
    erased = serializers.SerializerMethodField()
    quarantined = serializers.SerializerMethodField()
    state = serializers.CharField(source="content.state", read_only=True)

    class Meta(KeptPage.Meta):
        fields = [
            *KeptPage.Meta.fields,
            "size",
            "media_type",
            "by_hand",
            "kept_by",
            "publisher",
            "is_public",
            "erased",
            "quarantined",
            "state",
        ]
        read_only_fields = fields

    @extend_schema_field(Tombstone(allow_null=True))
    def get_erased(self, snapshot: Snapshot) -> "ReturnDict[str, Any] | None":
        return Tombstone(snapshot.content).data if snapshot.content.is_erased else None

    @extend_schema_field(InQuarantine(allow_null=True))
    def get_quarantined(self, snapshot: Snapshot) -> "ReturnDict[str, Any] | None":
        held = snapshot.content.quarantine
        return InQuarantine(held).data if held else None


class SnapshotFilters(serializers.Serializer[Any]):
    """The filters of the list of archived pages."""

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=300,
        help_text="Pages whose title or address contains this.",
    )
    url = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2048,
        help_text="Pages archived from exactly this address, or redirected to it by the site.",
    )


class SnapshotSerializer(SnapshotRow):
    """An archived page with its text: null until it is parsed. `state`: of the parsing.

    `pages` is how many pages it has, 0 for a file without pages. `typed` and `erased` are null
    unless that was done; `conversation` is null unless the page is the notes of one.
    """

    author = serializers.CharField(source="content.author", read_only=True)
    published_on = serializers.DateField(source="content.published_on", read_only=True)
    language = serializers.CharField(source="content.language", read_only=True)
    canonical_url = serializers.CharField(source="content.canonical_url", read_only=True)
    description = serializers.CharField(source="content.description", read_only=True)
    licence = serializers.CharField(source="content.licence", read_only=True)
    pages = serializers.SerializerMethodField()
    notes = serializers.ListField(source="content.notes", read_only=True)
    links = Lead(source="content.links", many=True, read_only=True)
    archived = ArchivedCopySerializer(source="archived_copies", many=True, read_only=True)
    conversation = serializers.SerializerMethodField()
    typed = serializers.SerializerMethodField()
    detail = serializers.CharField(source="content.detail", read_only=True)
    text = serializers.SerializerMethodField()

    class Meta(KeptPage.Meta):
        fields = [
            *KeptPage.Meta.fields,
            "size",
            "media_type",
            "by_hand",
            "kept_by",
            "author",
            "publisher",
            "published_on",
            "language",
            "canonical_url",
            "description",
            "is_public",
            "licence",
            "pages",
            "notes",
            "links",
            "archived",
            "conversation",
            "typed",
            "erased",
            "quarantined",
            "state",
            "detail",
            "text",
        ]
        read_only_fields = fields

    def get_pages(self, snapshot: Snapshot) -> int:
        return len(snapshot.content.pages)

    @extend_schema_field(ConversationSerializer(allow_null=True))
    def get_conversation(self, snapshot: Snapshot) -> "ReturnDict[str, Any] | None":
        held = getattr(snapshot, "conversation", None)
        return ConversationSerializer(held).data if held else None

    @extend_schema_field(Typed(allow_null=True))
    def get_typed(self, snapshot: Snapshot) -> "ReturnDict[str, Any] | None":
        return Typed(snapshot.content).data if snapshot.content.is_typed else None

    def get_text(self, snapshot: Snapshot) -> str | None:
        content = snapshot.content
        is_open = content.state == JobState.DONE and not content.is_quarantined
        return content.text if is_open else None


class NewSnapshot(serializers.Serializer[Any]):
    """A page or paper that somebody saved."""

    file = serializers.FileField(error_messages={"required": "Choose the file to archive."})
    url = serializers.URLField(required=False, max_length=2048, allow_blank=True)
    title = serializers.CharField(required=False, max_length=500, allow_blank=True)
    publisher = serializers.CharField(required=False, max_length=200, allow_blank=True)
    description = serializers.CharField(required=False, max_length=500, allow_blank=True)
    is_public = serializers.BooleanField(required=False, default=False)
    licence = serializers.CharField(required=False, max_length=100, allow_blank=True)


class NewConversation(serializers.Serializer[Any]):
    """Notes of what somebody said to us: they are archived as the text, in UTF-8."""

    with_whom = serializers.CharField(max_length=200)
    role = serializers.CharField(required=False, max_length=200, allow_blank=True)
    medium = serializers.ChoiceField(Conversation.Medium.choices)
    terms = serializers.ChoiceField(Conversation.Terms.choices)
    held_at = serializers.DateTimeField()
    notes = serializers.CharField(max_length=200_000)


class Described(serializers.Serializer[Any]):
    """A description of an archived page by the desk, and a title if it has none of its own."""

    description = serializers.CharField(max_length=500, allow_blank=True)
    title = serializers.CharField(required=False, max_length=500, allow_blank=True)


class Publicity(serializers.Serializer[Any]):
    """Whether readers may have the whole copy, and why we may show it."""

    is_public = serializers.BooleanField()
    licence = serializers.CharField(required=False, max_length=100, allow_blank=True)


class TypedText(serializers.Serializer[Any]):
    """The words of one page of a picture, counted from 1."""

    text = serializers.CharField(max_length=50_000)
    page = serializers.IntegerField(required=False, min_value=1, default=1)


class NewArchivedCopy(serializers.Serializer[Any]):
    """An archive's address of the page, and the date of its copy."""

    url = serializers.URLField(max_length=2048)
    archived_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class NewQuarantine(serializers.Serializer[Any]):
    """What the file seems to be, in a few words and without details."""

    why = serializers.CharField(max_length=500)


class SnapshotErasure(serializers.Serializer[Any]):
    """Why the law demands it. `together`: also all pages with the very same bytes."""

    why = serializers.CharField(max_length=500)
    together = serializers.BooleanField(required=False, default=False)
