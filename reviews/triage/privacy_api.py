"""Privacy by API: what readers may know about a text, and about unpublished words."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.articles.models import Article
from claims.articles.serializers import ArticleRow
from claims.claims import privacy as claim_privacy
from claims.claims.models import Claim
from claims.statements import privacy as statement_privacy
from claims.statements.serializers import StatementSerializer
from reviews.triage import privacy as triage_privacy
from reviews.triage.api import StatementVerb
from reviews.triage.claim_serializers import ClaimRow


class Privacy(serializers.Serializer[Any]):
    private = serializers.BooleanField()


class InDocket(serializers.Serializer[Any]):
    """Shown or withheld; for a claim, empty follows the desk's setting."""

    docket = serializers.ChoiceField(Claim.Docket.choices, allow_blank=True)


class WordsInDocket(serializers.Serializer[Any]):
    docket = serializers.ChoiceField(Claim.Docket.choices)


class SetPrivacy(generics.GenericAPIView[Article]):
    """Whether readers may know of a text more than that there is one."""

    permission_classes = [AtTheDesk]
    serializer_class = ArticleRow
    queryset = Article.objects.select_related("publisher", "capture")

    @extend_schema(request=Privacy)
    def post(self, request: Request, pk: int) -> Response:
        """Mark a text as private, or as public, which is an editor's. Pages follow at once."""
        asked = Privacy(data=request.data)
        asked.is_valid(raise_exception=True)
        is_private = asked.validated_data["private"]
        article = triage_privacy.set_private(
            self.get_object(), is_private=is_private, by=signed_in(request)
        )
        return Response(self.get_serializer(article).data)


class SetDocket(generics.GenericAPIView[Claim]):
    """Whether the docket shows a claim's words before a check of it is published."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimRow
    queryset = Claim.objects.all()

    @extend_schema(request=InDocket)
    def post(self, request: Request, pk: int) -> Response:
        """Show words and claimant in the docket, which is an editor's, or withhold them."""
        asked = InDocket(data=request.data)
        asked.is_valid(raise_exception=True)
        claim_privacy.set_docket(
            self.get_object(), by=signed_in(request), **asked.validated_data
        )
        claim = Claim.objects.with_reviews().get(pk=pk)
        return Response(self.get_serializer(claim).data)


class ReleaseWords(StatementVerb):
    """Whether the docket shows the words of a declined statement."""

    @extend_schema(request=WordsInDocket, responses=StatementSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Show the words in the docket, which is an editor's, or withhold them."""
        statement = self.get_object()
        asked = WordsInDocket(data=request.data)
        asked.is_valid(raise_exception=True)
        released = asked.validated_data["docket"] == Claim.Docket.SHOWN
        statement = statement_privacy.release_words(
            statement, released=released, by=signed_in(request)
        )
        return Response(self.get_serializer(statement).data)
