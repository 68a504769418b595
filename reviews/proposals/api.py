"""Proposals of finders by API: list, search again, use, dismiss, restore."""

from typing import TypedDict

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.finders.models import Proposal
from reviews.proposals import actions
from reviews.proposals.serializers import (
    ProposalSerializer,
    SuggestionsSerializer,
    TakeProposalBody,
    WhichFinder,
)
from reviews.proposals.suggestions import FinderProgress, proposals_of, suggestions_of
from reviews.review.models.reviews import Review


class ProposalsData(TypedDict):
    """What `SuggestionsSerializer` describes."""

    proposals: QuerySet[Proposal]
    finders: list[FinderProgress]


def _proposals_data(review: Review) -> ProposalsData:
    """Every proposal of a review, decided or not, and its finders."""
    return {"proposals": proposals_of(review), "finders": suggestions_of(review).looking}


class Proposals(generics.GenericAPIView[Review]):
    """The proposals for a review."""

    permission_classes = [AtTheDesk]
    serializer_class = SuggestionsSerializer
    queryset = Review.objects.all()

    def get(self, request: Request, pk: int) -> Response:
        """List all proposals, decided ones too, and the state of each finder."""
        return Response(self.get_serializer(_proposals_data(self.get_object())).data)


class Find(generics.GenericAPIView[Review]):
    """A new search."""

    permission_classes = [AtTheDesk]
    serializer_class = SuggestionsSerializer
    queryset = Review.objects.all()

    @extend_schema(request=WhichFinder)
    def post(self, request: Request, pk: int) -> Response:
        """Search again with one finder, or all that are set up; 409 for a closed review."""
        review = self.get_object()
        asked = WhichFinder(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.search_again(review, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(_proposals_data(review)).data)


class ProposalVerb(generics.GenericAPIView[Proposal]):
    permission_classes = [AtTheDesk]
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.select_related("search", "capture", "review")

    def told(self, proposal: Proposal) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=proposal.pk)).data)


class TakeProposal(ProposalVerb):
    """A proposal that is used."""

    @extend_schema(request=TakeProposalBody)
    def post(self, request: Request, pk: int) -> Response:
        """Make evidence of it (`about.evidence`), or add its page as a source."""
        proposal = self.get_object()
        asked = TakeProposalBody(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        return self.told(actions.take_proposal(proposal, by=by, **asked.validated_data))


class DismissProposal(ProposalVerb):
    """A proposal that is dismissed."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Dismiss it; no finder proposes it for this review again."""
        return self.told(actions.dismiss_proposal(self.get_object(), by=signed_in(request)))


class UndoProposal(ProposalVerb):
    """A decision on a proposal that is undone."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Restore it, and undo what using it made."""
        return self.told(actions.undo_proposal(self.get_object(), by=signed_in(request)))
