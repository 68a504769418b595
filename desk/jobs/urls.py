"""Addresses of the jobs page."""

from django.urls import path

from desk.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<slug:kind>/retry/", views.retry_jobs, name="retry_jobs"),
    path("jobs/<slug:kind>/<int:pk>/retry/", views.retry_job, name="retry_job"),
]
