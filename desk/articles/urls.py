"""Addresses of articles and their versions."""

from django.urls import path

from desk.articles import privacy, second_reader, versions, views

urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/new/", views.new_article, name="new_article"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/taken-in/", views.taken_in, name="submission_results"),
    path("articles/<int:pk>/read-again/", views.read_again, name="extract_again"),
    path("articles/<int:pk>/left-over/", views.is_text, name="not_left_over"),
    path("articles/<int:pk>/privacy/", privacy.set_privacy, name="article_privacy"),
    path("articles/<int:pk>/attachments/", privacy.open_attachments, name="open_attachments"),
    path("claims/<int:pk>/docket/", privacy.set_docket, name="claim_docket"),
    path("statements/<int:pk>/docket/", privacy.release_words, name="statement_docket"),
    path("articles/<int:pk>/changes-since/", versions.changes_since, name="changes_since"),
    path("articles/<int:pk>/look-again/", versions.look_again, name="look_again"),
    path(
        "articles/<int:pk>/second-reading/",
        second_reader.read_second_again,
        name="read_second_again",
    ),
]
