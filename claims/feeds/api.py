"""API of feeds and their entries."""

from typing import Any, ClassVar

from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from accounts.models import User
from claims.feeds import actions as feed_actions
from claims.feeds.models import Entry, Feed
from claims.feeds.serializers import ChooseFeed, EntryRow, FeedRow, FeedUpdate, NewFeed


class Feeds(generics.ListAPIView[Feed]):
    """Feeds that the desk follows or followed, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = FeedRow
    queryset = Feed.objects.for_lists()

    @extend_schema(request=NewFeed, responses={201: FeedRow})
    def post(self, request: Request) -> Response:
        """Follow a feed. A worker polls it at once; see its state."""
        asked = NewFeed(data=request.data)
        asked.is_valid(raise_exception=True)
        feed = feed_actions.add_feed(by=signed_in(request), **asked.validated_data)
        shown = _shown(feed, request)
        return Response(
            shown, status=status.HTTP_201_CREATED, headers={"Location": shown["url"]}
        )


class FeedDetail(generics.RetrieveAPIView[Feed]):
    """One feed, and the state of its polling."""

    permission_classes = [AtTheDesk]
    serializer_class = FeedRow
    queryset = Feed.objects.for_lists()

    @extend_schema(request=FeedUpdate, responses=FeedRow)
    def patch(self, request: Request, pk: int) -> Response:
        """Change a feed's polling interval or publisher."""
        asked = FeedUpdate(data=request.data)
        asked.is_valid(raise_exception=True)
        feed = get_object_or_404(Feed, pk=pk)
        feed_actions.change_feed(feed, by=signed_in(request), **asked.validated_data)
        return Response(_shown(feed, request))


class Entries(generics.ListAPIView[Entry]):
    """The entries of a feed with the articles they became, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = EntryRow
    queryset = Entry.objects.all()

    def get_queryset(self) -> models.QuerySet[Entry]:
        feed = get_object_or_404(Feed, pk=self.kwargs["pk"])
        return feed.entries.all()


class FeedAction(APIView):
    """An action on a feed. The response is the feed."""

    permission_classes = [AtTheDesk]
    act: ClassVar[Any]

    @extend_schema(request=None, responses=FeedRow)
    def post(self, request: Request, pk: int) -> Response:
        feed = get_object_or_404(Feed, pk=pk)
        self.do(feed, request, by=signed_in(request))
        return Response(_shown(feed, request))

    def do(self, feed: Feed, request: Request, *, by: User) -> None:
        type(self).act(feed, by=by)


class PollFeed(FeedAction):
    """Poll a feed now."""

    act = staticmethod(feed_actions.poll_now)


class StopFeed(FeedAction):
    """Stop polling a feed. Articles that came from it are kept."""

    act = staticmethod(feed_actions.stop_feed)


class StartFeed(FeedAction):
    """Start polling a feed again."""

    act = staticmethod(feed_actions.start_feed)


class ChooseOffered(FeedAction):
    """Follow one of the feeds that the page at this address links to."""

    @extend_schema(request=ChooseFeed, responses=FeedRow)
    def post(self, request: Request, pk: int) -> Response:
        return super().post(request, pk)

    def do(self, feed: Feed, request: Request, *, by: User) -> None:
        asked = ChooseFeed(data=request.data)
        asked.is_valid(raise_exception=True)
        feed_actions.choose_feed(feed, by=by, **asked.validated_data)


def _shown(feed: Feed, request: Request) -> dict[str, Any]:
    fresh = Feed.objects.for_lists().get(pk=feed.pk)
    return FeedRow(fresh, context={"request": request}).data
