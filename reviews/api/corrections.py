"""A correction by API in two requests: one proposes it, another editor confirms it."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import signed_in
from reviews.api.reviews import WholeReview
from reviews.workflow import corrections
from reviews.workflow.correction_serializers import Confirmation, CorrectionProposal


class ProposeCorrection(WholeReview):
    """A published check, corrected and submitted, with what readers will be told."""

    @extend_schema(request=CorrectionProposal)
    def post(self, request: Request, pk: int) -> Response:
        """Reopen, write, weigh and submit in one; what is left out stays as readers see it."""
        review = self.get_object()
        asked = CorrectionProposal(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        return self.whole(corrections.propose_correction(review, by=by, **asked.validated_data))


class ConfirmCorrection(WholeReview):
    """A correction that waits, approved and published by one confirmation."""

    @extend_schema(request=Confirmation)
    def post(self, request: Request, pk: int) -> Response:
        """Approve exactly this revision and publish it as a correction."""
        review = self.get_object()
        asked = Confirmation(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        return self.whole(corrections.confirm_correction(review, by=by, **asked.validated_data))
