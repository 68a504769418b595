"""Addresses of archived pages, their files, and quarantine."""

from django.urls import path

from desk.archive import files, quarantine, views

urlpatterns = [
    path("archive/", views.archived_pages, name="archived_pages"),
    path("archive/new/", views.upload_page, name="upload_page"),
    path("archive/conversation/new/", views.new_conversation, name="new_conversation"),
    path("archive/<int:pk>/", views.archived_page, name="archived_page"),
    path("archive/<int:pk>/describe/", views.describe_page, name="describe_page"),
    path("archive/<int:pk>/public/", views.set_page_public, name="set_page_public"),
    path("archive/<int:pk>/type/", views.transcribe_page, name="transcribe_page"),
    path("archive/<int:pk>/erase/", views.erase_page, name="erase_page"),
    path("archive/<int:pk>/archived/", views.note_archive_address, name="note_archive_address"),
    path(
        "archive/addresses/<int:pk>/forget/",
        views.forget_archive_address,
        name="forget_archive_address",
    ),
    path("archive/<int:pk>/frame/", files.page_frame, name="page_frame"),
    path("archive/<int:pk>/page/<int:page>/", files.page_image, name="page_image"),
    path("archive/<int:pk>/raw/", files.page_bytes, name="page_bytes"),
    path("archive/<int:pk>/warc/", files.page_warc, name="page_warc"),
    path("archive/<int:pk>/quarantine/", quarantine.quarantine_page, name="quarantine_page"),
    path(
        "archive/<int:pk>/quarantine/<slug:act>/",
        quarantine.decide_page,
        name="decide_quarantine",
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
