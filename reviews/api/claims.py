"""Claims by API: search, file one without an article, queue one again."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.claims.models import Claim
from reviews.api.filters import ClaimFilters
from reviews.triage import actions
from reviews.triage.claim_serializers import (
    CLAIM_AND_REVIEW,
    ClaimDetailSerializer,
    ClaimRow,
    NewClaim,
    ReviewRow,
    claim_and_review,
)

QUEUED = inline_serializer("QueuedReview", {"review": ReviewRow()})


class Claims(generics.ListAPIView[Claim]):
    """Claims, the newest first, each with its review's state and holder."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimRow

    def get_queryset(self) -> QuerySet[Claim]:
        asked = ClaimFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        claims = Claim.objects.with_reviews()
        if claim_type := asked.validated_data.get("claim_type"):
            claims = claims.of_type(claim_type)
        words = asked.validated_data.get("q")
        return claims.search(words) if words else claims

    @extend_schema(parameters=[ClaimFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Search claims by words, in their wording or the claimant's name, and by type."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewClaim, responses={201: CLAIM_AND_REVIEW})
    def post(self, request: Request) -> Response:
        """File a claim that has no article, and queue its review."""
        asked = NewClaim(data=request.data)
        asked.is_valid(raise_exception=True)
        review = actions.file_claim(by=signed_in(request), **asked.validated_data)
        return Response(claim_and_review(review.claim, review), status=status.HTTP_201_CREATED)


class ClaimDetail(generics.RetrieveAPIView[Claim]):
    """One claim with its review and the statements that make it."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimDetailSerializer
    queryset = Claim.objects.with_reviews().with_appearances()


class ClaimQueue(generics.GenericAPIView[Any]):
    """A dropped or retracted claim, queued again."""

    permission_classes = [AtTheDesk]
    serializer_class = ReviewRow
    queryset = Claim.objects.all()

    @extend_schema(request=None, responses={201: QUEUED})
    def post(self, request: Request, pk: int) -> Response:
        """Queue a new review; 409 while the claim is in work or has a live publication."""
        review = actions.queue_claim(self.get_object(), by=signed_in(request))
        return Response({"review": ReviewRow(review).data}, status=status.HTTP_201_CREATED)
