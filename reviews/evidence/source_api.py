"""The sources of a review by API: pages to take evidence from."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models.evidence import Source
from reviews.evidence.serializers import CaptureSummary, OnePage
from reviews.review.models.reviews import Review
from reviews.review.serializers import Username
from sources.snapshots.serializers import KeptPage


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A page that evidence may be taken from: archived already, or on its way."""

    snapshot = KeptPage(source="page", read_only=True, allow_null=True)
    capture = CaptureSummary(read_only=True, allow_null=True)
    added_by = Username(read_only=True)

    class Meta:
        model = Source
        fields = ["id", "snapshot", "capture", "added_by", "added_at"]
        read_only_fields = fields


class NewSource(OnePage):
    """One page, and the source that it replaces, if any."""

    instead = serializers.IntegerField(
        required=False,
        min_value=1,
        help_text="the id of a source whose page could not be archived: it is removed",
    )


class Sources(generics.ListAPIView[Source]):
    """The pages that a review may take its evidence from, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = SourceSerializer

    def get_queryset(self) -> QuerySet[Source]:
        review = get_object_or_404(Review, pk=self.kwargs["pk"])
        return Source.objects.filter(review=review).with_pages()

    @extend_schema(request=NewSource, responses={201: SourceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Add a page: an address that a worker fetches, or an archived page."""
        review = get_object_or_404(Review, pk=pk)
        asked = NewSource(data=request.data)
        asked.is_valid(raise_exception=True)
        page = asked.validated_data
        if number := page.pop("instead", None):
            page["instead"] = get_object_or_404(review.sources, pk=number)
        source = evidence_actions.add_source(review, by=signed_in(request), **page)
        shown = self.get_serializer(Source.objects.with_pages().get(pk=source.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED)


class RemoveSource(generics.GenericAPIView[Source]):
    """One source of a review."""

    permission_classes = [AtTheDesk]
    serializer_class = SourceSerializer
    queryset = Source.objects.with_pages()

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove a page from a review. Evidence from it and the archived page are kept."""
        evidence_actions.remove_source(self.get_object(), by=signed_in(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
