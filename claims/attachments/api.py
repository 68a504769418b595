"""API to open the attachments of an e-mail."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.articles.models import Article
from claims.articles.serializers import ArticleRow
from claims.attachments import actions as attachment_actions


class OpenAttachments(generics.GenericAPIView[Article]):
    """The attachments of an e-mail."""

    permission_classes = [AtTheDesk]
    serializer_class = ArticleRow
    queryset = Article.objects.select_related("publisher")

    @extend_schema(request=None, responses={202: ArticleRow})
    def post(self, request: Request, pk: int) -> Response:
        """Make an article of each attachment. Until then, none of them is opened."""
        article = attachment_actions.open_attachments(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(article).data, status=status.HTTP_202_ACCEPTED)
