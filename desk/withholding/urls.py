"""Addresses of what is withheld from readers."""

from django.urls import path

from desk.withholding import views

urlpatterns = [
    path("reviews/<int:pk>/withhold/", views.withhold, name="withhold"),
    path(
        "reviews/<int:pk>/withhold/found/",
        views.withhold_found,
        name="withhold_found",
    ),
    path("withheld/", views.withholdings, name="withholdings"),
    path("withheld/<int:pk>/<slug:act>/", views.withholding, name="withholding"),
]
