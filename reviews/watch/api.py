"""The live pages of evidence by API: their state, a check now, and settling changes."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.evidence.models.evidence import Evidence
from reviews.proposed_changes.api import proposed_response
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.serializers import ProposedChangeSerializer
from reviews.watch import actions as watch_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.watch.serializers import LaterCopy, SettleNote, WatchFilters, WatchSerializer
from reviews.watch.shown_facts import settle_or_propose


class Watches(generics.ListAPIView[Watch]):
    """The live pages of evidence that are watched or were checked."""

    permission_classes = [AtTheDesk]
    serializer_class = WatchSerializer
    keyset = ("evidence_id",)

    def get_queryset(self) -> QuerySet[Watch]:
        asked = WatchFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        watches = Watch.objects.with_evidence()
        if asked.validated_data.get("trouble"):
            watches = watches.unsettled()
        if asked.validated_data.get("around"):
            watches = watches.changed_around().filter(next_at__isnull=False)
        return watches

    @extend_schema(parameters=[WatchFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List live pages, those of the newest evidence first."""
        return super().get(request, *args, **kwargs)


class CheckLivePage(generics.GenericAPIView[Any]):
    permission_classes = [AtTheDesk]
    serializer_class = WatchSerializer
    queryset = Evidence.objects.all()

    @extend_schema(request=LaterCopy, responses={202: WatchSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Check the live page of a piece of evidence now, or a later copy of it."""
        piece, by = self.get_object(), signed_in(request)
        asked = LaterCopy(data=request.data)
        asked.is_valid(raise_exception=True)
        if copy := asked.validated_data.get("snapshot"):
            watch_checks.check_copy(piece, snapshot=copy, by=by)
        else:
            watch_checks.check_now(piece, by=by)
        watch = Watch.objects.with_evidence().get(pk=piece.pk)
        return Response(self.get_serializer(watch).data, status=status.HTTP_202_ACCEPTED)


class SettleWatch(generics.GenericAPIView[Watch]):
    permission_classes = [AtTheDesk]
    serializer_class = WatchSerializer
    queryset = Watch.objects.with_evidence()

    @extend_schema(
        request=SettleNote, responses={200: WatchSerializer, 202: ProposedChangeSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Settle a change to a page: somebody has seen it, and the check is still right.

        202 with the proposal where an editor confirms it first.
        """
        watch = self.get_object()
        asked = SettleNote(data=request.data)
        asked.is_valid(raise_exception=True)
        settled = settle_or_propose(watch, by=signed_in(request), **asked.validated_data)
        if isinstance(settled, ProposedChange):
            return proposed_response(settled)
        return Response(self.get_serializer(self.get_object()).data)


class UnsettleWatch(generics.GenericAPIView[Watch]):
    permission_classes = [AtTheDesk]
    serializer_class = WatchSerializer
    queryset = Watch.objects.with_evidence()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Reopen a settled change."""
        watch_actions.unsettle_watch(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)
