"""Archived pages by API: find them, upload one, read it, retry a failed parse."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.utils.serializer_helpers import ReturnDict
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses, conversations, downloads, warc
from sources.snapshots.http import raw_answer
from sources.snapshots.models import Snapshot
from sources.snapshots.serializers import (
    ArchivedCopySerializer,
    NewArchivedCopy,
    NewConversation,
    NewSnapshot,
    SnapshotFilters,
    SnapshotRow,
    SnapshotSerializer,
)
from sources.snapshots.uploads import Upload


class Snapshots(generics.ListAPIView[Snapshot]):
    """Archived pages, the newest first, and uploads of pages and papers."""

    permission_classes = [AtTheDesk]
    parser_classes = [Upload]
    serializer_class = SnapshotRow

    def get_queryset(self) -> QuerySet[Snapshot]:
        asked = SnapshotFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        rows = Snapshot.objects.for_lists().select_related("content__erased_by")
        if words := asked.validated_data.get("q"):
            rows = rows.called(words)
        if url := asked.validated_data.get("url"):
            rows = rows.at(url)
        return rows

    @extend_schema(parameters=[SnapshotFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List archived pages by title, address or both, without their texts."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewSnapshot, responses={201: SnapshotSerializer})
    def post(self, request: Request) -> Response:
        """Archive a file as it is. A worker parses its text later: get it again."""
        asked = NewSnapshot(data=request.data)
        asked.is_valid(raise_exception=True)
        about = asked.validated_data
        file = about.pop("file")
        body = file.read()
        kind = snapshot_actions.kind_of(body, file.name)
        if not about.get("title") and not about.get("url"):
            about["title"] = snapshot_actions.name_of(kind, file.name)
        kept = snapshot_actions.archive_by_hand(
            body, media_type=kind, by=signed_in(request), **about
        )
        return Response(_shown(kept.pk), status=status.HTTP_201_CREATED)


class SnapshotDetail(generics.RetrieveAPIView[Snapshot]):
    """An archived page: hash, address, time, and its text once it is parsed."""

    permission_classes = [AtTheDesk]
    serializer_class = SnapshotSerializer
    queryset = Snapshot.objects.with_facts()


class Conversations(APIView):
    """Notes of what somebody said to us in calls, interviews, meetings and messages."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=NewConversation, responses={201: SnapshotSerializer})
    def post(self, request: Request) -> Response:
        """Archive the notes of a conversation; if off the record, readers get a description."""
        asked = NewConversation(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = conversations.note_conversation(by=signed_in(request), **asked.validated_data)
        return Response(_shown(kept.pk), status=status.HTTP_201_CREATED)


class _ActOnSnapshot(generics.GenericAPIView[Snapshot]):
    """Do one thing to an archived page, and return the page."""

    permission_classes = [AtTheDesk]
    queryset = Snapshot.objects.all()
    serializer_class = SnapshotSerializer
    takes: type[Serializer[Any]]

    def asked(self, request: Request) -> Mapping[str, Any]:
        asked = self.takes(data=request.data)
        asked.is_valid(raise_exception=True)
        given: Mapping[str, Any] = asked.validated_data
        return given


class ArchivedCopies(_ActOnSnapshot):
    takes = NewArchivedCopy

    @extend_schema(request=NewArchivedCopy, responses={201: ArchivedCopySerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Note where an archive has the page; the same address twice is one."""
        copy = archive_addresses.note_archived(
            self.get_object(), by=signed_in(request), **self.asked(request)
        )
        shown = ArchivedCopySerializer(copy).data
        return Response(shown, status=status.HTTP_201_CREATED)


def _shown(pk: int) -> "ReturnDict[str, Any]":
    return SnapshotSerializer(Snapshot.objects.with_facts().get(pk=pk)).data


class SnapshotWarc(APIView):
    """An archived page as a WARC file."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses={(200, warc.MEDIA_TYPE): OpenApiTypes.BINARY})
    def get(self, _request: Request, pk: int) -> FileResponse:
        """The request and the response, byte for byte, with the page: WARC/1.1, gzip."""
        snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
        try:
            file = warc.whole_file(snapshot)
        except warc.Gone as why:
            raise NotFound(str(why)) from None
        name = warc.file_name(snapshot)
        return FileResponse(
            file, as_attachment=True, filename=name, content_type=warc.MEDIA_TYPE
        )


class NoLongerKept(APIException):
    """Its bytes were erased, or are lost."""

    status_code = status.HTTP_410_GONE


class SnapshotRaw(APIView):
    """The bytes of an archived page."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses={(200, downloads.RAW_TYPE): OpenApiTypes.BINARY})
    def get(self, _request: Request, pk: int) -> FileResponse:
        """The exact bytes that the hash is over, as a download."""
        snapshot = get_object_or_404(Snapshot.objects.select_related("content"), pk=pk)
        try:
            file = downloads.open_raw(snapshot)
        except warc.Gone as why:
            raise NoLongerKept(str(why)) from None
        return raw_answer(file, downloads.raw_name(snapshot))
