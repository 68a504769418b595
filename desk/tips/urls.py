"""Addresses of tips and reports."""

from django.urls import path

from desk.tips import views

urlpatterns = [
    path("tips/", views.tips, name="tips"),
    path("tips/spam/", views.spam, name="tips_spam"),
    path("tips/undo/", views.undo, name="tips_undo"),
    path("tips/<int:pk>/", views.tip, name="tip"),
    path("tips/<int:pk>/read/", views.read, name="tip_read"),
    path("tips/<int:pk>/answer/", views.answer, name="tip_answer"),
    path("tips/<int:pk>/erase/", views.erase, name="tip_erase"),
]
