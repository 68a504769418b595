"""A request for a retraction by API: what readers are told, and closing it without one.

Asking and retracting are moves of the table (`reviews.api.reviews`).
"""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import signed_in
from reviews.api.reviews import WholeReview
from reviews.api.serializers import RetractionText
from reviews.review.serializers import Note
from reviews.workflow import publication_moves


class Retraction(WholeReview):
    """What readers are told if the retraction that was asked for is made."""

    @extend_schema(request=RetractionText)
    def put(self, request: Request, pk: int) -> Response:
        """Write the readers' text. 409 where nobody asks for a retraction."""
        review = self.get_object()
        asked = RetractionText(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        return self.whole(
            publication_moves.reword_retraction(review, by=by, **asked.validated_data)
        )


class DeclineRetraction(WholeReview):
    """A request for a retraction, closed without one."""

    @extend_schema(request=Note)
    def post(self, request: Request, pk: int) -> Response:
        """Take the request back, or decline it, with a note for the desk."""
        review = self.get_object()
        asked = Note(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        return self.whole(
            publication_moves.decline_retraction(review, by=by, **asked.validated_data)
        )
