"""What the lists can be asked for; anything else in the address is left alone."""

from typing import Any

from rest_framework import serializers

from claims.extraction.statements.statement import CLAIM_TYPES
from reviews.review.table import State


class Words(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ClaimFilters(Words):
    claim_type = serializers.ChoiceField(
        CLAIM_TYPES, required=False, help_text="Claims of which a statement is of this type."
    )


class ReviewFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(State.choices, required=False, allow_blank=True)
    holder = serializers.CharField(
        required=False, allow_blank=True, max_length=150, help_text="a username"
    )


class CheckFilters(Words):
    claimant = serializers.SlugField(required=False, allow_blank=True, help_text="a slug")
    rating = serializers.SlugField(required=False, allow_blank=True, help_text="a slug")
    since = serializers.DateTimeField(
        required=False, help_text="Published at this time or later: a date, or date and time."
    )
    changed_since = serializers.DateTimeField(
        required=False,
        help_text="Published, corrected or retracted at this time or later, the newest change "
        "first. A retracted check has no rating, and says when it was retracted.",
    )
