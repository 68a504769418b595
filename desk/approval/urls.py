"""Addresses of approval, corrections and retractions."""

from django.urls import path

from desk.approval import correction, retraction, views

urlpatterns = [
    path("reviews/<int:pk>/approval/", views.approval, name="approval"),
    path("reviews/<int:pk>/correction/", correction.correction, name="correction"),
    path(
        "reviews/<int:pk>/correction/change/",
        correction.correction_change,
        name="correction_change",
    ),
    path(
        "reviews/<int:pk>/correction/confirm/",
        correction.correction_confirm,
        name="correction_confirm",
    ),
    path("reviews/<int:pk>/retraction/", retraction.retraction, name="retraction"),
    path("reviews/<int:pk>/seen/", views.seen, name="seen"),
]
