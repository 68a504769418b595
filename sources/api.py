"""Kept pages by API: put one in by hand, read it, try a capture again."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from sources import actions
from sources.models import Capture, Snapshot
from sources.serializers import CaptureSerializer, NewSnapshot, SnapshotSerializer
from sources.uploads import Upload


class Snapshots(APIView):
    """Pages and papers put in by hand."""

    permission_classes = [AtTheDesk]
    parser_classes = [Upload]

    @extend_schema(request=NewSnapshot, responses={201: SnapshotSerializer})
    def post(self, request: Request) -> Response:
        """Keep a file as it is. A worker reads its text in a child process: ask again."""
        asked = NewSnapshot(data=request.data)
        asked.is_valid(raise_exception=True)
        about = asked.validated_data
        file = about.pop("file")
        body = file.read()
        kept = actions.keep_by_hand(
            body,
            media_type=actions.kind_of(body, file.name),
            by=signed_in(request),
            **about,
        )
        shown = SnapshotSerializer(Snapshot.objects.with_content().get(pk=kept.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED)


class SnapshotDetail(generics.RetrieveAPIView[Snapshot]):
    """A kept page: hash, address, time, and its text once that is read."""

    permission_classes = [AtTheDesk]
    serializer_class = SnapshotSerializer
    queryset = Snapshot.objects.with_content()


class CaptureDetail(generics.RetrieveAPIView[Capture]):
    """How far a capture is, and why it failed if it did."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()


class CaptureRetry(generics.GenericAPIView[Capture]):
    """A failed capture, tried again."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Try a failed capture again, from its first attempt."""
        capture = actions.retry_capture(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(capture).data)
