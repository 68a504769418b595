"""Addresses of triage: the statements of one article, and claims and claimants like them."""

from django.urls import path

from desk.triage import decisions, views

urlpatterns = [
    path("articles/<int:pk>/mark/", decisions.mark, name="mark_statement"),
    path("articles/<int:pk>/accept/", decisions.accept_all, name="accept_all"),
    path("articles/<int:pk>/decline/", decisions.decline_all, name="decline_all"),
    path("articles/<int:pk>/undo/", decisions.undo_all, name="undo_all"),
    path("articles/<int:pk>/cards/", views.cards, name="article_cards"),
    path("articles/<int:pk>/parts/", views.parts, name="article_parts"),
    path("articles/<int:pk>/changes/", views.changes, name="article_changes"),
    path("statements/<int:pk>/accept/", decisions.accept, name="statement_accept"),
    path("statements/<int:pk>/decline/", decisions.decline, name="statement_decline"),
    path("statements/<int:pk>/join/", decisions.join, name="statement_join"),
    path("statements/<int:pk>/split/", decisions.split, name="statement_split"),
    path("statements/<int:pk>/rejoin/", decisions.rejoin, name="statement_rejoin"),
    path("statements/<int:pk>/correct/", decisions.correct, name="statement_correct"),
    path(
        "statements/<int:pk>/choose-speaker/",
        decisions.choose_speaker,
        name="statement_choose_speaker",
    ),
    path(
        "statements/<int:pk>/undo-speaker/",
        decisions.undo_speaker,
        name="statement_undo_speaker",
    ),
    path("statements/<int:pk>/undo/", decisions.undo, name="statement_undo"),
    path("claimants/near/", views.near_claimants, name="near_claimants"),
    path("claims/near/", views.near_claims, name="near_claims"),
    path("claims/<int:pk>/near/", views.near_claim, name="near_claim"),
]
