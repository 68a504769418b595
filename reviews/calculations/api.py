"""The calculations of a review by API: add, remove and restore one."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews import calculations
from reviews.calculations import actions
from reviews.calculations.models import Calculation
from reviews.calculations.serializers import CalculationSerializer, NewCalculation
from reviews.review.models.reviews import Review


class AddCalculation(generics.GenericAPIView[Any]):
    """The calculations of a review."""

    permission_classes = [AtTheDesk]
    serializer_class = CalculationSerializer
    queryset = Review.objects.all()

    @extend_schema(request=NewCalculation, responses={201: CalculationSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Add a calculation with figures of the evidence. It must give a number now."""
        review = self.get_object()
        asked = NewCalculation(data=request.data)
        asked.is_valid(raise_exception=True)
        row = actions.add_calculation(review, by=signed_in(request), **asked.validated_data)
        shown = self.get_serializer(calculations.calculate_row(row)).data
        return Response(shown, status=status.HTTP_201_CREATED)


class RemoveCalculation(generics.GenericAPIView[Calculation]):
    """A calculation that is removed."""

    permission_classes = [AtTheDesk]
    serializer_class = CalculationSerializer
    queryset = Calculation.objects.select_related("review")

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove a calculation from its review. It can be restored."""
        actions.remove_calculation(self.get_object(), by=signed_in(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreCalculation(generics.GenericAPIView[Calculation]):
    """A calculation that is restored."""

    permission_classes = [AtTheDesk]
    serializer_class = CalculationSerializer
    queryset = Calculation.objects.select_related("review")

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Restore a calculation that was removed."""
        row = actions.restore_calculation(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(calculations.calculate_row(row)).data)
