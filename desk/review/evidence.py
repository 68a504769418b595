"""The sources of a review, and the passages taken from them."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast, respond_to_form
from desk.review.evidence_forms import EvidenceForm
from desk.review.forms import SourceForm
from readers.row_ids import key_in
from reviews.evidence import actions as evidence_actions
from reviews.evidence import captures
from reviews.evidence.models import Evidence, Source
from reviews.review.models import Review


def review_url(review: Review, anchor: str = "evidence") -> str:
    return f"{reverse('desk:review', args=[review.pk])}#{anchor}"


@desk_only
@require_POST
def source_add(request: UserRequest, pk: int) -> HttpResponse:
    """Add an address or a saved page. `instead` is a failed source that it replaces."""
    review = get_object_or_404(Review, pk=pk)
    instead = review.sources.filter(pk=key_in(request.POST.get("instead")) or 0).first()

    def add() -> None:
        with transaction.atomic():
            page = form.page(by=request.user)
            evidence_actions.add_source(review, instead=instead, by=request.user, **page)

    form = SourceForm(request.POST, request.FILES)
    heading = _("The page was not added. Nothing you typed is lost.")
    return respond_to_form(
        request, review, form, add, heading=heading, back=review_url(review, "sources")
    )


@desk_only
@require_POST
def source_remove(request: UserRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.with_pages(), pk=pk)
    evidence_actions.remove_source(source, by=request.user)
    add_toast(
        request,
        _("The page is no longer among the sources of this review. The archived page stays."),
    )
    return redirect(review_url(source.review, "sources"))


@desk_only
@require_POST
def evidence_add(request: UserRequest, pk: int) -> HttpResponse:
    """Add a passage as evidence, from an archived page or one that will be fetched."""
    review = get_object_or_404(Review, pk=pk)
    prefix = "words" if "words-quote" in request.POST else None
    form = EvidenceForm(request.POST, prefix=prefix)
    added: list[Evidence] = []

    def attach() -> None:
        given = dict(form.cleaned_data)
        if given["snapshot"] is not None:
            given["url"] = ""
        added.append(evidence_actions.attach_evidence(review, by=request.user, **given))
        undo = reverse("desk:evidence_withdraw", args=[added[0].pk])
        add_toast(
            request, _("Evidence [%(number)s] added.") % {"number": added[0].number}, undo=undo
        )

    heading = _("The evidence was not added. Nothing you typed is lost.")
    response = respond_to_form(
        request, review, form, attach, heading=heading, back=review_url(review)
    )
    if added:
        return redirect(review_url(review, f"evidence-{added[0].number}"))
    return response


@desk_only
@require_POST
def evidence_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    piece = get_object_or_404(Evidence.objects.select_related("review"), pk=pk)
    piece = evidence_actions.withdraw_evidence(
        piece, note=request.POST.get("note", "")[:500], by=request.user
    )
    undo = reverse("desk:evidence_restore", args=[piece.pk])
    add_toast(
        request, _("Evidence [%(number)s] withdrawn.") % {"number": piece.number}, undo=undo
    )
    return redirect(review_url(piece.review))


@desk_only
@require_POST
def evidence_restore(request: UserRequest, pk: int) -> HttpResponse:
    piece = get_object_or_404(Evidence.objects.select_related("review"), pk=pk)
    piece = evidence_actions.restore_evidence(piece, by=request.user)
    add_toast(request, _("Evidence [%(number)s] is used again.") % {"number": piece.number})
    return redirect(review_url(piece.review, f"evidence-{piece.number}"))


@desk_only
@require_POST
def evidence_take_near(request: UserRequest, pk: int) -> HttpResponse:
    """Use the page's own words instead of the ones that were given."""
    piece = get_object_or_404(Evidence.objects.select_related("review"), pk=pk)
    piece = evidence_actions.take_near(piece, by=request.user)
    add_toast(
        request, _("[%(number)s] now has the page’s own words.") % {"number": piece.number}
    )
    return redirect(review_url(piece.review, f"evidence-{piece.number}"))


@desk_only
@require_POST
def evidence_give_page(request: UserRequest, pk: int) -> HttpResponse:
    """Another address, or a file, for a piece whose page could not be archived."""
    piece = get_object_or_404(Evidence.objects.select_related("review", "capture"), pk=pk)

    def give() -> None:
        with transaction.atomic():
            page = form.page(by=request.user)
            evidence_actions.give_page(piece, by=request.user, **page)

    form = SourceForm(request.POST, request.FILES)
    heading = _("Evidence [%(number)s] still has no page. Nothing you typed is lost.") % {
        "number": piece.number
    }
    back = review_url(piece.review, f"evidence-{piece.number}")
    return respond_to_form(request, piece.review, form, give, heading=heading, back=back)


@desk_only
@require_POST
def capture_retry(request: UserRequest, pk: int, capture: int) -> HttpResponse:
    """Try again to archive a page of this review that could not be archived."""
    review = get_object_or_404(Review, pk=pk)
    failed = get_object_or_404(review.captures(), pk=capture)
    captures.retry_capture_of(review, failed, by=request.user)
    return redirect(review_url(review))
