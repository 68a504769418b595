"""Quarantine a file that may be illegal to possess; an admin decides about its bytes."""

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews import actions
from sources import actions as sources
from sources import downloads
from sources.http import raw_answer
from sources.models import Snapshot
from sources.serializers import NewQuarantine, SnapshotSerializer


class _OnSnapshot(generics.GenericAPIView[Snapshot]):
    """An archived page whose file is, or is to be, in quarantine."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    def shown(self, pk: int) -> Response:
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class QuarantineSnapshot(_OnSnapshot):
    @extend_schema(request=NewQuarantine, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Keep everybody from the file, and from every copy of its bytes, at once."""
        asked = NewQuarantine(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.quarantine(self.get_object(), by=signed_in(request), **asked.validated_data)
        return self.shown(pk)


class ReleaseQuarantine(_OnSnapshot):
    @extend_schema(request=None, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Say that the file is harmless: it is parsed again. Admins only."""
        sources.release_quarantine(self.get_object(), by=signed_in(request))
        return self.shown(pk)


class DestroyQuarantined(_OnSnapshot):
    @extend_schema(request=None, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Have the bytes removed from the store, for good. Admins only."""
        sources.destroy_quarantined(self.get_object(), by=signed_in(request))
        return self.shown(pk)


class FetchQuarantined(_OnSnapshot):
    @extend_schema(request=None, responses={(200, downloads.RAW_TYPE): OpenApiTypes.BINARY})
    def post(self, request: Request, pk: int) -> FileResponse:
        """The bytes, for an admin who hands them to the police: recorded in history."""
        snapshot = self.get_object()
        return raw_answer(sources.fetch_quarantined(snapshot, by=signed_in(request)), snapshot)
