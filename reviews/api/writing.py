"""What is written in a review by API: its draft and its evidence."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews import actions
from reviews.models import Evidence, Review
from reviews.serializers.evidence import EvidenceSerializer, Facts, NewEvidence, Withdrawal
from reviews.serializers.reviews import DraftSave, DraftSerializer


class SaveDraft(generics.GenericAPIView[Any]):
    """The text in work."""

    permission_classes = [AtTheDesk]
    serializer_class = DraftSerializer
    queryset = Review.objects.all()

    @extend_schema(request=DraftSave)
    def put(self, request: Request, pk: int) -> Response:
        """Save the whole draft. 409 with the other text where somebody saved since."""
        review = self.get_object()
        asked = DraftSave(data=request.data)
        asked.is_valid(raise_exception=True)
        draft = actions.save_draft(review, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(draft).data)


class AttachEvidence(generics.GenericAPIView[Any]):
    """Evidence of a review."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Review.objects.all()

    @extend_schema(request=NewEvidence, responses={201: EvidenceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Bind words to a kept page, or to one that a worker fetches first."""
        review = self.get_object()
        asked = NewEvidence(data=request.data)
        asked.is_valid(raise_exception=True)
        piece = actions.attach_evidence(review, by=signed_in(request), **asked.validated_data)
        return Response(EvidenceSerializer(piece).data, status=status.HTTP_201_CREATED)


class DescribeEvidence(generics.GenericAPIView[Evidence]):
    """What is said of a piece of evidence."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=Facts)
    def patch(self, request: Request, pk: int) -> Response:
        """Say other facts of a piece: only those given change, and its number never does."""
        piece = self.get_object()
        asked = Facts(data=request.data)
        asked.is_valid(raise_exception=True)
        described = actions.describe_evidence(
            piece, by=signed_in(request), **asked.validated_data
        )
        return Response(self.get_serializer(described).data)


class WithdrawEvidence(generics.GenericAPIView[Evidence]):
    """A piece of evidence, taken out."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=Withdrawal)
    def post(self, request: Request, pk: int) -> Response:
        """Take a piece out of its review. Its number is not given again."""
        piece = self.get_object()
        asked = Withdrawal(data=request.data)
        asked.is_valid(raise_exception=True)
        withdrawn = actions.withdraw(piece, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(withdrawn).data)
