"""Tips by API: anybody can send one; the desk reads, answers, closes and erases them."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from accounts.authentication import BearerToken
from accounts.http import AtTheDesk, signed_in
from accounts.models import is_checker
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from reviews.tips import actions
from reviews.tips.serializers import (
    Erasure,
    NewTip,
    SentTip,
    TipAnswer,
    TipFilters,
    TipSerializer,
)


class Tips(generics.ListAPIView[Tip]):
    """What readers sent, the newest first. Anybody can send something here."""

    serializer_class = TipSerializer

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Sending a tip uses no session, so that no other site can abuse one."""
        asked = getattr(self, "request", None)  # none while the schema is made
        is_sending = asked is not None and asked.method == "POST"
        return [BearerToken()] if is_sending else super().get_authenticators()

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny() if self.request.method == "POST" else AtTheDesk()]

    def get_queryset(self) -> QuerySet[Tip]:
        asked = TipFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        tips = Tip.objects.to_check().for_lists().with_alike()
        state = asked.validated_data.get("state")
        return tips.filter(state=state) if state else tips

    @extend_schema(parameters=[TipFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List tips, by state."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewTip, responses={201: SentTip}, auth=[])
    def post(self, request: Request) -> Response:
        """Send something to check. Public; what comes from one address is limited."""
        asked = NewTip(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request) if is_checker(request.user) else None
        address = str(BaseThrottle().get_ident(request) or "")
        try:
            tip, secret = tip_actions.send_tip(address=address, by=by, **asked.validated_data)
        except tip_actions.TooManyTips as refusal:
            raise Throttled(wait=refusal.wait, detail=str(refusal)) from refusal
        page = settings.SITE_URL + reverse("readers:tip_standing", args=[secret])
        return Response(
            {"reference": tip.pk, "url": page},
            status=status.HTTP_201_CREATED,
            headers={"Location": page, "Cache-Control": "no-store"},
        )


class TipVerb(generics.GenericAPIView[Tip]):
    permission_classes = [AtTheDesk]
    serializer_class = TipSerializer
    queryset = Tip.objects.to_check().for_lists()

    def shown(self, pk: int) -> Response:
        """The tip as it is now."""
        return Response(
            self.get_serializer(Tip.objects.for_lists().with_alike().get(pk=pk)).data
        )


class ReadTip(TipVerb):
    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Make an article of a tip, and of all tips that say the same."""
        tip_actions.submit_tip_as_article(self.get_object(), by=signed_in(request))
        return self.shown(pk)


class AnswerTip(TipVerb):
    @extend_schema(request=TipAnswer)
    def post(self, request: Request, pk: int) -> Response:
        """Answer a tip and close it, with all tips that say the same."""
        tip = self.get_object()
        asked = TipAnswer(data=request.data)
        asked.is_valid(raise_exception=True)
        about = {"answer": "", "check": None, **asked.validated_data}
        actions.answer_tip(tip, by=signed_in(request), **about)
        return self.shown(pk)


class CloseTip(TipVerb):
    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Close a tip as spam, with all tips that say the same. Nobody gets a letter."""
        tip_actions.close_as_spam(self.get_object(), by=signed_in(request))
        return self.shown(pk)


class UndoTip(TipVerb):
    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Undo the last decision; 409 after a letter was sent."""
        tip_actions.undo_tip(self.get_object(), by=signed_in(request))
        return self.shown(pk)


class EraseTip(TipVerb):
    @extend_schema(request=Erasure)
    def post(self, request: Request, pk: int) -> Response:
        """Erase the words and the address of a tip for good. Editors only."""
        tip = self.get_object()
        asked = Erasure(data=request.data)
        asked.is_valid(raise_exception=True)
        tip_actions.erase_tip(tip, by=signed_in(request), **asked.validated_data)
        return self.shown(pk)
