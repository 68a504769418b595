"""Serializers of a proposed correction and its confirmation."""

from typing import Any

from rest_framework import serializers

from reviews.publication.models.corrections import ProposedCorrection
from reviews.review.models.drafts import Draft
from reviews.review.serializers import Username

KINDS = ["minor", "update", "substantial"]
LONGEST = ProposedCorrection._meta.get_field("text").max_length


class ReportNumbers(serializers.ListField):
    """The readers' reports that led to a correction, by number."""

    child = serializers.IntegerField(min_value=1)

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"default": list, "max_length": 50, **more})


class ProposedCorrectionSerializer(serializers.ModelSerializer[ProposedCorrection]):
    """What readers would be told of the newest revision; `note` is for the desk alone."""

    revision = serializers.IntegerField(source="revision.number", read_only=True)
    asked_by = Username(read_only=True)
    asked_of = Username(read_only=True)

    class Meta:
        model = ProposedCorrection
        fields = ["revision", "kind", "text", "note", "asked_by", "asked_of", "asked_at"]
        read_only_fields = fields


class CorrectionProposal(serializers.Serializer[Any]):
    """The corrected text and what readers are told. What is left out stays as it is.

    `version` is that of the draft this was made from: with it, nobody's text is overwritten.
    """

    kind = serializers.ChoiceField(
        KINDS, error_messages={"required": "Choose minor, update or substantial."}
    )
    text = serializers.CharField(allow_blank=True, max_length=LONGEST)
    note = serializers.CharField(default="", allow_blank=True, max_length=LONGEST)
    claim = serializers.CharField(required=False, max_length=500)
    rating = serializers.CharField(required=False, max_length=40)
    conclusion = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        max_length=Draft._meta.get_field("conclusion").max_length,
    )
    body = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        max_length=Draft._meta.get_field("body").max_length,
    )
    version = serializers.IntegerField(required=False, min_value=1)
    to = Username(required=False, allow_null=True)


class Confirmation(serializers.Serializer[Any]):
    """Exactly one revision. `kind` and `text` are those proposed with it, unless given."""

    revision = serializers.IntegerField(
        error_messages={"required": "Name the revision that you read: its number."}
    )
    kind = serializers.ChoiceField(KINDS, required=False)
    text = serializers.CharField(default="", allow_blank=True, max_length=LONGEST)
    note = serializers.CharField(default="", allow_blank=True, max_length=LONGEST)
    reports = ReportNumbers()
