"""API of articles: submit one, see its state, and the statements found in it."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from claims.articles import policies as article_policies
from claims.articles import skipped_lines
from claims.articles.models import LONG, Article
from claims.articles.serializers import ArticleRow
from claims.processing import actions as article_actions
from claims.processing import recapture
from claims.processing.serializers import ArticleSerializer, LeftOverSpan, NewArticle
from sources.snapshots.uploads import Upload


class Articles(generics.ListAPIView[Article]):
    """Texts in which things were said, the newest first, without copies of earlier ones."""

    permission_classes = [AtTheDesk]
    parser_classes = [*APIView.parser_classes, Upload]
    serializer_class = ArticleRow
    queryset = Article.objects.filter(copy_of=None).select_related("publisher").defer(*LONG)

    @extend_schema(request=NewArticle, responses={201: ArticleRow})
    def post(self, request: Request) -> Response:
        """Submit a text, a page's address or a file. A worker processes it; see its state."""
        if len(request.FILES.getlist("file")) > 1:
            raise ValidationError({"file": _("Send one file per request.")})
        asked = NewArticle(data=request.data)
        asked.is_valid(raise_exception=True)
        about = asked.validated_data
        by = signed_in(request)
        if file := about.pop("file", None):
            about.pop("text", None)
            article = article_actions.submit_file(file.read(), file.name, by=by, **about)
        else:
            article = article_actions.submit_article(by=by, **about)
        article.refresh_from_db()
        shown = self.get_serializer(article).data
        return Response(
            shown, status=status.HTTP_201_CREATED, headers={"Location": shown["url"]}
        )


class ArticleDetail(generics.RetrieveAPIView[Article]):
    """One article with its text and, once it is processed, the statements found in it."""

    permission_classes = [AtTheDesk]
    serializer_class = ArticleSerializer
    queryset = Article.objects.select_related("publisher").prefetch_related("statements")

    def get_object(self) -> Article:
        """Return the article. Raises Quarantined if its text is in quarantine."""
        return article_policies.refuse_quarantined(super().get_object())


class ReadAgain(generics.GenericAPIView[Article]):
    """An article whose extraction failed."""

    permission_classes = [AtTheDesk]
    serializer_class = ArticleRow
    queryset = Article.objects.select_related("publisher")

    @extend_schema(request=None, responses={202: ArticleRow})
    def post(self, request: Request, pk: int) -> Response:
        """Retry a failed extraction, and fetch the page again if that failed."""
        article_actions.retry_article(self.get_object(), by=signed_in(request))
        shown = self.get_serializer(self.get_object()).data
        return Response(shown, status=status.HTTP_202_ACCEPTED)


class LeftOverIsText(APIView):
    """Skipped lines that are text after all."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=LeftOverSpan, responses={202: ArticleSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Extract statements from skipped lines. A worker adds them later."""
        asked = LeftOverSpan(data=request.data)
        asked.is_valid(raise_exception=True)
        article = get_object_or_404(ArticleDetail.queryset, pk=pk)
        skipped_lines.extract_skipped_lines(
            article, by=signed_in(request), **asked.validated_data
        )
        article = ArticleDetail.queryset.get(pk=pk)
        shown = ArticleSerializer(article, context={"request": request})
        return Response(shown.data, status=status.HTTP_202_ACCEPTED)


class LookAgain(APIView):
    """Fetch the page that an article was extracted from again."""

    permission_classes = [AtTheDesk]

    @extend_schema(request=None, responses={202: ArticleRow})
    def post(self, request: Request, pk: int) -> Response:
        """Fetch the page and extract it again. The response is the article that this makes."""
        again = recapture.recapture_article(
            get_object_or_404(Article, pk=pk), by=signed_in(request)
        )
        shown = ArticleRow(again, context={"request": request}).data
        return Response(
            shown, status=status.HTTP_202_ACCEPTED, headers={"Location": shown["url"]}
        )
