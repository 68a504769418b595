"""Addresses of the palette."""

from django.urls import path

from desk.palette import views

urlpatterns = [
    path("palette/", views.palette, name="palette"),
    path("palette/keep/", views.archive_page, name="archive_page"),
]
