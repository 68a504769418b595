"""The pages of one review. `move` takes any name, so it comes last."""

from django.urls import path

from reviews.views.work import approval, draft, evidence, kept, moves, page, replies, sums

urlpatterns = [
    path("reviews/<int:pk>/", page.review, name="review"),
    path("reviews/<int:pk>/ledger/", page.ledger, name="ledger"),
    path("reviews/<int:pk>/needed/", page.needed, name="needed"),
    path("reviews/<int:pk>/prose/", page.preview, name="prose"),
    path("reviews/<int:pk>/draft/", draft.draft, name="draft"),
    path("reviews/<int:pk>/saves/", page.saves, name="draft_saves"),
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
    path("reviews/<int:pk>/sums/", sums.sum_add, name="sum_add"),
    path("reviews/<int:pk>/sums/try/", sums.sum_try, name="sum_try"),
    path("sums/<int:pk>/remove/", sums.sum_remove, name="sum_remove"),
    path("sums/<int:pk>/restore/", sums.sum_restore, name="sum_restore"),
    path("reviews/<int:pk>/renew/", moves.renew, name="renew"),
    path("reviews/<int:pk>/park/", moves.park, name="park"),
    path("reviews/<int:pk>/approval/", approval.approval, name="approval"),
    path("reviews/<int:pk>/seen/", approval.seen, name="seen"),
    path("kept/", kept.kept_pages, name="kept_pages"),
    path("kept/new/", kept.kept_new, name="kept_new"),
    path("kept/conversation/new/", kept.conversation_new, name="conversation_new"),
    path("kept/<int:pk>/", kept.kept, name="kept"),
    path("kept/<int:pk>/describe/", kept.kept_describe, name="kept_describe"),
    path("kept/<int:pk>/public/", kept.kept_public, name="kept_public"),
    path("kept/<int:pk>/type/", kept.kept_type, name="kept_type"),
    path("kept/<int:pk>/erase/", kept.kept_erase, name="kept_erase"),
    path("kept/<int:pk>/archived/", kept.kept_archived, name="kept_archived"),
    path("archived/<int:pk>/forget/", kept.kept_archived_forget, name="kept_archived_forget"),
    path("sources/<int:pk>/remove/", evidence.source_remove, name="source_remove"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("evidence/<int:pk>/restore/", evidence.evidence_restore, name="evidence_restore"),
    path(
        "evidence/<int:pk>/take-near/", evidence.evidence_take_near, name="evidence_take_near"
    ),
    path("evidence/<int:pk>/page/", evidence.evidence_give_page, name="evidence_give_page"),
    path("reviews/<int:pk>/<slug:move>/", moves.move, name="move"),
]
