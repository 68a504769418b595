"""Published checks by API, for everybody: no token, no cookie, read only."""

from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, views
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from readers.check.addresses import check_at
from readers.pagecache.middleware import CACHED
from readers.serializers import CheckFilters, CheckRow, CheckSerializer
from reviews.publication.models import Publication
from reviews.publication.withheld import NotShown, Withheld
from reviews.revisions.document import format_of
from reviews.revisions.public_document import prepare_public_documents

PUBLIC = {"Cache-Control": CACHED, "Access-Control-Allow-Origin": "*"}
"""Other newsrooms' pages may read checks too, and caches may keep them for as long as pages."""


FIRST_PUBLIC_FORMAT = 3
"""Documents of earlier formats contain confidential parts."""


Answer = TypeVar("Answer", bound=HttpResponse)


def _for_all(response: Answer) -> Answer:
    for name, value in PUBLIC.items():
        response[name] = value
    return response


class Checks(generics.ListAPIView[Publication]):
    """Published checks, the newest first; or what changed since a time, retracted ones too."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    serializer_class = CheckRow

    @property
    def keyset(self) -> tuple[str, ...]:
        by_change = self.request.query_params.get("changed_since")
        return ("changed_at" if by_change else "published_at", "id")

    @cached_property
    def withheld(self) -> Withheld:
        """What is withheld, read once for the whole answer."""
        return Withheld.now()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "withheld": self.withheld}

    def get_queryset(self) -> QuerySet[Publication]:
        asked = CheckFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        filters = asked.validated_data
        checks = Publication.objects.shown().with_revision()
        if changed_since := filters.get("changed_since"):
            checks = checks.changed_since(changed_since)
        else:
            checks = checks.live()
        if words := filters.get("q"):
            checks = self.withheld.search(checks, words)
        if claimant := filters.get("claimant"):
            if claimant in self.withheld.claimants():
                return checks.none()
            checks = checks.of_claimant(claimant)
        if rating := filters.get("rating"):
            checks = checks.rated(rating)
        if since := filters.get("since"):
            checks = checks.since(since)
        return checks

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        prepare_public_documents(one.revision for one in page or [])
        return page

    @extend_schema(parameters=[CheckFilters], auth=[])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List published checks by words, claimant, grade, time, or what changed. Public."""
        return _for_all(super().get(request, *args, **kwargs))


class CheckDetail(generics.RetrieveAPIView[Publication]):
    """One check, with its evidence, versions, corrections and ClaimReview."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    serializer_class = CheckSerializer
    queryset = Publication.objects.for_page()
    lookup_field = "slug"

    @extend_schema(auth=[])
    def get(self, request: Request, slug: str) -> Response:
        """Show a published check. Public.

        301 to its address where it moved; 451 where it is withheld from readers for the time
        being, with `since` and `confirm_by` (null once a second editor confirmed it).
        """
        withheld = Withheld.now()
        check = check_at(slug, withheld)
        if check is None:
            raise Http404
        if withholding := withheld.check(check):
            raise NotShown.by(withholding)
        if check.slug != slug:
            where = reverse("api_check", args=[check.slug])
            return _for_all(Response(status=301, headers={"Location": where}))
        context = {**self.get_serializer_context(), "withheld": withheld}
        return _for_all(Response(self.get_serializer_class()(check, context=context).data))


class VersionDocument(views.APIView):
    """The text that the hash of a published version is over, byte for byte."""

    authentication_classes = ()
    permission_classes = [AllowAny]

    @extend_schema(auth=[], responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, slug: str, number: int) -> HttpResponse:
        """Give the document of one version: its SHA-256 is the version's `hash`. Public.

        404 where it cannot be given whole: the version is from before documents had a public
        part, or readers do not see all of its words now. 451 where the version is withheld.
        """
        withheld = Withheld.now()
        check = check_at(slug, withheld)
        versions = check.versions.all() if check else ()
        version = next((one for one in versions if one.number == number), None)
        if version is None:
            raise Http404
        if withholding := withheld.version(version):
            raise NotShown.by(withholding)
        document = version.revision.public_part
        if format_of(document) < FIRST_PUBLIC_FORMAT:
            raise NotFound("This version is older than documents that can be downloaded.")
        if withheld.document(version.revision) != document:
            raise NotFound("Part of this version is not shown now, so its text is not whole.")
        return _for_all(HttpResponse(version.revision.content, content_type="application/json"))
