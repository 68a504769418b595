"""Archived pages by API: transcribe, describe, publish, erase; and failed captures retried."""

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
    """The words of a picture or a scan, transcribed by a person."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(request=TypedText, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Transcribe one page that has no text of its own. Evidence on it is located again."""
        asked = TypedText(data=request.data)
        asked.is_valid(raise_exception=True)
        transcription.transcribe_page(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class DescribeSnapshot(generics.GenericAPIView[Snapshot]):
    """Title and description of an archived page."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(
        request=Described, responses={200: SnapshotSerializer, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Describe an archived page; 202 with the proposal if an editor must confirm it."""
        asked = Described(data=request.data)
        asked.is_valid(raise_exception=True)
        made = describe_page_or_propose(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        if isinstance(made, ProposedChange):
            return proposed_response(made)
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class PublishSnapshot(generics.GenericAPIView[Snapshot]):
    """Whether readers may have the whole archived copy."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(
        request=Publicity, responses={200: SnapshotSerializer, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make the whole copy of our own or an openly licensed document public, or not.

        202 with the proposal if an editor must confirm it first.
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
    """The address of an archived page at another archive."""

    permission_classes = [AtTheDesk]
    queryset = ArchivedCopy.objects.select_related("snapshot")
    serializer_class = ArchivedCopySerializer

    @extend_schema(responses={202: ProposedChangeSerializer, 204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove the address; 202 with the proposal if an editor must confirm it first."""
        change = forget_archived_or_propose(self.get_object(), by=signed_in(request))
        return (
            proposed_response(change) if change else Response(status=status.HTTP_204_NO_CONTENT)
        )


class EraseSnapshot(generics.GenericAPIView[Snapshot]):
    """An archived page that must be erased by law."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer

    @extend_schema(request=SnapshotErasure, responses=SnapshotSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Erase it for good, here and in reviews that use it. Admins only; can't be undone."""
        asked = SnapshotErasure(data=request.data)
        asked.is_valid(raise_exception=True)
        erasure.erase_page(self.get_object(), by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(Snapshot.objects.with_facts().get(pk=pk)).data)


class RetryCapture(generics.GenericAPIView[Capture]):
    """A failed capture, retried."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Retry a failed capture. If a review waits for it, only its holder and editors may."""
        capture = captures.retry_capture(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(capture).data)
