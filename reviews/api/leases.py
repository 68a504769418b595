"""What the holder of a review does besides moves, by API: park it and renew its lease."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import signed_in
from reviews.api.reviews import WholeReview
from reviews.api.serializers import ReviewSerializer
from reviews.review.models.reviews import PARKED_FOR
from reviews.workflow import maintenance


class ParkBody(serializers.Serializer[Any]):
    """What the review waits for; an empty `waiting_for` ends it."""

    waiting_for = serializers.ChoiceField(PARKED_FOR, allow_blank=True)
    until = serializers.DateField(default=None, allow_null=True)


class ParkReview(WholeReview):
    """What a held review waits for, and until when."""

    @extend_schema(request=ParkBody, responses=ReviewSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Park a review, or say that it waits for nothing any more."""
        review = self.get_object()
        asked = ParkBody(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.whole(
            maintenance.park_review(review, by=signed_in(request), **asked.validated_data)
        )


class RenewLease(WholeReview):
    """The lease of a review that was taken and not written in yet."""

    @extend_schema(request=None, responses=ReviewSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Restart the lease. Nothing happens where it has none, or somebody else holds it."""
        return self.whole(maintenance.renew_lease(self.get_object(), by=signed_in(request)))
