"""Addresses of the ranking page."""

from django.urls import path

from desk.ranking import views

urlpatterns = [
    path("ranking/", views.desk_ranking, name="ranking"),
    path("leanings/<int:pk>/drop/", views.drop, name="leaning_drop"),
]
