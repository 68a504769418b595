"""Evidence of a review by API: add, describe, withdraw, restore, give another page."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.evidence import actions as evidence_actions
from reviews.evidence import metadata
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.serializers import (
    EvidenceFactsBody,
    EvidenceSerializer,
    NewEvidence,
    OnePage,
    Withdrawal,
)
from reviews.proposed_changes.serializers import ProposedChangeSerializer
from reviews.review.models.reviews import Review


class AttachEvidence(generics.GenericAPIView[Any]):
    """Evidence of a review."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Review.objects.all()

    @extend_schema(request=NewEvidence, responses={201: EvidenceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Add words of an archived page, or of one that a worker fetches first."""
        review = self.get_object()
        asked = NewEvidence(data=request.data)
        asked.is_valid(raise_exception=True)
        piece = evidence_actions.attach_evidence(
            review, by=signed_in(request), **asked.validated_data
        )
        return Response(EvidenceSerializer(piece).data, status=status.HTTP_201_CREATED)


class DescribeEvidence(generics.GenericAPIView[Evidence]):
    """The facts about a piece of evidence."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(
        request=EvidenceFactsBody, responses={200: EvidenceSerializer, 202: EvidenceSerializer}
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change facts of a piece: only those given change, and its number never does.

        202 with `proposed_change` if an editor must confirm the publisher of its page.
        """
        piece = self.get_object()
        asked = EvidenceFactsBody(data=request.data)
        asked.is_valid(raise_exception=True)
        described = metadata.describe_evidence(
            piece, by=signed_in(request), **asked.validated_data
        )
        shown = self.get_serializer(described).data
        waits = metadata.proposed_publisher(described, by=signed_in(request))
        if waits is None or "publisher" not in asked.validated_data:
            return Response(shown)
        shown = {**shown, "proposed_change": ProposedChangeSerializer(waits).data}
        return Response(shown, status=status.HTTP_202_ACCEPTED)


class WithdrawEvidence(generics.GenericAPIView[Evidence]):
    """A piece of evidence that is withdrawn."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=Withdrawal)
    def post(self, request: Request, pk: int) -> Response:
        """Withdraw a piece of evidence. Its number is not used again."""
        piece = self.get_object()
        asked = Withdrawal(data=request.data)
        asked.is_valid(raise_exception=True)
        withdrawn = evidence_actions.withdraw_evidence(
            piece, by=signed_in(request), **asked.validated_data
        )
        return Response(self.get_serializer(withdrawn).data)


class RestoreEvidence(generics.GenericAPIView[Evidence]):
    """A withdrawn piece of evidence that is restored."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Restore a withdrawn piece under its own number."""
        evidence_actions.restore_evidence(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)


class GivePage(generics.GenericAPIView[Evidence]):
    """Another page for a piece of evidence whose own could not be archived."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=OnePage)
    def post(self, request: Request, pk: int) -> Response:
        """Find the words on another page: an address to fetch, or an archived page."""
        piece = self.get_object()
        asked = OnePage(data=request.data)
        asked.is_valid(raise_exception=True)
        evidence_actions.give_page(piece, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(self.get_object()).data)


class TakeNear(generics.GenericAPIView[Evidence]):
    """The page's own words, instead of similar ones that were given."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Use the words that `near` offers."""
        evidence_actions.take_near(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)


class UndescribeEvidence(generics.GenericAPIView[Evidence]):
    """The last change of a piece of evidence, undone."""

    permission_classes = [AtTheDesk]
    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.with_pages()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Undo the last change of a piece. A second request restores that change."""
        metadata.undo_description(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)
