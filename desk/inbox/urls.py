"""Addresses of "Your turn" and the queue."""

from django.urls import path

from desk.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("queue/", views.queue, name="queue"),
    path("queue/take-next/", views.take_next, name="take_next"),
]
