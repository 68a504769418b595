"""The approval page: one version, what changed in it, and the editor's decision."""

from typing import TypedDict

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from accounts.models import User
from desk.move_offers import MoveOffer, move_offers
from desk.responses import UNPROCESSABLE, render_page
from readers.row_ids import key_in
from reviews.publication.models.publications import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import as_the_desk_may_see
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.markdown import render_body as prose
from reviews.review.models import Review
from reviews.revisions.authors import names, with_names
from reviews.revisions.checklist import Check, checks
from reviews.revisions.diff import Comparison, compare
from reviews.revisions.document import Document
from reviews.revisions.models import Approval, Revision
from reviews.sentences import Sentence, translate
from reviews.workflow import gates, moves


def last_seen(review: Review, user: User) -> int | None:
    """The number of the newest earlier version that this person had open or decided on."""
    newest = Revision.objects.newest_of(review)
    earlier = review.seen.filter(user=user).exclude(revision=newest)
    return (
        earlier.order_by("-revision__number").values_list("revision__number", flat=True).first()
    )


def _base(request: UserRequest, revisions: dict[int, Revision], seen: int | None) -> int | None:
    """The version to compare with: `since`, else the one last seen; 0 compares with nothing."""
    asked = key_in(request.GET.get("since"))
    number = (seen or 0) if asked is None else asked
    return number if number in revisions else None


@desk_only
@require_GET
def approval(request: UserRequest, pk: int) -> HttpResponse:
    """The newest version against the one that this editor saw last."""
    return show_approval(request, pk)


def show_approval(request: UserRequest, pk: int, *, unsure: str = "") -> HttpResponse:
    """Respond with the page; `unsure` says next to the tick why nothing was published (422)."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    revisions = {one.number: one for one in review.revisions.select_related("submitted_by")}
    if not revisions:
        return redirect("desk:review", pk)
    newest = revisions[max(revisions)]
    have = request.GET.get("have", "")
    if have:
        return _anything_new(request, review, newest, have)
    shown = {
        "review": review,
        "claim": review.claim,
        **_version(request, review, revisions),
        **_decision(request, review, newest),
        "unsure": unsure,
        "place": "turn",
    }
    return render_page(
        request, "desk/approval/approval.html", shown, UNPROCESSABLE if unsure else 200
    )


class VersionContext(TypedDict):
    """The newest version and its difference from `base`, the number of an earlier one.

    `seen` is the version that this person saw last, `fine` how many of `checks` passed.
    """

    revision: Revision
    frozen: Document
    authors: list[str]
    seen: int | None
    base: int | None
    previous: int
    change: Comparison
    prose: SafeString
    checks: list[Check]
    fine: int


def _version(
    request: UserRequest, review: Review, revisions: dict[int, Revision]
) -> VersionContext:
    newest = revisions[max(revisions)]
    seen = last_seen(review, request.user)
    base = _base(request, revisions, seen)
    before = with_names(as_the_desk_may_see(revisions[base].frozen)) if base else None
    frozen = with_names(as_the_desk_may_see(newest.frozen))
    answered = checks(frozen)
    return {
        "revision": newest,
        "frozen": frozen,
        "authors": names(frozen),
        "seen": seen,
        "base": base,
        "previous": newest.number - 1,
        "change": compare(before, frozen),
        "prose": prose(frozen["body"], {piece["number"] for piece in frozen["evidence"]}),
        "checks": answered,
        "fine": sum(check.is_fine for check in answered),
    }


class DecisionContext(TypedDict):
    """What this editor can decide, and reasons against it."""

    warnings: list[Sentence]
    approval: Approval | None
    may_approve_reason: str
    step: dict[str, MoveOffer]
    publishing: MoveOffer | None
    publication: Publication | None
    withheld: QuerySet[Withholding]


def _decision(request: UserRequest, review: Review, newest: Revision) -> DecisionContext:
    steps = move_offers(review, request.user)
    public = Publication.objects.live_of(review)
    return {
        "warnings": gates.publication_warnings(newest),
        "approval": newest.approval,
        "may_approve_reason": translate(
            policies.why_not(request.user, review_table.APPROVE, review)
        ),
        "step": steps,
        "publishing": steps.get("correct" if public else "publish"),
        "publication": public,
        "withheld": Withholding.objects.of_claim(review.claim_id).in_force().for_lists(),
    }


def _anything_new(
    request: UserRequest, review: Review, newest: Revision, have: str
) -> HttpResponse:
    """Tell an open page whether there is a newer version; 204 if there is none."""
    if have == f"{newest.number}-{review.state}":
        return HttpResponse(status=204)
    shown = {"review": review, "revision": newest}
    return render(request, "desk/approval/outdated.html", shown)


@desk_only
@require_POST
def seen(request: UserRequest, pk: int) -> HttpResponse:
    """Note that a version was really visible on the screen."""
    review = get_object_or_404(Review, pk=pk)
    number = key_in(request.POST.get("revision")) or 0
    revision = get_object_or_404(review.revisions, number=number)
    moves.note_seen(revision, by=request.user)
    return HttpResponse(status=204)
