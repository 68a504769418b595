"""API to mark a statement by hand."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from claims.articles.models import Article
from claims.statements.actions import mark_statement
from claims.statements.serializers import StatementSerializer


class Mark(serializers.Serializer[Any]):
    """Words of the article by their offsets in its text, in code points."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    speaker = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="who said it, if named"
    )


class MarkStatement(APIView):
    """The statements of an article."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=Mark, responses={201: StatementSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Mark words as a statement that extraction missed."""
        article = get_object_or_404(Article, pk=pk)
        asked = Mark(data=request.data)
        asked.is_valid(raise_exception=True)
        made = mark_statement(article, by=signed_in(request), **asked.validated_data)
        return Response(StatementSerializer(made).data, status=status.HTTP_201_CREATED)
