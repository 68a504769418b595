"""Captures by API: request one that belongs to no review yet, and see its progress."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from sources.captures import actions as capture_actions
from sources.captures.models import Capture
from sources.captures.serializers import CaptureSerializer, NewCapture


class Captures(generics.GenericAPIView[Capture]):
    """Captures that belong to no review yet."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()

    @extend_schema(request=NewCapture, responses={201: CaptureSerializer})
    def post(self, request: Request) -> Response:
        """Archive the page at an address. A worker fetches it later, so poll the capture."""
        asked = NewCapture(data=request.data)
        asked.is_valid(raise_exception=True)
        capture = capture_actions.ask_for_capture(by=signed_in(request), **asked.validated_data)
        there = request.build_absolute_uri(reverse("api_capture", args=[capture.pk]))
        return Response(
            self.get_serializer(capture).data,
            status=status.HTTP_201_CREATED,
            headers={"Location": there},
        )


class CaptureDetail(generics.RetrieveAPIView[Capture]):
    """The state of a capture, and the reason if it failed."""

    permission_classes = [AtTheDesk]
    serializer_class = CaptureSerializer
    queryset = Capture.objects.all()
