"""The draft of a review and the wording of its claim, by API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.api.serializers import DraftBody, DraftSerializer, ReviewSerializer
from reviews.review import actions as review_actions
from reviews.review.models.reviews import Review
from reviews.triage.claim_serializers import Rewording
from reviews.workflow.claim_changes import reword_claim
from reviews.workflow.querysets import DetailedReviews


class SaveDraft(generics.GenericAPIView[Any]):
    """The text in work."""

    permission_classes = [AtTheDesk]
    serializer_class = DraftSerializer
    queryset = Review.objects.all()

    @extend_schema(request=DraftBody)
    def put(self, request: Request, pk: int) -> Response:
        """Save the whole draft. 409 with the other text if somebody else saved since."""
        review = self.get_object()
        asked = DraftBody(data=request.data)
        asked.is_valid(raise_exception=True)
        draft = review_actions.save_draft(review, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(draft).data)


class RewordClaim(generics.GenericAPIView[Any]):
    """The claim's own wording, claimant, date and place."""

    permission_classes = [AtTheDesk]
    serializer_class = ReviewSerializer
    queryset = DetailedReviews(Review).for_page()

    @extend_schema(request=Rewording)
    def post(self, request: Request, pk: int) -> Response:
        """Reword the claim; its statements stay as they were said."""
        review = self.get_object()
        asked = Rewording(data=request.data)
        asked.is_valid(raise_exception=True)
        reworded = reword_claim(review, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(reworded).data)
