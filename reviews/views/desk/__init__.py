"""The desk's lists and its triage."""

from django.urls import path

from reviews.views.desk import articles, claims, inbox, palette, triage

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("queue/", inbox.queue, name="queue"),
    path("queue/take-next/", inbox.take_next, name="take_next"),
    path("palette/", palette.palette, name="palette"),
    path("palette/keep/", palette.keep_page, name="keep_page"),
    path("articles/", articles.articles, name="articles"),
    path("articles/new/", articles.new_article, name="new_article"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/read-again/", articles.read_again, name="read_again"),
    path("articles/<int:pk>/mark/", triage.mark, name="mark_statement"),
    path("articles/<int:pk>/changes/", triage.changes, name="article_changes"),
    path("statements/<int:pk>/accept/", triage.accept, name="statement_accept"),
    path("statements/<int:pk>/decline/", triage.decline, name="statement_decline"),
    path("statements/<int:pk>/join/", triage.join, name="statement_join"),
    path("statements/<int:pk>/undo/", triage.undo, name="statement_undo"),
    path("claims/", claims.claims, name="claims"),
    path("claims/new/", claims.new_claim, name="new_claim"),
    path("claims/near/", triage.near_claims, name="near_claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/near/", triage.near_claim, name="near_claim"),
    path("claims/<int:pk>/queue/", claims.queue_claim, name="queue_claim"),
]
