"""Addresses of claims, claimants and promises."""

from django.urls import path

from desk.claims import claimants, promises, views

urlpatterns = [
    path("promises/", promises.promises, name="promises"),
    path("claimants/<int:pk>/", claimants.describe, name="describe_claimant"),
    path("claims/", views.claims, name="claims"),
    path("claims/new/", views.new_claim, name="new_claim"),
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("claims/<int:pk>/queue/", views.queue_claim, name="queue_claim"),
]
