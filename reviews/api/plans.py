"""An editor's plan for a review by API: priority and due time."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import signed_in
from reviews.api.reviews import WholeReview
from reviews.api.serializers import ReviewSerializer
from reviews.workflow import plans


class PlanBody(serializers.Serializer[Any]):
    """What is left out stays as it is; `due_at` null takes the due time away."""

    priority = serializers.IntegerField(required=False, min_value=0, max_value=100)
    due_at = serializers.DateTimeField(required=False, allow_null=True)


class PlanReview(WholeReview):
    """When a review is due, and how soon take-next gives it."""

    @extend_schema(request=PlanBody, responses=ReviewSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Set priority, due time, or both: an editor's right."""
        review = self.get_object()
        asked = PlanBody(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.whole(
            plans.plan_review(review, by=signed_in(request), **asked.validated_data)
        )
