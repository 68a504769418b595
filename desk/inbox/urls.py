"""The desk's lists and its triage."""

from django.urls import path

from desk.articles import views as article_views
from desk.claims import claimants, promises
from desk.claims import views as claim_views
from desk.inbox import views as inbox_views
from desk.palette import views as palette_views
from desk.triage import decisions
from desk.triage import views as triage_views

urlpatterns = [
    path("", inbox_views.inbox, name="inbox"),
    path("queue/", inbox_views.queue, name="queue"),
    path("queue/take-next/", inbox_views.take_next, name="take_next"),
    path("palette/", palette_views.palette, name="palette"),
    path("palette/keep/", palette_views.keep_page, name="keep_page"),
    path("articles/", article_views.articles, name="articles"),
    path("articles/new/", article_views.new_article, name="new_article"),
    path("articles/<int:pk>/", article_views.article, name="article"),
    path("articles/<int:pk>/taken-in/", article_views.taken_in, name="taken_in"),
    path("articles/<int:pk>/read-again/", article_views.read_again, name="read_again"),
    path("articles/<int:pk>/left-over/", article_views.is_text, name="is_text"),
    path("articles/<int:pk>/mark/", decisions.mark, name="mark_statement"),
    path("articles/<int:pk>/accept/", decisions.accept_all, name="accept_all"),
    path("articles/<int:pk>/decline/", decisions.decline_all, name="decline_all"),
    path("articles/<int:pk>/undo/", decisions.undo_all, name="undo_all"),
    path("articles/<int:pk>/cards/", triage_views.cards, name="article_cards"),
    path("articles/<int:pk>/parts/", triage_views.parts, name="article_parts"),
    path("articles/<int:pk>/changes/", triage_views.changes, name="article_changes"),
    path("statements/<int:pk>/accept/", decisions.accept, name="statement_accept"),
    path("statements/<int:pk>/decline/", decisions.decline, name="statement_decline"),
    path("statements/<int:pk>/join/", decisions.join, name="statement_join"),
    path("statements/<int:pk>/split/", decisions.split, name="statement_split"),
    path("statements/<int:pk>/rejoin/", decisions.rejoin, name="statement_rejoin"),
    path("statements/<int:pk>/correct/", decisions.correct, name="statement_correct"),
    path("statements/<int:pk>/undo/", decisions.undo, name="statement_undo"),
    path("promises/", promises.promises, name="promises"),
    path("claimants/near/", triage_views.near_claimants, name="near_claimants"),
    path("claimants/<int:pk>/", claimants.describe, name="describe_claimant"),
    path("claims/", claim_views.claims, name="claims"),
    path("claims/new/", claim_views.new_claim, name="new_claim"),
    path("claims/near/", triage_views.near_claims, name="near_claims"),
    path("claims/<int:pk>/", claim_views.claim, name="claim"),
    path("claims/<int:pk>/near/", triage_views.near_claim, name="near_claim"),
    path("claims/<int:pk>/queue/", claim_views.queue_claim, name="queue_claim"),
]
