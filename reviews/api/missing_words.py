"""Words of a claim that are missing from a newer version of their article, by API."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import signed_in
from claims.statements.serializers import StatementSerializer
from reviews.triage.api import StatementVerb
from reviews.watch import actions as watch_actions
from reviews.watch.serializers import SettleNote


class SettleWords(StatementVerb):
    """Missing words that somebody has looked at."""

    @extend_schema(request=SettleNote, responses=StatementSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Say that somebody has seen that the words are gone, and that the claim is right."""
        statement = self.get_object()
        asked = SettleNote(data=request.data)
        asked.is_valid(raise_exception=True)
        watch_actions.settle_words(statement, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(statement).data)


class UnsettleWords(StatementVerb):
    """Missing words that need another look."""

    @extend_schema(request=None, responses=StatementSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Put missing words back into the inbox."""
        statement = self.get_object()
        watch_actions.unsettle_words(statement, by=signed_in(request))
        return Response(self.get_serializer(statement).data)
