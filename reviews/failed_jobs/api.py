"""Jobs by API: the state of each kind of work, and retrying a failed job."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import AtTheDesk, signed_in
from jobs import health
from jobs.stats import all_stats, model_of
from reviews.failed_jobs import actions
from reviews.failed_jobs.serializers import JobRow, JobsOverview


class Jobs(APIView):
    permission_classes = [AtTheDesk]

    @extend_schema(responses=JobsOverview)
    def get(self, request: Request) -> Response:
        """The state of each kind of work, and whether the workers respond."""
        felt = health.check_health()
        overview = {
            "broker": felt.broker,
            "beat": felt.beat,
            "workers": felt.workers,
            "queued": felt.queued,
            "kinds": all_stats(),
        }
        return Response(JobsOverview(overview).data)


class RetryJob(APIView):
    permission_classes = [AtTheDesk]

    @extend_schema(request=None, responses=JobRow)
    def post(self, request: Request, kind: str, pk: int) -> Response:
        """Retry a failed job. Editors only."""
        model = model_of(kind)
        if model is None:
            raise Http404
        row = get_object_or_404(model._default_manager.all(), pk=pk)
        return Response(JobRow(actions.retry_job(row, by=signed_in(request))).data)
