"""Withholding by API: list, withhold, confirm, keep and lift."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from reviews.publication.models.withholdings import Withholding
from reviews.review.models.reviews import Review
from reviews.withholding import actions
from reviews.withholding.serializers import (
    AskedName,
    LiftBody,
    OtherSpellingsSerializer,
    WithholdBody,
    WithholdingFilters,
    WithholdingSerializer,
)


class Withholdings(generics.ListAPIView[Withholding]):
    """What is withheld from readers, or was."""

    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer

    def get_queryset(self) -> QuerySet[Withholding]:
        asked = WithholdingFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        rows = Withholding.objects.for_lists()
        if asked.validated_data.get("in_force"):
            rows = rows.in_force()
        if review := asked.validated_data.get("review"):
            rows = rows.filter(publication__claim__reviews=review)
        return rows

    @extend_schema(parameters=[WithholdingFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List withholdings, the newest first."""
        return super().get(request, *args, **kwargs)


class Withhold(generics.GenericAPIView[Any]):
    """Hide the published check of a review, or something in it, from readers."""

    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer
    queryset = Review.objects.for_lists()

    @extend_schema(request=WithholdBody, responses={201: WithholdingSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Withhold at once; another editor must confirm it in time."""
        review = self.get_object()
        asked = WithholdBody(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        made = actions.withhold(actions.check_of(review), by=by, **asked.validated_data)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)


class OtherSpellings(generics.GenericAPIView[Any]):
    """Other ways to write a name that is to be withheld."""

    permission_classes = [AtTheDesk]
    serializer_class = OtherSpellingsSerializer

    @extend_schema(parameters=[AskedName])
    def get(self, request: Request) -> Response:
        """List what else the name's claimant is called, initials and the surname alone."""
        asked = AskedName(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = actions.other_spellings(asked.validated_data["words"])
        return Response(self.get_serializer({"spellings": found}).data)


class WithholdingDetail(generics.RetrieveAPIView[Withholding]):
    """One withholding."""

    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer
    queryset = Withholding.objects.for_lists()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show a withholding."""
        return super().get(request, *args, **kwargs)


class ConfirmWithholding(generics.GenericAPIView[Withholding]):
    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer
    queryset = Withholding.objects.for_lists()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Confirm it, as another editor than the one who withheld it."""
        actions.confirm_withholding(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)


class KeepWithholding(generics.GenericAPIView[Withholding]):
    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer
    queryset = Withholding.objects.for_lists()

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Say that a confirmed one is still needed: both editors are asked again later."""
        actions.keep_withholding(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(self.get_object()).data)


class LiftWithholding(generics.GenericAPIView[Withholding]):
    permission_classes = [AtTheDesk]
    serializer_class = WithholdingSerializer
    queryset = Withholding.objects.for_lists()

    @extend_schema(request=LiftBody)
    def post(self, request: Request, pk: int) -> Response:
        """Show it to readers again."""
        withholding = self.get_object()
        asked = LiftBody(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.lift_withholding(withholding, by=signed_in(request), **asked.validated_data)
        return Response(self.get_serializer(self.get_object()).data)
