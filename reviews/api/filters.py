"""The filters of lists of claims and reviews. Other parameters are ignored."""

from typing import Any

from rest_framework import serializers

from claims.extraction.statements.statement import CLAIM_TYPES
from reviews.review.table import State


class ClaimFilters(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=300)
    claim_type = serializers.ChoiceField(
        CLAIM_TYPES, required=False, help_text="Claims of which a statement is of this type."
    )


class ReviewFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(State.choices, required=False, allow_blank=True)
    holder = serializers.CharField(
        required=False, allow_blank=True, max_length=150, help_text="a username"
    )
