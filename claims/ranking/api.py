"""The ranking by API: what the desk leans to, and how it does on the desk's own decisions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from claims.preferences.models import Leaning
from claims.ranking import actions
from claims.ranking import metrics as ranking_metrics


class LeaningRow(serializers.ModelSerializer[Leaning]):
    """`amount` is in log-odds: 1 makes it nearly three times as likely, in the desk's eyes."""

    set_by = serializers.CharField(source="set_by.username", read_only=True)

    class Meta:
        model = Leaning
        fields = ["id", "kind", "text", "amount", "set_by", "set_at"]
        read_only_fields = ["id", "kind", "text", "amount", "set_at"]


class NewLeaning(serializers.Serializer[Any]):
    """A topic, person or word, and how far it is raised (to 2) or lowered (to -2)."""

    kind = serializers.ChoiceField(choices=Leaning.Kind.choices)
    text = serializers.CharField(max_length=100)
    amount = serializers.FloatField(min_value=-2, max_value=2)


class MeasuredRow(serializers.Serializer[Any]):
    average_precision = serializers.FloatField()
    precision_at_10 = serializers.FloatField(source="top", allow_null=True)


class MissRow(serializers.Serializer[Any]):
    """A statement that the desk decided otherwise than it was ranked."""

    statement = serializers.IntegerField(source="statement.pk")
    article = serializers.IntegerField(source="statement.article_id")
    quote = serializers.CharField(source="statement.quote")
    worth = serializers.FloatField()
    without_leanings = serializers.FloatField(source="plain")
    state = serializers.CharField(source="statement.state")
    decline_reason = serializers.CharField(source="statement.decline_reason")


class RankingRow(serializers.Serializer[Any]):
    accepted = serializers.IntegerField()
    declined = serializers.IntegerField()
    with_leanings = MeasuredRow(source="leaned", allow_null=True)
    without_leanings = MeasuredRow(source="plain", allow_null=True)
    accepted_though_low = MissRow(source="missed", many=True)
    declined_though_high = MissRow(source="mistaken", many=True)


class Ranking(APIView):
    """How the ranking would have done on the desk's latest decisions."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses=RankingRow)
    def get(self, _request: Request) -> Response:
        """Figures with the leanings and without, and what went most wrong."""
        return Response(RankingRow(ranking_metrics.measure_ranking()).data)


class Leanings(generics.ListAPIView[Leaning]):
    """What the desk leans to, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = LeaningRow
    queryset = Leaning.objects.select_related("set_by")

    @extend_schema(request=NewLeaning, responses={201: LeaningRow})
    def post(self, request: Request) -> Response:
        """Lean on a topic, person or word. Editors. What waits for triage is ranked anew."""
        asked = NewLeaning(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_leaning(by=signed_in(request), **asked.validated_data)
        made.refresh_from_db()
        return Response(LeaningRow(made).data, status=status.HTTP_201_CREATED)


class LeaningDetail(APIView):
    """One leaning."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Lean on it no more. Editors. What waits for triage is ranked anew."""
        actions.drop_leaning(get_object_or_404(Leaning, pk=pk), by=signed_in(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
