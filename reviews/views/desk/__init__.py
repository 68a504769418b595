"""The desk's lists and its triage."""

from django.urls import path

from reviews.views.desk import (
    articles,
    claims,
    deciding,
    inbox,
    palette,
    promises,
    triage,
)

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("queue/", inbox.queue, name="queue"),
    path("queue/take-next/", inbox.take_next, name="take_next"),
    path("palette/", palette.palette, name="palette"),
    path("palette/keep/", palette.keep_page, name="keep_page"),
    path("articles/", articles.articles, name="articles"),
    path("articles/new/", articles.new_article, name="new_article"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/taken-in/", articles.taken_in, name="taken_in"),
    path("articles/<int:pk>/read-again/", articles.read_again, name="read_again"),
    path("articles/<int:pk>/left-over/", articles.is_text, name="is_text"),
    path("articles/<int:pk>/mark/", deciding.mark, name="mark_statement"),
    path("articles/<int:pk>/accept/", deciding.accept_all, name="accept_all"),
    path("articles/<int:pk>/decline/", deciding.decline_all, name="decline_all"),
    path("articles/<int:pk>/undo/", deciding.undo_all, name="undo_all"),
    path("articles/<int:pk>/cards/", triage.cards, name="article_cards"),
    path("articles/<int:pk>/parts/", triage.parts, name="article_parts"),
    path("articles/<int:pk>/changes/", triage.changes, name="article_changes"),
    path("statements/<int:pk>/accept/", deciding.accept, name="statement_accept"),
    path("statements/<int:pk>/decline/", deciding.decline, name="statement_decline"),
    path("statements/<int:pk>/join/", deciding.join, name="statement_join"),
    path("statements/<int:pk>/split/", deciding.split, name="statement_split"),
    path("statements/<int:pk>/rejoin/", deciding.rejoin, name="statement_rejoin"),
    path("statements/<int:pk>/correct/", deciding.correct, name="statement_correct"),
    path("statements/<int:pk>/undo/", deciding.undo, name="statement_undo"),
    path("promises/", promises.promises, name="promises"),
    path("claimants/near/", triage.near_claimants, name="near_claimants"),
    path("claims/", claims.claims, name="claims"),
    path("claims/new/", claims.new_claim, name="new_claim"),
    path("claims/near/", triage.near_claims, name="near_claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/near/", triage.near_claim, name="near_claim"),
    path("claims/<int:pk>/queue/", claims.queue_claim, name="queue_claim"),
]
