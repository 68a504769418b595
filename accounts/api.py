from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import signed_in
from accounts.models import User


class Person(serializers.ModelSerializer[User]):
    """Somebody at the desk; without a role they can do nothing there."""

    name = serializers.CharField(read_only=True)
    role = serializers.CharField(read_only=True)

    class Meta:
        model = User
        fields = ["username", "name", "role"]
        read_only_fields = fields


class Me(APIView):
    """Who the token belongs to."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=Person)
    def get(self, request: Request) -> Response:
        """Show who the token belongs to."""
        return Response(Person(signed_in(request)).data)
