"""The change to the live page of evidence by API, word by word."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk
from reviews.watch.diff_serializers import DifferenceSerializer
from reviews.watch.models import Watch


class WatchDifference(generics.GenericAPIView[Watch]):
    """The archived page compared with the page that the last check found."""

    permission_classes = [AtTheDesk]
    queryset = Watch.objects.with_evidence()

    @extend_schema(responses=DifferenceSerializer)
    def get(self, _request: Request, pk: int) -> Response:
        """What stayed, came and went, sentence by sentence and word by word."""
        return Response(DifferenceSerializer.of(self.get_object()).data)
