"""Triage by API: a statement accepted, joined, declined, or back to proposed."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims import actions as claims
from claims.models import Statement
from claims.serializers import StatementSerializer
from reviews import actions
from reviews.api.claims import MADE, made
from reviews.models import Review
from reviews.serializers.claims import Acceptance, Refusal


class StatementVerb(generics.GenericAPIView[Statement]):
    permission_classes = [AtTheDesk]
    serializer_class = StatementSerializer
    queryset = Statement.objects.select_related("article__publisher", "claim")


class Accept(StatementVerb):
    """A statement becomes a claim, or one more appearance of a known one."""

    @extend_schema(request=Acceptance, responses={201: MADE})
    def post(self, request: Request, pk: int) -> Response:
        """Make a claim of a statement and queue its review, or join it to a known claim."""
        statement = self.get_object()
        asked = Acceptance(data=request.data)
        asked.is_valid(raise_exception=True)
        about: dict[str, Any] = asked.validated_data
        by = signed_in(request)
        if claim := about.pop("claim", None):
            claims.join(statement, claim=claim, by=by)
            review = Review.objects.of_claim(claim)
        else:
            review = actions.accept(statement, by=by, **about)
            claim = review.claim
        return Response(made(claim, review), status=status.HTTP_201_CREATED)


class Decline(StatementVerb):
    """A statement is not checked, for a reason that can be shown."""

    @extend_schema(request=Refusal)
    def post(self, request: Request, pk: int) -> Response:
        """Say that we will not check it, and why."""
        statement = self.get_object()
        asked = Refusal(data=request.data)
        asked.is_valid(raise_exception=True)
        declined = claims.decline(statement, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(declined).data)


class Undo(StatementVerb):
    """Whatever was decided on a statement, taken back."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Back to proposed. What accept made is removed; 409 once that was taken up."""
        statement = actions.undo(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(statement).data)
