"""The live page of a piece of evidence: check it, compare it, settle a change."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims.statements.models import Statement
from desk.responses import PROPOSED, add_toast, render_page, respond_to_form
from desk.review.evidence import review_url
from desk.review.evidence_list import where_from
from desk.review.forms import SourceForm
from reviews.evidence.models import Evidence
from reviews.proposed_changes import actions as proposed_change_actions
from reviews.proposed_changes.models import ProposedChange
from reviews.review import policies
from reviews.review import table as review_table
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch.diff import diff_watch
from reviews.watch.models import Watch
from reviews.watch.shown_facts import settle_or_propose


def _piece(pk: int) -> Evidence:
    rows = Evidence.objects.with_pages().select_related(
        "watch__found__content", "review__claim"
    )
    return get_object_or_404(rows, pk=pk)


def _back(request: UserRequest, piece: Evidence) -> str:
    """Back to the page with the button: the inbox, the comparison or the review."""
    places = {
        "inbox": reverse("desk:inbox"),
        "compare": reverse("desk:compare", args=[piece.pk]),
    }
    fallback = review_url(piece.review, f"evidence-{piece.number}")
    return places.get(request.POST.get("from", ""), fallback)


@desk_only
@require_GET
def compare(request: UserRequest, pk: int) -> HttpResponse:
    """The archived page next to the page as last seen, and what can be done about it."""
    piece = _piece(pk)
    watch = Watch.objects.filter(pk=pk).with_evidence().first()
    is_looking = watch is not None and watch.is_looking
    if request.htmx:  # asked while a look is on its way
        there = {"HX-Refresh": "true"}
        return HttpResponse(status=204) if is_looking else HttpResponse(headers=there)
    compared = diff_watch(watch) if watch else None
    shown = {
        "piece": piece,
        "review": piece.review,
        "where": where_from(piece),
        "watch": watch,
        "says": watch
        and watch_assess.describe_state(watch.page, watch.passage, watch.near_percent),
        "may_settle": watch is not None and policies.may_write(request.user, piece.review),
        "changes": proposed_change_actions.changes_waiting_for(watch)
        if watch is not None
        else [],
        "may_put_in": policies.may_write(request.user, piece.review),
        "may_reopen": not policies.why_not(request.user, review_table.REOPEN, piece.review)
        and piece.review.state in review_table.REOPEN.edges,
        "place": "turn",
        "has_texts": compared is not None,
        "words": compared and compared.words,
        "lines": compared and compared.lines,
    }
    return render_page(request, "desk/review/page_comparison.html", shown)


@desk_only
@require_POST
def look(request: UserRequest, pk: int) -> HttpResponse:
    """Check the live page now."""
    piece = _piece(pk)
    watch_checks.check_now(piece, by=request.user)
    add_toast(
        request,
        _("The live page of [%(number)s] is being checked.") % {"number": piece.number},
    )
    return redirect(_back(request, piece))


@desk_only
@require_POST
def later_copy(request: UserRequest, pk: int) -> HttpResponse:
    """Compare a later copy that was saved by hand."""
    piece = _piece(pk)
    given = request.POST.copy()
    given["url"] = watch_assess.live_address(piece)

    def put_in() -> None:
        if form.cleaned_data["file"] is None:
            raise ValidationError({"file": _("Choose the page that you saved today.")})
        with transaction.atomic():
            snapshot = form.page(by=request.user)["snapshot"]
            watch_checks.check_copy(piece, snapshot=snapshot, by=request.user)
        add_toast(request, _("The later copy is archived and compared."))

    form = SourceForm(given, request.FILES)
    heading = _("The later copy was not uploaded.")
    back = reverse("desk:compare", args=[piece.pk])
    return respond_to_form(request, piece.review, form, put_in, heading=heading, back=back)


@desk_only
@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    """Settle a change: it was seen, and we still stand by the check."""
    piece = _piece(pk)
    watch = get_object_or_404(Watch, pk=pk)
    note = request.POST.get("note", "")[:500]
    if isinstance(settle_or_propose(watch, note=note, by=request.user), ProposedChange):
        add_toast(request, PROPOSED)
        return redirect(_back(request, piece))
    undo = reverse("desk:watch_unsettle", args=[pk])
    add_toast(
        request,
        _("[%(number)s] of claim %(claim_id)s is settled.")
        % {"number": piece.number, "claim_id": piece.review.claim_id},
        undo=undo,
    )
    return redirect(_back(request, piece))


@desk_only
@require_POST
def unsettle(request: UserRequest, pk: int) -> HttpResponse:
    """Not settled after all."""
    watch_actions.unsettle_watch(get_object_or_404(Watch, pk=pk), by=request.user)
    add_toast(request, _("It is back in the inbox."))
    return redirect("desk:compare", pk)


@desk_only
@require_POST
def settle_words(request: UserRequest, pk: int) -> HttpResponse:
    """Settle words that vanished from an article: we still stand by the claim."""
    statement = get_object_or_404(Statement, pk=pk)
    watch_actions.settle_words(
        statement, note=request.POST.get("note", "")[:500], by=request.user
    )
    undo = reverse("desk:words_unsettle", args=[pk])
    add_toast(
        request,
        _("The vanished words of claim %(claim_id)s are settled.")
        % {"claim_id": statement.claim_id},
        undo=undo,
    )
    return redirect("desk:inbox")


@desk_only
@require_POST
def unsettle_words(request: UserRequest, pk: int) -> HttpResponse:
    """Not settled after all."""
    watch_actions.unsettle_words(get_object_or_404(Statement, pk=pk), by=request.user)
    add_toast(request, _("The vanished words are back in the inbox."))
    return redirect("desk:inbox")
