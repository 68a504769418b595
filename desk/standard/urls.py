"""Address of the desk's standard."""

from django.urls import path

from desk.standard import views

urlpatterns = [
    path("standard/", views.standard, name="standard"),
]
