"""The pages of one review. `move` takes any name, so it comes last."""

from django.urls import path

from desk.approval import correction, retraction
from desk.approval import views as approval_views
from desk.archive import quarantine
from desk.archive import views as archive_views
from desk.review import (
    calculations,
    draft,
    evidence,
    evidence_metadata,
    moves,
    origins,
    replies,
)
from desk.review import views as review_views
from desk.withholding import views as withholding_views

urlpatterns = [
    path("reviews/<int:pk>/", review_views.review, name="review"),
    path("reviews/<int:pk>/ledger/", review_views.ledger, name="ledger"),
    path("reviews/<int:pk>/needed/", review_views.needed, name="needed"),
    path("reviews/<int:pk>/prose/", review_views.preview, name="prose"),
    path("reviews/<int:pk>/draft/", draft.draft, name="draft"),
    path("reviews/<int:pk>/saves/", review_views.saves, name="draft_saves"),
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
    path("reviews/<int:pk>/sums/", calculations.sum_add, name="sum_add"),
    path("reviews/<int:pk>/sums/try/", calculations.sum_try, name="sum_try"),
    path("sums/<int:pk>/remove/", calculations.sum_remove, name="sum_remove"),
    path("sums/<int:pk>/restore/", calculations.sum_restore, name="sum_restore"),
    path("reviews/<int:pk>/renew/", moves.renew, name="renew"),
    path("reviews/<int:pk>/park/", moves.park, name="park"),
    path("reviews/<int:pk>/approval/", approval_views.approval, name="approval"),
    path("reviews/<int:pk>/correction/", correction.correction, name="correction"),
    path(
        "reviews/<int:pk>/correction/change/",
        correction.correction_change,
        name="correction_change",
    ),
    path(
        "reviews/<int:pk>/correction/confirm/",
        correction.correction_confirm,
        name="correction_confirm",
    ),
    path("reviews/<int:pk>/retraction/", retraction.retraction, name="retraction"),
    path("reviews/<int:pk>/withhold/", withholding_views.withhold, name="withhold"),
    path(
        "reviews/<int:pk>/withhold/found/",
        withholding_views.withhold_found,
        name="withhold_found",
    ),
    path("withheld/", withholding_views.withholdings, name="withholdings"),
    path("withheld/<int:pk>/<slug:act>/", withholding_views.withholding, name="withholding"),
    path("reviews/<int:pk>/seen/", approval_views.seen, name="seen"),
    path("kept/", archive_views.kept_pages, name="kept_pages"),
    path("kept/new/", archive_views.kept_new, name="kept_new"),
    path("kept/conversation/new/", archive_views.conversation_new, name="conversation_new"),
    path("kept/<int:pk>/", archive_views.kept, name="kept"),
    path("kept/<int:pk>/describe/", archive_views.kept_describe, name="kept_describe"),
    path("kept/<int:pk>/public/", archive_views.kept_public, name="kept_public"),
    path("kept/<int:pk>/type/", archive_views.kept_type, name="kept_type"),
    path("kept/<int:pk>/erase/", archive_views.kept_erase, name="kept_erase"),
    *quarantine.urlpatterns,
    path("kept/<int:pk>/archived/", archive_views.kept_archived, name="kept_archived"),
    path(
        "archived/<int:pk>/forget/",
        archive_views.kept_archived_forget,
        name="kept_archived_forget",
    ),
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
    path("reviews/<int:pk>/<slug:move>/", moves.move, name="move"),
]
