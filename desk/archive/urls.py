"""Addresses of archived pages, their files, and quarantine."""

from django.urls import path

from desk.archive import files, quarantine, views

urlpatterns = [
    path("kept/", views.kept_pages, name="kept_pages"),
    path("kept/new/", views.kept_new, name="kept_new"),
    path("kept/conversation/new/", views.conversation_new, name="conversation_new"),
    path("kept/<int:pk>/", views.kept, name="kept"),
    path("kept/<int:pk>/describe/", views.kept_describe, name="kept_describe"),
    path("kept/<int:pk>/public/", views.kept_public, name="kept_public"),
    path("kept/<int:pk>/type/", views.kept_type, name="kept_type"),
    path("kept/<int:pk>/erase/", views.kept_erase, name="kept_erase"),
    path("kept/<int:pk>/archived/", views.kept_archived, name="kept_archived"),
    path(
        "archived/<int:pk>/forget/",
        views.kept_archived_forget,
        name="kept_archived_forget",
    ),
    path("kept/<int:pk>/frame/", files.kept_frame, name="kept_frame"),
    path("kept/<int:pk>/page/<int:page>/", files.kept_page_image, name="kept_page_image"),
    path("kept/<int:pk>/raw/", files.kept_raw, name="kept_raw"),
    path("kept/<int:pk>/warc/", files.kept_warc, name="kept_warc"),
    path("kept/<int:pk>/quarantine/", quarantine.kept_quarantine, name="kept_quarantine"),
    path(
        "kept/<int:pk>/quarantine/<slug:act>/", quarantine.decide_kept, name="decide_quarantine"
    ),
    path(
        "articles/<int:pk>/quarantine/",
        quarantine.article_quarantine,
        name="article_quarantine",
    ),
    path(
        "articles/<int:pk>/quarantine/<slug:act>/",
        quarantine.decide_article,
        name="decide_article_quarantine",
    ),
    path("tips/<int:pk>/quarantine/", quarantine.tip_quarantine, name="tip_quarantine"),
    path(
        "tips/<int:pk>/quarantine/<slug:act>/",
        quarantine.decide_tip,
        name="decide_tip_quarantine",
    ),
]
