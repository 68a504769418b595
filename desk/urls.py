"""Addresses under /desk/: each page's folder has its own, and the order matters once.

`reviews/<pk>/<move>/` takes any move by name, so the addresses of the review come last.
"""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("desk.inbox.urls")),
    path("", include("desk.palette.urls")),
    path("", include("desk.planning.urls")),
    path("", include("desk.articles.urls")),
    path("", include("desk.triage.urls")),
    path("", include("desk.claims.urls")),
    path("", include("desk.feeds.urls")),
    path("", include("desk.tips.urls")),
    path("", include("desk.ranking.urls")),
    path("", include("desk.jobs.urls")),
    path("", include("desk.standard.urls")),
    path("", include("desk.archive.urls")),
    path("", include("desk.proposed_changes.urls")),
    path("", include("desk.withholding.urls")),
    path("", include("desk.approval.urls")),
    path("", include("desk.review.urls")),
]
