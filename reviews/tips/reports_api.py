"""Reports that a check is wrong, by API: anybody can send one; editors answer or close it."""

from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.authentication import BearerToken
from accounts.http import AtTheDesk, signed_in
from accounts.models import is_checker
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from reviews.publication.models.publications import Publication
from reviews.publication.withheld import NotShown, Withheld
from reviews.tips import reports as tip_reports
from reviews.tips.api import CloseTip, EraseTip, TipVerb, UndoTip
from reviews.tips.report_serializers import NewReport, ReportAnswer, ReportSerializer
from reviews.tips.serializers import SentTip, TipFilters


def _reports() -> QuerySet[Tip]:
    """Reports with the slug of their check, as `check_slug`."""
    checks = Publication.objects.filter(claim=OuterRef("disputes")).order_by(
        "-published_at", "-pk"
    )
    reports = Tip.objects.reports().for_lists().select_related("led_to").with_alike()
    return reports.annotate(check_slug=Subquery(checks.values("slug")[:1]))


class SendReport(APIView):
    """A new report."""

    authentication_classes = (BearerToken,)  # no session: no other site can use one
    permission_classes = [AllowAny]

    @extend_schema(request=NewReport, responses={201: SentTip}, auth=[])
    def post(self, request: Request, slug: str) -> Response:
        """Say what is wrong with a check. Public; what comes from one address is limited."""
        publication = get_object_or_404(Publication, slug=slug)
        if withholding := Withheld.now().check(publication):
            raise NotShown.by(withholding)
        asked = NewReport(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request) if is_checker(request.user) else None
        address = str(BaseThrottle().get_ident(request) or "")
        try:
            report, secret = tip_reports.send_report(
                publication, address=address, by=by, **asked.validated_data
            )
        except tip_actions.TooManyTips as refusal:
            raise Throttled(wait=refusal.wait, detail=str(refusal)) from refusal
        page = settings.SITE_URL + reverse("readers:report_standing", args=[secret])
        return Response(
            {"reference": report.pk, "url": page},
            status=status.HTTP_201_CREATED,
            headers={"Location": page, "Cache-Control": "no-store"},
        )


class Reports(generics.ListAPIView[Tip]):
    """Readers' reports that a check is wrong, the newest first."""

    permission_classes = [AtTheDesk]
    serializer_class = ReportSerializer

    def get_queryset(self) -> QuerySet[Tip]:
        asked = TipFilters(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        reports = _reports()
        state = asked.validated_data.get("state")
        return reports.filter(state=state) if state else reports

    @extend_schema(parameters=[TipFilters])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List reports, by state."""
        return super().get(request, *args, **kwargs)


class ReportVerb(TipVerb):
    serializer_class = ReportSerializer
    queryset = Tip.objects.reports().for_lists()

    def shown(self, pk: int) -> Response:
        return Response(self.get_serializer(_reports().get(pk=pk)).data)


class AnswerReport(ReportVerb):
    @extend_schema(request=ReportAnswer)
    def post(self, request: Request, pk: int) -> Response:
        """Answer a report and close it, with all that say the same. Editors only."""
        report = self.get_object()
        asked = ReportAnswer(data=request.data)
        asked.is_valid(raise_exception=True)
        tip_reports.answer_report(report, by=signed_in(request), **asked.validated_data)
        return self.shown(pk)


class CloseReport(ReportVerb, CloseTip):
    """Close a report as abuse, with all that say the same. No letters. Editors only."""


class UndoReport(ReportVerb, UndoTip):
    """Undo the last decision; 409 after a letter was sent. Editors only."""


class EraseReport(ReportVerb, EraseTip):
    """Erase the words and the address of a report for good. Editors only."""
