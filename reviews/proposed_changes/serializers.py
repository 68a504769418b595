"""Proposed changes as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from reviews.proposed_changes.models import ProposedChange


class ProposedChangeSerializer(serializers.ModelSerializer[ProposedChange]):
    """A change to what readers see that waits for an editor, or was decided.

    It is about one of `snapshot`, `claimant` and `watch` (the id of its evidence). `before` and
    `after` have the same keys, those of its kind.
    """

    what = serializers.CharField(source="get_kind_display", read_only=True)
    proposed_by = serializers.CharField(source="proposed_by.username", read_only=True)
    decided_by = serializers.CharField(
        source="decided_by.username", read_only=True, allow_null=True, default=None
    )
    before = serializers.DictField(read_only=True)
    after = serializers.DictField(read_only=True)

    class Meta:
        model = ProposedChange
        fields = [
            "id",
            "kind",
            "what",
            "snapshot",
            "claimant",
            "watch",
            "before",
            "after",
            "state",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "note",
        ]
        read_only_fields = fields


class ChangeFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        ProposedChange.State.choices, required=False, help_text="Only those in this state."
    )


class RefusalNote(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
