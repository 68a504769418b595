"""Facts about a claimant by API."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.claimants.api import ClaimantFacts, ClaimantRow
from claims.claimants.models import Claimant
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.proposed_changes.api import proposed_response
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.serializers import ProposedChangeSerializer


class DescribeClaimant(generics.GenericAPIView[Claimant]):
    """The facts about a claimant."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimantRow
    queryset = Claimant.objects.all()

    @extend_schema(
        request=ClaimantFacts, responses={200: ClaimantRow, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Change facts about a claimant; 202 with the proposal if an editor must confirm it.

        What was published stays as it was, except for the name of a private person.
        """
        claimant = self.get_object()
        asked = ClaimantFacts(data=request.data)
        asked.is_valid(raise_exception=True)
        known = describe_claimant_or_propose(
            claimant, by=signed_in(request), **asked.validated_data
        )
        if isinstance(known, ProposedChange):
            return proposed_response(known)
        return Response(ClaimantRow(known).data)
