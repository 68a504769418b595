"""The desk's standard by API."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from reviews.standards import actions
from reviews.standards.models import Standard
from reviews.standards.serializers import NextStandard, StandardSerializer


class DeskStandard(APIView):
    permission_classes = [AtTheDesk]

    @extend_schema(responses=StandardSerializer)
    def get(self, request: Request) -> Response:
        """The version in force."""
        return Response(StandardSerializer(Standard.current()).data)

    @extend_schema(request=NextStandard, responses={201: StandardSerializer})
    def post(self, request: Request) -> Response:
        """Put the next version into force. Admins; 409 where another was set meanwhile."""
        asked = NextStandard(data=request.data)
        asked.is_valid(raise_exception=True)
        standard = actions.set_standard(by=signed_in(request), **asked.validated_data)
        return Response(StandardSerializer(standard).data, status=status.HTTP_201_CREATED)
