from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import actions
from accounts.http import AtTheDesk, signed_in
from accounts.models import Byline, User


class ShownByline(serializers.ModelSerializer[User]):
    """What readers see instead of this person; `shown` is what is printed."""

    choice = serializers.CharField(source="byline_choice", read_only=True)
    shown = serializers.CharField(source="byline", read_only=True)

    class Meta:
        model = User
        fields = ["choice", "pen_name", "shown"]
        read_only_fields = fields


class Person(serializers.ModelSerializer[User]):
    """A person at the desk; without a role they can do nothing there."""

    name = serializers.CharField(read_only=True)
    role = serializers.CharField(read_only=True)
    by_line = ShownByline(source="*", read_only=True)

    class Meta:
        model = User
        fields = ["username", "name", "role", "by_line"]
        read_only_fields = fields


class Me(APIView):
    """The owner of the token."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=Person)
    def get(self, request: Request) -> Response:
        """Show the owner of the token."""
        return Response(Person(signed_in(request)).data)


class BylineChoice(serializers.Serializer[Any]):
    """One's name, a pen name, or "the desk"."""

    choice = serializers.ChoiceField(Byline.choices)
    pen_name = serializers.CharField(
        max_length=100, required=False, help_text="Needed for the choice `pen-name`."
    )


class SetByline(APIView):
    """What readers see instead of the person who asks, or of somebody in danger."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=BylineChoice, responses=Person)
    def post(self, request: Request, username: str = "") -> Response:
        """Choose a by-line, for every page at once. An admin may set `desk` for others."""
        by = signed_in(request)
        user = get_object_or_404(User, username=username) if username else by
        asked = BylineChoice(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(Person(actions.set_byline(user, **asked.validated_data, by=by)).data)


class NameErasure(serializers.Serializer[Any]):
    """Why a name is erased. It stays in history: do not name the person."""

    why = serializers.CharField(max_length=300)


class EraseName(APIView):
    """Erases the name of somebody who leaves and wants no trace of their name."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=NameErasure, responses=Person)
    def post(self, request: Request, username: str) -> Response:
        """Erase somebody's name for good, and deactivate the account. Only for admins."""
        asked = NameErasure(data=request.data)
        asked.is_valid(raise_exception=True)
        user = get_object_or_404(User, username=username)
        gone = actions.erase_name(user, **asked.validated_data, by=signed_in(request))
        return Response(Person(gone).data)
