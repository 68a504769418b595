"""Calculations as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from reviews.calculations import LONGEST_EXPRESSION
from reviews.calculations.models import Calculation


class TermSerializer(serializers.Serializer[Any]):
    """A figure that a calculation uses, and the number of its evidence."""

    number = serializers.IntegerField()
    figure = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    place = serializers.CharField()


class CalculationSerializer(serializers.Serializer[Any]):
    """A calculation with the figures as they are now. `trouble` says why it gives no number.

    `value` is exact (40 digits), `result` is rounded half to even and has its unit, `shown` is
    the line that readers see: "£64.6bn / £2,711bn = 2.38 %".
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


class NewCalculation(serializers.Serializer[Any]):
    """A calculation with figures of evidence, by number: `[1] / [2] * 100`."""

    label = serializers.CharField(  # type: ignore[assignment]
        max_length=Calculation._meta.get_field("label").max_length
    )
    expression = serializers.CharField(max_length=LONGEST_EXPRESSION)
    unit = serializers.CharField(required=False, allow_blank=True, max_length=40)
    decimals = serializers.IntegerField(required=False, min_value=0, max_value=10)
