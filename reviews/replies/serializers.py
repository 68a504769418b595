"""The right of reply as the API reads and writes it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from accounts.http import signed_in
from accounts.models import User
from reviews.replies import messages as reply_messages
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.review.models.reviews import Review
from sources.snapshots.models import Snapshot
from sources.snapshots.serializers import KeptPage


class ReplySerializer(serializers.ModelSerializer[ReplyRequest]):
    """We asked the claimant (or `whom`), or why we did not; `answer` is a file that we keep."""

    asked_by = serializers.SlugRelatedField[User](slug_field="username", read_only=True)
    answer = KeptPage(read_only=True, allow_null=True)
    overdue = serializers.SerializerMethodField()

    class Meta:
        model = ReplyRequest
        fields = [
            "id",
            "whom",
            "asked_on",
            "asked_by",
            "how",
            "message",
            "due_on",
            "overdue",
            "reply",
            "replied_on",
            "answer",
            "not_asked_because",
        ]
        read_only_fields = fields

    def get_overdue(self, request: ReplyRequest) -> bool:
        """Whether the day that we gave has passed without an answer."""
        return reply_messages.is_overdue(request, timezone.localdate())


def _words(most: int) -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True, max_length=most)


class NewAnswer(serializers.Serializer[Any]):
    """An answer: words, the id of an archived page (POST /api/snapshots/), or both."""

    reply = _words(5000)
    replied_on = serializers.DateField(required=False, allow_null=True)
    answer = serializers.PrimaryKeyRelatedField(
        queryset=Snapshot.objects.all(), required=False, allow_null=True
    )


class NewReply(NewAnswer):
    """That somebody was asked, or why nobody was. `asked_by`: a username, else oneself."""

    whom = _words(200)
    asked_on = serializers.DateField(required=False, allow_null=True)
    asked_by = serializers.SlugRelatedField(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        required=False,
        allow_null=True,
        error_messages={"does_not_exist": "Nobody here is called “{value}”."},
    )
    how = _words(100)
    message = _words(5000)
    due_on = serializers.DateField(required=False, allow_null=True)
    not_asked_because = _words(300)


class TemplateFilters(serializers.Serializer[Any]):
    """The review for which messages are filled in, and with what."""

    review = serializers.PrimaryKeyRelatedField(
        queryset=Review.objects.for_lists(),
        required=False,
        help_text="The id of a review: each message is filled in for its claim.",
    )
    whom = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="Whom we ask; without it the claimant.",
    )
    due_on = serializers.DateField(
        required=False, help_text="Until when they have time; without it as soon as they can."
    )


class MessageRow(serializers.Serializer[Any]):
    subject = serializers.CharField()
    text = serializers.CharField()


class ReplyTemplateRow(serializers.ModelSerializer[ReplyTemplate]):
    """A message to start from; `message` is it for a review, null where none is named."""

    message = serializers.SerializerMethodField()

    class Meta:
        model = ReplyTemplate
        fields = ["id", "name", "place", "subject", "text", "message"]
        read_only_fields = fields

    @extend_schema_field(MessageRow(allow_null=True))
    def get_message(self, template: ReplyTemplate) -> ReturnDict[str, Any] | None:
        asked = dict(self.context["asked"])
        review = asked.pop("review", None)
        if review is None:
            return None
        by = signed_in(self.context["request"])
        made = reply_messages.reply_message(template, claim=review.claim, by=by, **asked)
        return MessageRow(made).data
