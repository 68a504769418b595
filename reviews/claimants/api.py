"""Say who a claimant is by API."""

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
    """Who a claimant is."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimantRow
    queryset = Claimant.objects.all()

    @extend_schema(
        request=ClaimantFacts, responses={200: ClaimantRow, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Say who a claimant is; 202 with the proposal where an editor confirms it first.

        What was published keeps what stood in it, but for the name of a private person.
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
