"""Addresses of changes that wait for an editor."""

from django.urls import path

from desk.proposed_changes import views

urlpatterns = [
    path("changes/<int:pk>/", views.change, name="change"),
    path("changes/<int:pk>/confirm/", views.confirm, name="change_confirm"),
    path("changes/<int:pk>/refuse/", views.refuse, name="change_refuse"),
]
