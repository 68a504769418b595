"""A correction: the form, and its confirmation by another editor."""

from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest, desk_only
from desk.approval.forms import ConfirmForm, CorrectionForm
from desk.move_offers import MoveOffer, move_offers
from desk.responses import UNPROCESSABLE, add_toast, render_page
from reviews.publication.correction_kinds import more_than_minor
from reviews.publication.correction_preview import TypedTexts, as_corrected
from reviews.publication.models import Correction, Publication
from reviews.publication.models.corrections import ProposedCorrection
from reviews.publication.withheld import as_the_desk_may_see
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.markdown import render_body as prose
from reviews.review.models import Review
from reviews.review.table import State
from reviews.revisions.checklist import checks
from reviews.revisions.diff import Comparison, compare
from reviews.revisions.document import Document, FrozenRating
from reviews.revisions.models import Revision
from reviews.sentences import translate
from reviews.tips.reports import reports_on
from reviews.workflow.corrections import StartingTexts, live_publication

WAITS = {State.SUBMITTED, State.APPROVED}


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: UserRequest, pk: int) -> HttpResponse:
    """Show or send the form; if a corrected version waits, show its confirmation."""
    review = _review(pk)
    publication = live_publication(review)
    if review.state in WAITS:
        if request.method == "POST":
            return redirect("desk:correction", pk)
        return _confirmation(request, review, publication, _asked(review))
    if request.method != "POST":
        form = CorrectionForm.about(StartingTexts(review, publication), by=request.user)
        return _form(request, publication, form)
    form = CorrectionForm(review, by=request.user, data=request.POST)
    if not form.is_sent():
        return _form(request, publication, form, UNPROCESSABLE)
    undo = reverse("desk:move", args=[pk, review_table.RECALL.name])
    add_toast(request, _("Sent. Readers see it once another editor confirms it."), undo=undo)
    return redirect("desk:correction", pk)


@desk_only
@require_POST
def correction_change(request: UserRequest, pk: int) -> HttpResponse:
    """Preview what the open form would change."""
    review = _review(pk)
    form = CorrectionForm(review, by=request.user, data=request.POST)
    shown = _change(live_publication(review), form)
    return render(request, "desk/approval/correction_preview.html", {**shown, "is_live": True})


@desk_only
@require_POST
def correction_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Approve exactly the version on the page, and publish it as a correction."""
    review = _review(pk)
    publication = live_publication(review)
    form = ConfirmForm(request.POST)
    if form.is_confirmed(review, by=request.user):
        add_toast(request, _("Approved and published as a correction."))
        return redirect("desk:review", pk)
    return _confirmation(request, review, publication, form, UNPROCESSABLE)


def _review(pk: int) -> Review:
    reviews = Review.objects.for_lists().select_related("proposed_correction__asked_by")
    return get_object_or_404(reviews, pk=pk)


def _form(
    request: UserRequest, publication: Publication, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    review = form.review
    steps = move_offers(review, request.user)
    shown = {
        "review": review,
        "claim": review.claim,
        "version": publication.versions.last(),
        "form": form,
        "blocked": _why_not_write(review, request),
        "step": steps,
        "place": "turn",
        **_change(publication, form),
    }
    return render_page(request, "desk/approval/correction.html", shown, status)


def _why_not_write(review: Review, request: UserRequest) -> str:
    """Why this person can't send a correction now; empty if they can."""
    if review.state == State.PUBLISHED:
        return translate(policies.why_not(request.user, review_table.REOPEN, review))
    if review.holder_id != request.user.pk:
        who = review.holder.name if review.holder else _("nobody")
        return _("It is in work again, and %(who)s holds it: only its holder can send it.") % {
            "who": who
        }
    return ""


class CorrectionPanel(TypedDict):
    """The panel about the correction as readers will see it; `rating_before` if it changed."""

    panel_head: str
    panel_text: str
    rating: FrozenRating | None
    rating_before: FrozenRating | None


class CorrectionPreview(CorrectionPanel):
    """The difference from what readers see now, and what the form still needs."""

    publication: Publication
    change: Comparison
    not_minor: list[str]
    kind: str
    needed: list[str]


def _change(publication: Publication, form: CorrectionForm) -> CorrectionPreview:
    given = {name: form[name].value() or "" for name in form.fields}
    before = as_the_desk_may_see(publication.revision.frozen)
    texts: TypedTexts = {
        "claim": given["claim"],
        "rating": given["rating"],
        "conclusion": given["conclusion"],
        "body": given["body"],
    }
    after = as_the_desk_may_see(as_corrected(form.review, texts))
    change = compare(before, after)
    not_minor = more_than_minor(before, after)
    kind = "" if given["kind"] == "minor" and not_minor else given["kind"]
    needed = [
        sentence
        for is_missing, sentence in (
            (change.is_empty, _("change the text")),
            (not kind, _("choose the kind")),
            (not given["text"].strip(), _("tell readers what changed")),
        )
        if is_missing
    ]
    return {
        "publication": publication,
        "change": change,
        "not_minor": not_minor,
        "kind": kind,
        "needed": needed,
        **_panel(kind, given["text"], before, after),
    }


def _panel(kind: str, text: str, before: Document, after: Document) -> CorrectionPanel:
    old, new = before["rating"], after["rating"]
    is_same = (old and old["slug"]) == (new and new["slug"])
    return {
        "panel_head": Correction.Kind(kind or "minor").head,
        "panel_text": text.strip(),
        "rating": new,
        "rating_before": None if is_same else old,
    }


def _asked(review: Review) -> ConfirmForm:
    """The confirmation as it was proposed, for the version that waits."""
    proposal, revision = (
        ProposedCorrection.waiting_for(review),
        Revision.objects.newest_of(review),
    )
    proposed = {"kind": proposal.kind, "text": proposal.text} if proposal else {}
    number = revision.number if revision else None
    return ConfirmForm(initial={"revision": number, **proposed})


def _confirmation(
    request: UserRequest,
    review: Review,
    publication: Publication,
    form: ConfirmForm,
    status: int = 200,
) -> HttpResponse:
    revision = Revision.objects.newest_of(review)
    if revision is None or review.state not in WAITS:
        return redirect("desk:correction", review.pk)
    before = as_the_desk_may_see(publication.revision.frozen)
    after = as_the_desk_may_see(revision.frozen)
    steps = move_offers(review, request.user)
    kind = form["kind"].value() or ""
    answered = checks(after)
    shown = {
        "review": review,
        "claim": review.claim,
        "publication": publication,
        "revision": revision,
        "frozen": after,
        "proposal": ProposedCorrection.waiting_for(review),
        "change": compare(before, after),
        "prose": prose(after["body"], {piece["number"] for piece in after["evidence"]}),
        "checks": answered,
        "fine": sum(check.is_fine for check in answered),
        "not_minor": more_than_minor(before, after),
        "form": form,
        "reports": reports_on(review.claim),
        "kind": kind,
        "blocked": _why_not_confirm(review, steps),
        "asked_by_me": review.holder_id == request.user.pk,
        "step": steps,
        "place": "turn",
        **_panel(kind, form["text"].value() or "", before, after),
    }
    return render_page(request, "desk/approval/correction_confirm.html", shown, status)


def _why_not_confirm(review: Review, steps: dict[str, MoveOffer]) -> str:
    """Why this person can't confirm the waiting version; empty if they can."""
    if review.state == State.APPROVED:
        return steps["correct"].reason
    return steps["approve"].reason
