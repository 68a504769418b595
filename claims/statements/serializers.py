"""Statements in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.articles.serializers import Sentences
from claims.statements.models import Statement


class NumberSerializer(serializers.Serializer[Any]):
    """One quantity, with its value in plain units: £55m is 55000000 `GBP`."""

    text = serializers.CharField()
    value = serializers.FloatField()
    unit = serializers.CharField(allow_null=True)
    comparator = serializers.ChoiceField(
        ["at least", "at most", "more than", "less than", "about", "times"], allow_null=True
    )
    base = serializers.CharField(allow_null=True)
    period = serializers.CharField(allow_null=True)
    place = serializers.CharField(allow_null=True)


@extend_schema_field(NumberSerializer(many=True))
class Numbers(serializers.JSONField):
    """A list of `NumberSerializer` objects, as extraction saved it."""


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """The exact words: `text[start:end] == quote`, in code points of the article's text."""

    speaker_candidates = serializers.ListField(
        source="open_candidates",
        child=serializers.CharField(),
        read_only=True,
        help_text="names, the likelier first, if `speaker` is null because two fit",
    )
    question = serializers.CharField(
        read_only=True, allow_null=True, help_text="the question that it answers"
    )
    reasons = Sentences(read_only=True)
    numbers = Numbers(read_only=True)
    splits = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        read_only=True,
        help_text="spans that can be checked separately; empty if there is only one",
    )
    seconds = serializers.IntegerField(
        source="moment",
        read_only=True,
        allow_null=True,
        help_text="seconds from the start of the recording, if its subtitles have times",
    )

    released = serializers.SerializerMethodField(
        help_text="whether the docket shows the words of this declined statement"
    )

    class Meta:
        model = Statement
        fields = [
            "id",
            "state",
            "start",
            "end",
            "quote",
            "speaker",
            "speaker_start",
            "speaker_end",
            "speaker_role",
            "speaker_candidates",
            "question",
            "cue",
            "kind",
            "claim_type",
            "denied",
            "worth",
            "reasons",
            "numbers",
            "said_on",
            "seconds",
            "found_by",
            "splits",
            "whole",
            "claim",
            "decline_reason",
            "decline_note",
            "released",
        ]
        read_only_fields = fields

    def get_released(self, statement: Statement) -> bool:
        return statement.released_by_id is not None
