"""The bodies of requests that split, correct or decide on many statements."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.statements.models import Statement
from reviews.triage.batches import MOST, Batch
from reviews.triage.claim_serializers import DeclineBody


class Span(serializers.ListField):
    """`[start, end]`: places in the article's text, in code points."""

    child = serializers.IntegerField(min_value=0)

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=2, max_length=2, **options)


class Cuts(serializers.Serializer[Any]):
    """Where to cut a statement; without `spans`, where the reader would."""

    spans = serializers.ListField(child=Span(), required=False, min_length=2, max_length=20)

    def validate_spans(self, spans: list[list[int]]) -> list[tuple[int, int]]:
        return [(start, end) for start, end in spans]


class StatementCorrection(serializers.Serializer[Any]):
    """What is right: the speaker (null: nobody is named), the date it was said."""

    speaker = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=Statement._meta.get_field("speaker").max_length,
    )
    said_on = serializers.DateField(required=False, allow_null=True)


class SpeakerChoice(serializers.Serializer[Any]):
    """Who said it: one of the statement's `speaker_candidates`, or null for none of them."""

    speaker = serializers.CharField(
        allow_null=True,
        max_length=Statement._meta.get_field("speaker").max_length,
    )


class StatementIds(serializers.Serializer[Any]):
    """The statements meant."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=1, max_length=MOST
    )


class StatementIdsAndReason(StatementIds, DeclineBody):
    """The statements meant, and the one reason for declining them."""


class StatementLeft(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    detail = serializers.CharField()


class LeftStatement(TypedDict):
    id: int
    detail: str


class BatchDone(serializers.Serializer[Batch]):
    """The statements decided, by id, and those left, each with a sentence that says why."""

    batch = serializers.CharField(source="name")
    done = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()

    def get_done(self, batch: Batch) -> list[int]:
        return [one.pk for one in batch.done]

    @extend_schema_field(StatementLeft(many=True))
    def get_left(self, batch: Batch) -> list[LeftStatement]:
        return [{"id": one.pk, "detail": why} for one, why in batch.left]
