"""Addresses of the palette."""

from django.urls import path

from desk.palette import views

urlpatterns = [
    path("palette/", views.palette, name="palette"),
    path("palette/keep/", views.keep_page, name="keep_page"),
]
