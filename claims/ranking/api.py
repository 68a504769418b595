"""API of the desk's ranking preferences, and of how well the ranking predicts decisions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from claims.preferences.models import RankingPreference
from claims.ranking import actions
from claims.ranking import metrics as ranking_metrics


class PreferenceRow(serializers.ModelSerializer[RankingPreference]):
    """A preference. `amount` is in log-odds: 1 makes the odds nearly three times as high."""

    set_by = serializers.CharField(source="set_by.username", read_only=True)

    class Meta:
        model = RankingPreference
        fields = ["id", "kind", "text", "amount", "set_by", "set_at"]
        read_only_fields = ["id", "kind", "text", "amount", "set_at"]


class NewPreference(serializers.Serializer[Any]):
    """A topic, person or word, and how far it is raised (to 2) or lowered (to -2)."""

    kind = serializers.ChoiceField(choices=RankingPreference.Kind.choices)
    text = serializers.CharField(max_length=100)
    amount = serializers.FloatField(min_value=-2, max_value=2)


class MeasuredRow(serializers.Serializer[Any]):
    average_precision = serializers.FloatField()
    precision_at_10 = serializers.FloatField(source="top", allow_null=True)


class MissRow(serializers.Serializer[Any]):
    """A statement on which the desk decided differently from its rank."""

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
    """How well the ranking predicts the desk's latest decisions."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses=RankingRow)
    def get(self, _request: Request) -> Response:
        """Scores with and without the desk's preferences, and the worst errors."""
        return Response(RankingRow(ranking_metrics.measure_ranking()).data)


class PreferenceList(generics.ListAPIView[RankingPreference]):
    """The desk's preferences, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = PreferenceRow
    queryset = RankingPreference.objects.select_related("set_by")

    @extend_schema(request=NewPreference, responses={201: PreferenceRow})
    def post(self, request: Request) -> Response:
        """Set a preference. Editors only. What waits for triage is ranked again."""
        asked = NewPreference(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_preference(by=signed_in(request), **asked.validated_data)
        made.refresh_from_db()
        return Response(PreferenceRow(made).data, status=status.HTTP_201_CREATED)


class PreferenceDetail(APIView):
    """One preference."""

    permission_classes = [AtTheDesk]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Drop a preference. Editors only. What waits for triage is ranked again."""
        actions.drop_preference(
            get_object_or_404(RankingPreference, pk=pk), by=signed_in(request)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
