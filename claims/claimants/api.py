"""API to find claimants. `reviews.claimants.api` changes what is known about them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk
from claims.claimants.models import Claimant

MOST_SPELLINGS = 100


class ClaimantRow(serializers.ModelSerializer[Claimant]):
    """A claimant. `kind` is empty if nobody has set or guessed it.

    Readers see `described_as` instead of a private person's name, or "a private person".
    """

    aliases = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Claimant
        fields = [
            "id",
            "name",
            "slug",
            "kind",
            "kind_guessed",
            "described_as",
            "role",
            "same_as",
            "aliases",
        ]
        read_only_fields = fields


class KindField(serializers.ChoiceField):
    """person | organization | private-person. The former "body" means organization."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Claimant.Kind.choices, **options)

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(Claimant.Kind.ORGANIZATION if data == "body" else data)


class ClaimantFilters(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=200)


class ClaimantFacts(serializers.Serializer[Any]):
    """Changes to a claimant. Fields that are left out don't change."""

    kind = KindField(required=False, allow_blank=True)
    described_as = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="what readers see instead of a private person's name",
    )
    role = serializers.CharField(required=False, allow_blank=True, max_length=200)
    same_as = serializers.URLField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="the address of a Wikidata or Wikipedia page",
    )
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        max_length=MOST_SPELLINGS,
        help_text="all other spellings: statements by any of them belong to this claimant",
    )


class Claimants(generics.ListAPIView[Claimant]):
    """People and organizations who said something, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimantRow

    def get_queryset(self) -> QuerySet[Claimant]:
        asked = ClaimantFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        words = asked.validated_data.get("q")
        return Claimant.objects.containing(words) if words else Claimant.objects.all()

    @extend_schema(parameters=[ClaimantFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List claimants. `q` is searched in names, aliases and roles."""
        return super().get(request, *args, **kwargs)


class ClaimantDetail(generics.RetrieveAPIView[Claimant]):
    """One claimant."""

    permission_classes = [AtTheDesk]
    serializer_class = ClaimantRow
    queryset = Claimant.objects.all()
