"""Feeds and their entries in the API."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.feeds.models import MOST_ENTRIES, OFTEN, SELDOM, Entry, Feed


class NewFeed(serializers.Serializer[Any]):
    """The address of a feed, or of a page that links to feeds, and how to follow it."""

    url = serializers.CharField(max_length=800)
    publisher = serializers.CharField(required=False, max_length=200, allow_blank=True)
    interval = serializers.IntegerField(
        required=False, min_value=OFTEN, max_value=SELDOM, help_text="minutes between polls"
    )
    take_first = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_ENTRIES,
        help_text="how many of the newest entries become articles at the first poll",
    )


class FeedUpdate(serializers.Serializer[Any]):
    """Changes to a feed. Fields that are left out don't change."""

    interval = serializers.IntegerField(required=False, min_value=OFTEN, max_value=SELDOM)
    publisher = serializers.CharField(required=False, max_length=200, allow_blank=True)


class ChooseFeed(serializers.Serializer[Any]):
    """One of the addresses in `offered`."""

    url = serializers.CharField(max_length=2048)


class Offer(serializers.Serializer[Any]):
    """A feed that a page links to."""

    url = serializers.URLField()
    title = serializers.CharField()


class FeedRow(serializers.ModelSerializer[Feed]):
    """A feed. `url` is its address in the API, `feed_url` the one that is polled.

    `failure` is the failure kind of a capture, `unreadable`, `no_feed` (a page: see `offered`)
    or `gone`; `failures` is the number of failed polls in a row. `next_poll_at` is null if the
    feed is stopped.
    """

    url = serializers.SerializerMethodField()
    feed_url = serializers.URLField(source="url", read_only=True)
    publisher = serializers.StringRelatedField[Any](read_only=True)
    is_stopped = serializers.BooleanField(read_only=True)
    last_entry_at = serializers.DateTimeField(source="came_at", read_only=True)
    next_poll_at = serializers.SerializerMethodField()
    offered = Offer(many=True, read_only=True)
    added_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Feed
        fields = [
            "id",
            "url",
            "feed_url",
            "title",
            "publisher",
            "interval",
            "take_first",
            "is_stopped",
            "polled_at",
            "next_poll_at",
            "last_entry_at",
            "failure",
            "detail",
            "failures",
            "offered",
            "added_by",
            "added_at",
        ]
        read_only_fields = fields

    def get_url(self, feed: Feed) -> str:
        return reverse("api_feed", args=[feed.pk], request=self.context["request"])

    def get_next_poll_at(self, feed: Feed) -> str | None:
        return None if feed.is_stopped else feed.run_after.isoformat().replace("+00:00", "Z")


class EntryRow(serializers.ModelSerializer[Entry]):
    """An entry of a feed. `article` is null for entries older than our first poll."""

    class Meta:
        model = Entry
        fields = ["id", "name", "url", "title", "published_on", "article", "seen_at"]
        read_only_fields = fields
