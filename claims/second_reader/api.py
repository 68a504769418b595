"""API to retry the second reading of an article."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.articles.models import Article
from claims.articles.serializers import ArticleRow
from claims.second_reader.actions import retry_second_reading


class ReadSecondAgain(generics.GenericAPIView[Article]):
    """A second reading that failed."""

    permission_classes = [AtTheDesk]
    serializer_class = ArticleRow
    queryset = Article.objects.select_related("publisher")

    @extend_schema(request=None, responses={202: ArticleRow})
    def post(self, request: Request, pk: int) -> Response:
        """Retry a failed second reading, from where it stopped."""
        article = self.get_object()
        retry_second_reading(article, by=signed_in(request))
        return Response(self.get_serializer(article).data, status=status.HTTP_202_ACCEPTED)
