"""Shown sums by API: added, taken out, put back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews import calculations
from reviews.calculations import actions
from reviews.calculations.models import Sum
from reviews.calculations.serializers import NewSum, SumSerializer
from reviews.review.models.reviews import Review


class AddSum(generics.GenericAPIView[Any]):
    """The sums of a review."""

    permission_classes = [AtTheDesk]
    serializer_class = SumSerializer
    queryset = Review.objects.all()

    @extend_schema(request=NewSum, responses={201: SumSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Show a sum over figures of the evidence. It must give a number now."""
        review = self.get_object()
        asked = NewSum(data=request.data)
        asked.is_valid(raise_exception=True)
        row = actions.add_sum(review, by=signed_in(request), **asked.validated_data)
        return Response(_told(row), status=status.HTTP_201_CREATED)


class RemoveSum(generics.GenericAPIView[Sum]):
    """A sum, taken out."""

    permission_classes = [AtTheDesk]
    serializer_class = SumSerializer
    queryset = Sum.objects.select_related("review")

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a sum out of its review; it can be put back."""
        actions.remove_sum(self.get_object(), by=signed_in(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreSum(generics.GenericAPIView[Sum]):
    """A sum, put back."""

    permission_classes = [AtTheDesk]
    serializer_class = SumSerializer
    queryset = Sum.objects.select_related("review")

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Put a sum back that was taken out."""
        return Response(_told(actions.restore_sum(self.get_object(), by=signed_in(request))))


def _told(row: Sum) -> dict[str, Any]:
    return dict(SumSerializer(calculations.of_row(row)).data)
