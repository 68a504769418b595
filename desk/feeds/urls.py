"""Addresses of feeds."""

from django.urls import path

from desk.feeds import views

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/new/", views.new_feed, name="new_feed"),
    path("feeds/<int:pk>/", views.feed, name="feed"),
    path("feeds/<int:pk>/change/", views.change_feed, name="feed_change"),
    path("feeds/<int:pk>/choose/", views.choose_feed, name="feed_choose"),
    path("feeds/<int:pk>/poll/", views.poll_feed, name="feed_poll"),
    path("feeds/<int:pk>/stop/", views.stop_feed, name="feed_stop"),
    path("feeds/<int:pk>/start/", views.start_feed, name="feed_start"),
]
