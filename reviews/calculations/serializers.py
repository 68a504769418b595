"""Shown sums as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from reviews.calculations import LONGEST
from reviews.calculations.models import Sum


class TermSerializer(serializers.Serializer[Any]):
    """A figure that a sum uses: the number of its evidence, and what that gives."""

    number = serializers.IntegerField()
    figure = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    place = serializers.CharField()


class SumSerializer(serializers.Serializer[Any]):
    """A sum worked out from the figures of now; `trouble` says why it gives no number.

    `value` is exact (40 digits), `result` rounded half to even with its unit, `shown` the line
    that readers get: "£64.6bn / £2,711bn = 2.38 %".
    """

    id = serializers.IntegerField(source="pk")
    label = serializers.CharField()  # type: ignore[assignment]
    expression = serializers.CharField()
    unit = serializers.CharField()
    decimals = serializers.IntegerField()
    terms = TermSerializer(many=True)
    value = serializers.CharField()
    result = serializers.CharField()
    shown = serializers.CharField()
    trouble = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())


class NewSum(serializers.Serializer[Any]):
    """A sum over figures of evidence by number: `[1] / [2] * 100`."""

    label = serializers.CharField(  # type: ignore[assignment]
        max_length=Sum._meta.get_field("label").max_length
    )
    expression = serializers.CharField(max_length=LONGEST)
    unit = serializers.CharField(required=False, allow_blank=True, max_length=40)
    decimals = serializers.IntegerField(required=False, min_value=0, max_value=10)
