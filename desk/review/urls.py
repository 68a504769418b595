"""Addresses of one review. `move` takes any name, so it comes last."""

from django.urls import path

from desk.review import (
    calculations,
    draft,
    evidence,
    evidence_metadata,
    moves,
    origins,
    proposals,
    replies,
    views,
    watch,
)

urlpatterns = [
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/ledger/", views.ledger, name="ledger"),
    path("reviews/<int:pk>/needed/", views.needed, name="needed"),
    path("reviews/<int:pk>/prose/", views.preview, name="prose"),
    path("reviews/<int:pk>/draft/", draft.draft, name="draft"),
    path("reviews/<int:pk>/saves/", views.saves, name="draft_saves"),
    path("reviews/<int:pk>/sources/", evidence.source_add, name="source_add"),
    path("reviews/<int:pk>/evidence/", evidence.evidence_add, name="evidence_add"),
    path(
        "reviews/<int:pk>/captures/<int:capture>/retry/",
        evidence.capture_retry,
        name="capture_retry",
    ),
    path("reviews/<int:pk>/reword/", moves.reword, name="reword"),
    path("reviews/<int:pk>/note-reply/", replies.note_reply, name="note_reply"),
    path("reviews/<int:pk>/reply-message/", replies.reply_message, name="reply_message"),
    path("replies/<int:pk>/answer/", replies.note_answer, name="note_answer"),
    path(
        "reviews/<int:pk>/calculations/", calculations.add_calculation, name="add_calculation"
    ),
    path(
        "reviews/<int:pk>/calculations/try/",
        calculations.preview_calculation,
        name="preview_calculation",
    ),
    path(
        "calculations/<int:pk>/remove/",
        calculations.remove_calculation,
        name="remove_calculation",
    ),
    path(
        "calculations/<int:pk>/restore/",
        calculations.restore_calculation,
        name="restore_calculation",
    ),
    path("reviews/<int:pk>/renew/", moves.renew, name="renew"),
    path("reviews/<int:pk>/park/", moves.park, name="park"),
    path("sources/<int:pk>/remove/", evidence.source_remove, name="source_remove"),
    path("figures/", evidence_metadata.figures, name="figures"),
    path("evidence/<int:pk>/", evidence_metadata.describe, name="evidence_describe"),
    path(
        "evidence/<int:pk>/stance/<slug:stance>/",
        evidence_metadata.stance,
        name="evidence_stance",
    ),
    path("evidence/<int:pk>/undo/", evidence_metadata.undescribe, name="evidence_undescribe"),
    path("origins/<int:pk>/confirm/", origins.confirm, name="origin_confirm"),
    path("origins/<int:pk>/refuse/", origins.refuse, name="origin_refuse"),
    path("origins/<int:pk>/undo/", origins.undecide, name="origin_undecide"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("evidence/<int:pk>/restore/", evidence.evidence_restore, name="evidence_restore"),
    path(
        "evidence/<int:pk>/take-near/", evidence.evidence_take_near, name="evidence_take_near"
    ),
    path("evidence/<int:pk>/page/", evidence.evidence_give_page, name="evidence_give_page"),
    path("reviews/<int:pk>/proposals/", proposals.proposals, name="proposals"),
    path("reviews/<int:pk>/find/", proposals.find, name="find"),
    path("proposals/<int:pk>/take/", proposals.take, name="proposal_take"),
    path("proposals/<int:pk>/dismiss/", proposals.dismiss, name="proposal_dismiss"),
    path("proposals/<int:pk>/undo/", proposals.undo, name="proposal_undo"),
    path("evidence/<int:pk>/compare/", watch.compare, name="compare"),
    path("evidence/<int:pk>/look/", watch.look, name="evidence_look"),
    path("evidence/<int:pk>/later-copy/", watch.later_copy, name="evidence_later_copy"),
    path("watches/<int:pk>/settle/", watch.settle, name="watch_settle"),
    path("watches/<int:pk>/unsettle/", watch.unsettle, name="watch_unsettle"),
    path("statements/<int:pk>/settle/", watch.settle_words, name="words_settle"),
    path("statements/<int:pk>/unsettle/", watch.unsettle_words, name="words_unsettle"),
    path("reviews/<int:pk>/<slug:move>/", moves.move, name="move"),
]
