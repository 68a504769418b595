"""Quarantine by API: close what may be illegal to possess; admins decide about it."""

from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from accounts.models import User
from claims.articles.models import Article
from claims.articles.serializers import ArticleRow
from claims.tips.models import Tip
from reviews.archived_pages import quarantine as archived_page_quarantine
from reviews.tips.serializers import TipSerializer
from sources.snapshots import downloads
from sources.snapshots.http import raw_answer
from sources.snapshots.models import Snapshot
from sources.snapshots.serializers import NewQuarantine, SnapshotSerializer

Held = TypeVar("Held", bound=Model)


class _Verb(generics.GenericAPIView[Held], Generic[Held]):
    """Something that is or will be in quarantine. `chain` is the name of its history."""

    permission_classes = [AtTheDesk]
    chain: ClassVar[str]

    def quarantine(self, held: Held, *, why: str, by: User) -> None:
        raise NotImplementedError

    def sha256(self, held: Held) -> str:
        """The hash that it is in quarantine by; empty if it isn't."""
        raise NotImplementedError

    def file_name(self, held: Held) -> str:
        return f"{self.chain}-{held.pk}.bin"

    def shown(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


class OfSnapshot(_Verb[Snapshot]):
    queryset = Snapshot.objects.with_facts()
    serializer_class = SnapshotSerializer
    chain = "snapshot"

    def quarantine(self, held: Snapshot, *, why: str, by: User) -> None:
        archived_page_quarantine.quarantine_page(held, why=why, by=by)

    def sha256(self, held: Snapshot) -> str:
        return held.sha256

    def file_name(self, held: Snapshot) -> str:
        return downloads.raw_name(held)


class OfArticle(_Verb[Article]):
    queryset = Article.objects.select_related("publisher", "page", "capture")
    serializer_class = ArticleRow
    chain = "article"

    def quarantine(self, held: Article, *, why: str, by: User) -> None:
        archived_page_quarantine.quarantine_article(held, why=why, by=by)

    def sha256(self, held: Article) -> str:
        row = archived_page_quarantine.quarantine_of(held)
        return row.sha256 if row else ""


class OfTip(_Verb[Tip]):
    queryset = Tip.objects.for_lists().with_alike()
    serializer_class = TipSerializer
    chain = "tip"

    def quarantine(self, held: Tip, *, why: str, by: User) -> None:
        archived_page_quarantine.quarantine_tip(held, why=why, by=by)

    def sha256(self, held: Tip) -> str:
        return held.set_aside.quarantine.sha256 if held.quarantined_at else ""


class _Quarantine(_Verb[Any]):
    @extend_schema(request=NewQuarantine)
    def post(self, request: Request, pk: int) -> Response:
        """Close it to everybody at once, with everything that has the same bytes or words."""
        asked = NewQuarantine(data=request.data)
        asked.is_valid(raise_exception=True)
        self.quarantine(self.get_object(), by=signed_in(request), **asked.validated_data)
        return self.shown()


class _Release(_Verb[Any]):
    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Release it: its words are shown again, a file is parsed again. Admins only."""
        archived_page_quarantine.release_quarantine(
            self.sha256(self.get_object()), by=signed_in(request)
        )
        return self.shown()


class _Destroy(_Verb[Any]):
    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Remove its bytes and words for good. Admins only."""
        archived_page_quarantine.destroy_quarantined(
            self.sha256(self.get_object()), by=signed_in(request)
        )
        return self.shown()


class _Fetch(_Verb[Any]):
    @extend_schema(request=None, responses={(200, downloads.RAW_TYPE): OpenApiTypes.BINARY})
    def post(self, request: Request, pk: int) -> FileResponse:
        """The bytes or the text, for an admin who hands them to the police. It is recorded."""
        held = self.get_object()
        chain = f"{self.chain}:{held.pk}"
        file = archived_page_quarantine.fetch_quarantined(
            self.sha256(held), chain=chain, by=signed_in(request)
        )
        return raw_answer(file, self.file_name(held))


class QuarantineSnapshot(_Quarantine, OfSnapshot): ...


class ReleaseQuarantine(_Release, OfSnapshot): ...


class DestroyQuarantined(_Destroy, OfSnapshot): ...


class FetchQuarantined(_Fetch, OfSnapshot): ...


class QuarantineArticle(_Quarantine, OfArticle): ...


class ReleaseArticle(_Release, OfArticle): ...


class DestroyArticle(_Destroy, OfArticle): ...


class FetchArticle(_Fetch, OfArticle): ...


class QuarantineTip(_Quarantine, OfTip): ...


class ReleaseTip(_Release, OfTip): ...


class DestroyTip(_Destroy, OfTip): ...


class FetchTip(_Fetch, OfTip): ...
