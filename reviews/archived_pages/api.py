"""What is done to an archived page that evidence rests on, or to the job that is to keep it."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.archived_pages import erasure, transcription
from reviews.archived_pages.actions import (
    describe_page_or_propose,
    forget_archived_or_propose,
    set_public_or_propose,
)
from reviews.evidence import captures
from reviews.proposed_changes.api import proposed_response
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.serializers import ProposedChangeSerializer
from sources.captures.models import Capture
from sources.captures.serializers import CaptureSerializer
from sources.snapshots.models import ArchivedCopy, Snapshot
from sources.snapshots.serializers import (
    ArchivedCopySerializer,
    Described,
    Publicity,
    SnapshotErasure,
    SnapshotSerializer,
    TypedText,
)


class TranscribeSnapshot(generics.GenericAPIView[Snapshot]):
    """The words of a picture or a scan, typed by a person."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(request=TypedText, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Type the words of one page without a text of its own; evidence is placed anew."""
        asked = TypedText(data=request.data)
        asked.is_valid(raise_exception=True)
        transcription.transcribe_page(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class DescribeSnapshot(generics.GenericAPIView[Snapshot]):
    """What an archived page is called, and what it is."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(
        request=Described, responses={200: SnapshotSerializer, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Say what an archived page is; 202 with the proposal if an editor confirms it."""
        asked = Described(data=request.data)
        asked.is_valid(raise_exception=True)
        made = describe_page_or_propose(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        if isinstance(made, ProposedChange):
            return proposed_response(made)
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class PublishSnapshot(generics.GenericAPIView[Snapshot]):
    """Who may have the whole archived copy."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(
        request=Publicity, responses={200: SnapshotSerializer, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let readers have the whole copy of our own document or an open one, or no longer.

        202 with the proposal where an editor confirms it first.
        """
        asked = Publicity(data=request.data)
        asked.is_valid(raise_exception=True)
        made = set_public_or_propose(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        if isinstance(made, ProposedChange):
            return proposed_response(made)
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class RemoveArchivedCopy(generics.GenericAPIView[ArchivedCopy]):
    """An archive's address for an archived page."""

    permission_classes = [AtTheDesk]
    queryset = ArchivedCopy.objects.select_related("snapshot")
    serializer_class = ArchivedCopySerializer

    @extend_schema(responses={202: ProposedChangeSerializer, 204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take it away again; 202 with the proposal where an editor confirms it first."""
        change = forget_archived_or_propose(self.get_object(), by=signed_in(request))
        return (
            proposed_response(change) if change else Response(status=status.HTTP_204_NO_CONTENT)
        )


class EraseSnapshot(generics.GenericAPIView[Snapshot]):
    """An archived page, erased as the law may ask."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(request=SnapshotErasure, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Erase it for good, here and in reviews that use it: admins only, and no way back."""
        asked = SnapshotErasure(data=request.data)
        asked.is_valid(raise_exception=True)
        erasure.erase_page(self.get_object(), by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class RetryCapture(generics.GenericAPIView[Capture]):
    """A failed capture, tried again."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Try a failed capture again. Where a review waits for it: its holder, an editor."""
        capture = captures.retry_capture(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(capture).data)
