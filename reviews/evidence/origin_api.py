"""Whether two pieces of evidence have one origin, decided by API."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.evidence import common_origins
from reviews.evidence.models.origins import SharedOrigin
from reviews.evidence.origin_serializers import OriginName, SharedOriginSerializer
from reviews.review.serializers import EmptyBody


class _Decision(generics.GenericAPIView[SharedOrigin]):
    permission_classes = [AtTheDesk]
    serializer_class = SharedOriginSerializer
    queryset = SharedOrigin.objects.select_related("first__review", "second", "decided_by")

    def told(self, pair: SharedOrigin) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=pair.pk)).data)


class ConfirmOrigin(_Decision):
    @extend_schema(request=OriginName)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that both have one origin: gates count them once, and both get its name."""
        asked = OriginName(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        pair = common_origins.confirm_origin(self.get_object(), by=by, **asked.validated_data)
        return self.told(pair)


class RefuseOrigin(_Decision):
    @extend_schema(request=EmptyBody)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that they have different origins. The pair is not proposed again."""
        return self.told(common_origins.refuse_origin(self.get_object(), by=signed_in(request)))


class UndecideOrigin(_Decision):
    @extend_schema(request=EmptyBody)
    def post(self, request: Request, pk: int) -> Response:
        """Undo the decision: the pair is proposed again, and both get their origins back."""
        return self.told(
            common_origins.undecide_origin(self.get_object(), by=signed_in(request))
        )
