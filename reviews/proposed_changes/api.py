"""Changes to what readers see by API: proposed, confirmed, refused."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.proposed_changes import actions
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.serializers import (
    ChangeFilters,
    ProposedChangeSerializer,
    RefusalNote,
)


def proposed_response(change: ProposedChange) -> Response:
    """The response 202 to a request for a change that an editor must confirm."""
    body = ProposedChangeSerializer(change).data
    return Response(body, status=status.HTTP_202_ACCEPTED)


class ProposedChanges(generics.ListAPIView[ProposedChange]):
    """Changes to what readers see that checkers proposed, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = ProposedChangeSerializer

    def get_queryset(self) -> QuerySet[ProposedChange]:
        asked = ChangeFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        rows = ProposedChange.objects.select_related("proposed_by", "decided_by")
        state = asked.validated_data.get("state")
        return rows.filter(state=state) if state else rows

    @extend_schema(parameters=[ChangeFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List proposed changes, waiting and decided ones."""
        return super().get(request, *args, **kwargs)


class ConfirmChange(generics.GenericAPIView[ProposedChange]):
    permission_classes = [AtTheDesk]
    serializer_class = ProposedChangeSerializer
    queryset = ProposedChange.objects.all()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Make the change. Editors only; 409 if its subject changed in the meantime."""
        change = actions.confirm_change(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(change).data)


class RefuseChange(generics.GenericAPIView[ProposedChange]):
    permission_classes = [AtTheDesk]
    serializer_class = ProposedChangeSerializer
    queryset = ProposedChange.objects.all()

    @extend_schema(request=RefusalNote)
    def post(self, request: Request, pk: int) -> Response:
        """Refuse the change. Editors only, and whoever proposed it, to take it back."""
        change = self.get_object()
        asked = RefusalNote(data=request.data)
        asked.is_valid(raise_exception=True)
        change = actions.refuse_change(change, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(change).data)
