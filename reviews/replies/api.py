"""The right of reply by API: requests and answers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.replies import actions
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.replies.serializers import (
    NewAnswer,
    NewReply,
    ReplySerializer,
    ReplyTemplateRow,
    TemplateFilters,
)
from reviews.review.models.reviews import Review


class ReplyTemplates(generics.ListAPIView[ReplyTemplate]):
    """Messages to start from when somebody is asked."""

    permission_classes = [AtTheDesk]
    serializer_class = ReplyTemplateRow
    queryset = ReplyTemplate.objects.all()

    def get_serializer_context(self) -> dict[str, Any]:
        asked = TemplateFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return {**super().get_serializer_context(), "asked": asked.validated_data}

    @extend_schema(parameters=[TemplateFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List them, filled in for a review if one is named. Nothing is sent or noted."""
        return super().get(request, *args, **kwargs)


class NoteReply(generics.GenericAPIView[Any]):
    """The right of reply in a review."""

    permission_classes = [AtTheDesk]
    serializer_class = ReplySerializer
    queryset = Review.objects.all()

    @extend_schema(request=NewReply, responses={201: ReplySerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Note that somebody was asked and until when they have time, or why nobody was."""
        review = self.get_object()
        asked = NewReply(data=request.data)
        asked.is_valid(raise_exception=True)
        noted = actions.note_reply(review, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(noted).data, status=status.HTTP_201_CREATED)


class NoteAnswer(generics.GenericAPIView[ReplyRequest]):
    """An answer to a request."""

    permission_classes = [AtTheDesk]
    serializer_class = ReplySerializer
    queryset = ReplyRequest.objects.with_people().select_related("review")

    @extend_schema(request=NewAnswer)
    def post(self, request: Request, pk: int) -> Response:
        """Note an answer. It replaces one that was noted before."""
        found = self.get_object()
        asked = NewAnswer(data=request.data)
        asked.is_valid(raise_exception=True)
        noted = actions.note_answer(found, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(noted).data)
