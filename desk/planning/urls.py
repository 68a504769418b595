"""Address of the plan form."""

from django.urls import path

from desk.planning import views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
]
