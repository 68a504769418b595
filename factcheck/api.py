"""The addresses of the API, gathered from the apps. docs/reference/api.md documents each."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path, re_path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.api import EraseName, Me, SetByline
from claims.attachments.api import OpenAttachments
from claims.claimants.api import ClaimantDetail, Claimants
from claims.feeds.api import (
    ChooseOffered,
    Entries,
    FeedDetail,
    Feeds,
    PollFeed,
    StartFeed,
    StopFeed,
)
from claims.processing.api import ArticleDetail, Articles, LeftOverIsText, LookAgain, ReadAgain
from claims.ranking.api import PreferenceDetail, PreferenceList, Ranking
from claims.second_reader.api import ReadSecondAgain
from claims.statements.api import MarkStatement
from readers.api import CheckDetail, Checks, VersionDocument
from reviews.api.claims import ClaimDetail, ClaimQueue, Claims
from reviews.api.corrections import ConfirmCorrection, ProposeCorrection
from reviews.api.drafts import RewordClaim, SaveDraft
from reviews.api.leases import ParkReview, RenewLease
from reviews.api.missing_words import SettleWords, UnsettleWords
from reviews.api.plans import PlanReview
from reviews.api.retractions import DeclineRetraction, Retraction
from reviews.api.reviews import MakeMove, ReviewDetail, Reviews, TakeNext
from reviews.archived_pages.api import (
    DescribeSnapshot,
    EraseSnapshot,
    PublishSnapshot,
    RemoveArchivedCopy,
    RetryCapture,
    TranscribeSnapshot,
)
from reviews.archived_pages.quarantine_api import (
    DestroyArticle,
    DestroyQuarantined,
    DestroyTip,
    FetchArticle,
    FetchQuarantined,
    FetchTip,
    QuarantineArticle,
    QuarantineSnapshot,
    QuarantineTip,
    ReleaseArticle,
    ReleaseQuarantine,
    ReleaseTip,
)
from reviews.calculations.api import AddCalculation, RemoveCalculation, RestoreCalculation
from reviews.claimants.api import DescribeClaimant
from reviews.evidence.api import (
    AttachEvidence,
    DescribeEvidence,
    GivePage,
    RestoreEvidence,
    TakeNear,
    UndescribeEvidence,
    WithdrawEvidence,
)
from reviews.evidence.origin_api import ConfirmOrigin, RefuseOrigin, UndecideOrigin
from reviews.evidence.source_api import RemoveSource, Sources
from reviews.failed_jobs.api import Jobs, RetryJob
from reviews.proposals.api import DismissProposal, Find, Proposals, TakeProposal, UndoProposal
from reviews.proposed_changes.api import ConfirmChange, ProposedChanges, RefuseChange
from reviews.replies.api import NoteAnswer, NoteReply, ReplyTemplates
from reviews.standards.api import DeskStandard
from reviews.tips.api import AnswerTip, CloseTip, EraseTip, ReadTip, Tips, UndoTip
from reviews.tips.reports_api import (
    AnswerReport,
    CloseReport,
    EraseReport,
    Reports,
    SendReport,
    UndoReport,
)
from reviews.triage.api import (
    AcceptAll,
    AcceptStatement,
    ChooseSpeaker,
    CorrectStatement,
    DeclineAll,
    DeclineStatement,
    RejoinStatement,
    SplitStatement,
    UndoAll,
    UndoSpeaker,
    UndoTriage,
)
from reviews.triage.privacy_api import ReleaseWords, SetDocket, SetPrivacy
from reviews.watch.api import CheckLivePage, SettleWatch, UnsettleWatch, Watches
from reviews.watch.diff_api import WatchDifference
from reviews.withholding.api import (
    ConfirmWithholding,
    KeepWithholding,
    LiftWithholding,
    OtherSpellings,
    Withhold,
    WithholdingDetail,
    Withholdings,
)
from sources.captures.api import CaptureDetail, Captures
from sources.snapshots.api import (
    ArchivedCopies,
    Conversations,
    SnapshotDetail,
    SnapshotRaw,
    Snapshots,
    SnapshotWarc,
)


class NoSuchAddress(APIView):
    """Every other address under /api/, so that a mistyped one is refused as a problem too."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound(
            "There is nothing at this address. Addresses of the API end with a slash."
        )


# Swagger UI brings a style of its own in the page: the one page that may. Its renderer has no
# template for an answer to OPTIONS.
documentation = require_safe(
    csp_update({"style-src": [SELF, UNSAFE_INLINE]})(
        SpectacularSwaggerSplitView.as_view(url_name="api_schema")
    )
)

urlpatterns = [
    path("me/", Me.as_view(), name="api_me"),
    path("me/by-line/", SetByline.as_view(), name="api_my_byline"),
    path("people/<str:username>/by-line/", SetByline.as_view(), name="api_byline"),
    path("people/<str:username>/erase-name/", EraseName.as_view(), name="api_erase_name"),
    path("articles/", Articles.as_view(), name="api_articles"),
    path("articles/<int:pk>/", ArticleDetail.as_view(), name="api_article"),
    path("articles/<int:pk>/statements/", MarkStatement.as_view(), name="api_mark"),
    path("articles/<int:pk>/read-again/", ReadAgain.as_view(), name="api_read_again"),
    path(
        "articles/<int:pk>/second-reading/",
        ReadSecondAgain.as_view(),
        name="api_read_second_again",
    ),
    path("articles/<int:pk>/left-over/", LeftOverIsText.as_view(), name="api_left_over"),
    path("articles/<int:pk>/look-again/", LookAgain.as_view(), name="api_look_again"),
    path(
        "articles/<int:pk>/open-attachments/",
        OpenAttachments.as_view(),
        name="api_open_attachments",
    ),
    path(
        "articles/<int:pk>/quarantine/",
        QuarantineArticle.as_view(),
        name="api_quarantine_article",
    ),
    path(
        "articles/<int:pk>/release-quarantine/",
        ReleaseArticle.as_view(),
        name="api_release_article",
    ),
    path(
        "articles/<int:pk>/destroy-quarantined/",
        DestroyArticle.as_view(),
        name="api_destroy_article",
    ),
    path(
        "articles/<int:pk>/fetch-quarantined/",
        FetchArticle.as_view(),
        name="api_fetch_article",
    ),
    path("articles/<int:pk>/privacy/", SetPrivacy.as_view(), name="api_privacy"),
    path("feeds/", Feeds.as_view(), name="api_feeds"),
    path("feeds/<int:pk>/", FeedDetail.as_view(), name="api_feed"),
    path("feeds/<int:pk>/entries/", Entries.as_view(), name="api_feed_entries"),
    path("feeds/<int:pk>/poll/", PollFeed.as_view(), name="api_feed_poll"),
    path("feeds/<int:pk>/stop/", StopFeed.as_view(), name="api_feed_stop"),
    path("feeds/<int:pk>/start/", StartFeed.as_view(), name="api_feed_start"),
    path("feeds/<int:pk>/choose/", ChooseOffered.as_view(), name="api_feed_choose"),
    path("statements/<int:pk>/accept/", AcceptStatement.as_view(), name="api_accept"),
    path("statements/<int:pk>/decline/", DeclineStatement.as_view(), name="api_decline"),
    path("statements/<int:pk>/undo/", UndoTriage.as_view(), name="api_undo"),
    path("statements/<int:pk>/split/", SplitStatement.as_view(), name="api_split"),
    path("statements/<int:pk>/rejoin/", RejoinStatement.as_view(), name="api_rejoin"),
    path("statements/<int:pk>/settle/", SettleWords.as_view(), name="api_settle_words"),
    path("statements/<int:pk>/unsettle/", UnsettleWords.as_view(), name="api_unsettle_words"),
    path("statements/<int:pk>/correct/", CorrectStatement.as_view(), name="api_correct"),
    path(
        "statements/<int:pk>/choose-speaker/",
        ChooseSpeaker.as_view(),
        name="api_choose_speaker",
    ),
    path("statements/<int:pk>/undo-speaker/", UndoSpeaker.as_view(), name="api_undo_speaker"),
    path("statements/<int:pk>/docket/", ReleaseWords.as_view(), name="api_release_words"),
    path("statements/accept/", AcceptAll.as_view(), name="api_accept_all"),
    path("statements/decline/", DeclineAll.as_view(), name="api_decline_all"),
    path("statements/undo/", UndoAll.as_view(), name="api_undo_all"),
    path("ranking/", Ranking.as_view(), name="api_ranking"),
    path("leanings/", PreferenceList.as_view(), name="api_leanings"),
    path("leanings/<int:pk>/", PreferenceDetail.as_view(), name="api_leaning"),
    path("claims/", Claims.as_view(), name="api_claims"),
    path("claims/<int:pk>/", ClaimDetail.as_view(), name="api_claim"),
    path("claims/<int:pk>/queue/", ClaimQueue.as_view(), name="api_queue"),
    path("claims/<int:pk>/docket/", SetDocket.as_view(), name="api_docket"),
    path("claimants/", Claimants.as_view(), name="api_claimants"),
    path("claimants/<int:pk>/", ClaimantDetail.as_view(), name="api_claimant"),
    path("claimants/<int:pk>/describe/", DescribeClaimant.as_view(), name="api_describe"),
    path("reviews/", Reviews.as_view(), name="api_reviews"),
    path("reviews/take-next/", TakeNext.as_view(), name="api_take_next"),
    path("reviews/<int:pk>/", ReviewDetail.as_view(), name="api_review"),
    path("reviews/<int:pk>/reword/", RewordClaim.as_view(), name="api_reword"),
    path("reviews/<int:pk>/draft/", SaveDraft.as_view(), name="api_draft"),
    path("reviews/<int:pk>/evidence/", AttachEvidence.as_view(), name="api_attach"),
    path("reviews/<int:pk>/correction/", ProposeCorrection.as_view(), name="api_correction"),
    path(
        "reviews/<int:pk>/correction/confirm/",
        ConfirmCorrection.as_view(),
        name="api_confirm_correction",
    ),
    path("reviews/<int:pk>/retraction/", Retraction.as_view(), name="api_retraction"),
    path(
        "reviews/<int:pk>/retraction/decline/",
        DeclineRetraction.as_view(),
        name="api_decline_retraction",
    ),
    path("reviews/<int:pk>/proposals/", Proposals.as_view(), name="api_proposals"),
    path("reviews/<int:pk>/find/", Find.as_view(), name="api_find"),
    path("proposals/<int:pk>/take/", TakeProposal.as_view(), name="api_take_proposal"),
    path("proposals/<int:pk>/dismiss/", DismissProposal.as_view(), name="api_dismiss"),
    path("proposals/<int:pk>/undo/", UndoProposal.as_view(), name="api_undo_proposal"),
    path(
        "reviews/<int:pk>/calculations/", AddCalculation.as_view(), name="api_add_calculation"
    ),
    path("calculations/<int:pk>/", RemoveCalculation.as_view(), name="api_calculation"),
    path(
        "calculations/<int:pk>/restore/",
        RestoreCalculation.as_view(),
        name="api_restore_calculation",
    ),
    path("reviews/<int:pk>/replies/", NoteReply.as_view(), name="api_note_reply"),
    path("standard/", DeskStandard.as_view(), name="api_standard"),
    path("reply-templates/", ReplyTemplates.as_view(), name="api_reply_templates"),
    path("replies/<int:pk>/answer/", NoteAnswer.as_view(), name="api_note_answer"),
    path("reviews/<int:pk>/withhold/", Withhold.as_view(), name="api_withhold"),
    path("withholdings/", Withholdings.as_view(), name="api_withholdings"),
    path("withholdings/spellings/", OtherSpellings.as_view(), name="api_other_spellings"),
    path("withholdings/<int:pk>/", WithholdingDetail.as_view(), name="api_withholding"),
    path(
        "withholdings/<int:pk>/confirm/",
        ConfirmWithholding.as_view(),
        name="api_confirm_withholding",
    ),
    path("withholdings/<int:pk>/keep/", KeepWithholding.as_view(), name="api_keep_withholding"),
    path("withholdings/<int:pk>/lift/", LiftWithholding.as_view(), name="api_lift_withholding"),
    path("reviews/<int:pk>/park/", ParkReview.as_view(), name="api_park"),
    path("reviews/<int:pk>/renew-lease/", RenewLease.as_view(), name="api_renew_lease"),
    path("reviews/<int:pk>/sources/", Sources.as_view(), name="api_sources"),
    path("sources/<int:pk>/", RemoveSource.as_view(), name="api_source"),
    path("reviews/<int:pk>/plan/", PlanReview.as_view(), name="api_plan"),
    path("reviews/<int:pk>/<slug:move>/", MakeMove.as_view(), name="api_move"),
    path("evidence/<int:pk>/", DescribeEvidence.as_view(), name="api_describe_evidence"),
    path("evidence/<int:pk>/undescribe/", UndescribeEvidence.as_view(), name="api_undescribe"),
    path("evidence/<int:pk>/page/", GivePage.as_view(), name="api_give_page"),
    path("evidence/<int:pk>/take-near/", TakeNear.as_view(), name="api_take_near"),
    path("origins/<int:pk>/confirm/", ConfirmOrigin.as_view(), name="api_confirm_origin"),
    path("origins/<int:pk>/refuse/", RefuseOrigin.as_view(), name="api_refuse_origin"),
    path("origins/<int:pk>/undo/", UndecideOrigin.as_view(), name="api_undecide_origin"),
    path("evidence/<int:pk>/withdraw/", WithdrawEvidence.as_view(), name="api_withdraw"),
    path("evidence/<int:pk>/restore/", RestoreEvidence.as_view(), name="api_restore"),
    path("evidence/<int:pk>/look/", CheckLivePage.as_view(), name="api_look"),
    path("watches/", Watches.as_view(), name="api_watches"),
    path("watches/<int:pk>/difference/", WatchDifference.as_view(), name="api_difference"),
    path("watches/<int:pk>/settle/", SettleWatch.as_view(), name="api_settle"),
    path("watches/<int:pk>/unsettle/", UnsettleWatch.as_view(), name="api_unsettle"),
    path("snapshots/", Snapshots.as_view(), name="api_snapshots"),
    path("snapshots/<int:pk>/", SnapshotDetail.as_view(), name="api_snapshot"),
    path("snapshots/<int:pk>/describe/", DescribeSnapshot.as_view(), name="api_describe_kept"),
    path("snapshots/<int:pk>/public/", PublishSnapshot.as_view(), name="api_kept_public"),
    path("snapshots/<int:pk>/type/", TranscribeSnapshot.as_view(), name="api_type"),
    path("snapshots/<int:pk>/archived/", ArchivedCopies.as_view(), name="api_archived"),
    path("snapshots/<int:pk>/raw/", SnapshotRaw.as_view(), name="api_raw"),
    path("snapshots/<int:pk>/warc/", SnapshotWarc.as_view(), name="api_warc"),
    path("snapshots/<int:pk>/erase/", EraseSnapshot.as_view(), name="api_erase"),
    path("snapshots/<int:pk>/quarantine/", QuarantineSnapshot.as_view(), name="api_quarantine"),
    path(
        "snapshots/<int:pk>/release-quarantine/",
        ReleaseQuarantine.as_view(),
        name="api_release_quarantine",
    ),
    path(
        "snapshots/<int:pk>/destroy-quarantined/",
        DestroyQuarantined.as_view(),
        name="api_destroy_quarantined",
    ),
    path(
        "snapshots/<int:pk>/fetch-quarantined/",
        FetchQuarantined.as_view(),
        name="api_fetch_quarantined",
    ),
    path("archived/<int:pk>/", RemoveArchivedCopy.as_view(), name="api_archived_copy"),
    path("proposed-changes/", ProposedChanges.as_view(), name="api_proposed_changes"),
    path(
        "proposed-changes/<int:pk>/confirm/", ConfirmChange.as_view(), name="api_confirm_change"
    ),
    path("proposed-changes/<int:pk>/refuse/", RefuseChange.as_view(), name="api_refuse_change"),
    path("conversations/", Conversations.as_view(), name="api_conversations"),
    path("captures/", Captures.as_view(), name="api_captures"),
    path("captures/<int:pk>/", CaptureDetail.as_view(), name="api_capture"),
    path("captures/<int:pk>/retry/", RetryCapture.as_view(), name="api_retry"),
    path("jobs/", Jobs.as_view(), name="api_jobs"),
    path("jobs/<slug:kind>/<int:pk>/retry/", RetryJob.as_view(), name="api_retry_job"),
    path("tips/", Tips.as_view(), name="api_tips"),
    path("tips/<int:pk>/read/", ReadTip.as_view(), name="api_tip_read"),
    path("tips/<int:pk>/answer/", AnswerTip.as_view(), name="api_tip_answer"),
    path("tips/<int:pk>/spam/", CloseTip.as_view(), name="api_tip_spam"),
    path("tips/<int:pk>/undo/", UndoTip.as_view(), name="api_tip_undo"),
    path("tips/<int:pk>/quarantine/", QuarantineTip.as_view(), name="api_quarantine_tip"),
    path("tips/<int:pk>/release-quarantine/", ReleaseTip.as_view(), name="api_release_tip"),
    path("tips/<int:pk>/destroy-quarantined/", DestroyTip.as_view(), name="api_destroy_tip"),
    path("tips/<int:pk>/fetch-quarantined/", FetchTip.as_view(), name="api_fetch_tip"),
    path("tips/<int:pk>/erase/", EraseTip.as_view(), name="api_tip_erase"),
    path("checks/<slug:slug>/report/", SendReport.as_view(), name="api_send_report"),
    path("reports/", Reports.as_view(), name="api_reports"),
    path("reports/<int:pk>/answer/", AnswerReport.as_view(), name="api_report_answer"),
    path("reports/<int:pk>/close/", CloseReport.as_view(), name="api_report_close"),
    path("reports/<int:pk>/undo/", UndoReport.as_view(), name="api_report_undo"),
    path("reports/<int:pk>/erase/", EraseReport.as_view(), name="api_report_erase"),
    path("checks/", Checks.as_view(), name="api_checks"),
    path("checks/<slug:slug>/", CheckDetail.as_view(), name="api_check"),
    path(
        "checks/<slug:slug>/versions/<int:number>/document/",
        VersionDocument.as_view(),
        name="api_document",
    ),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", documentation, name="api_docs"),
    re_path("", NoSuchAddress.as_view(), name="api_nothing"),
]
