"""Reviews by API: the list, take-next, one whole, and every move of the table."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
)
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.api.filters import ReviewFilters
from reviews.api.serializers import ReviewSerializer
from reviews.review.models.reviews import Review
from reviews.review.table import BY_NAME
from reviews.triage.claim_serializers import ReviewRow
from reviews.workflow import moves
from reviews.workflow.actions import action_of
from reviews.workflow.move_serializers import move_bodies, move_body
from reviews.workflow.moves import check_move
from reviews.workflow.querysets import DetailedReviews

NAME = OpenApiParameter("move", str, OpenApiParameter.PATH, enum=list(BY_NAME))
TAKES = PolymorphicProxySerializer(
    component_name="MoveBody",
    serializers=move_bodies(),
    resource_type_field_name=None,
)


class Reviews(generics.ListAPIView[Review]):
    """Reviews, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = ReviewRow

    def get_queryset(self) -> QuerySet[Review]:
        asked = ReviewFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        reviews = Review.objects.for_lists().prefetch_related("claim__topics")
        if state := asked.validated_data.get("state"):
            reviews = reviews.filter(state=state)
        if holder := asked.validated_data.get("holder"):
            reviews = reviews.filter(holder__username=holder)
        return reviews

    @extend_schema(parameters=[ReviewFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List reviews, by state and by who holds them."""
        return super().get(request, *args, **kwargs)


class WholeReview(generics.GenericAPIView[Review]):
    """A view that responds with a whole review."""

    permission_classes = [AtTheDesk]
    serializer_class = ReviewSerializer
    queryset = DetailedReviews(Review).for_api()

    def whole(self, review: Review) -> Response:
        """The review as it is now; as in lists if `Prefer: return=minimal` asks for that."""
        if "return=minimal" in self.request.headers.get("Prefer", ""):
            preferred = {"Preference-Applied": "return=minimal", "Vary": "Prefer"}
            return Response(ReviewRow(review).data, headers=preferred)
        fresh = self.get_queryset().get(pk=review.pk)
        return Response(self.get_serializer(fresh).data)


class ReviewDetail(WholeReview):
    """One review: draft, evidence, what is missing, what may be done, what was done."""

    def get(self, request: Request, pk: int) -> Response:
        """Show a review whole."""
        return Response(self.get_serializer(self.get_object()).data)


class TakeNext(WholeReview):
    """The most important queued review."""

    @extend_schema(request=None, responses={200: ReviewSerializer, 204: None})
    def post(self, request: Request) -> Response:
        """Take the most important queued review; 204 if none is queued."""
        taken = moves.take_next(by=signed_in(request))
        if taken is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self.whole(taken)


class MakeMove(WholeReview):
    """Every move of the table, by its name."""

    @extend_schema(parameters=[NAME], request=TAKES)
    def post(self, request: Request, pk: int, move: str) -> Response:
        """Make a move. 409 if it doesn't start from this state, 422 if a gate refuses.

        Whether it may be made is checked before the body is read, and again under the lock.
        """
        made = BY_NAME.get(move)
        if made is None:
            raise Http404
        review = self.get_object()
        by = signed_in(request)
        check_move(review, made, by=by)
        asked = move_body(made)(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.whole(action_of(made)(review, by=by, **asked.validated_data))
