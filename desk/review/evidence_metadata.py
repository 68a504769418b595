"""Metadata of a piece of evidence: one click for its stance, a form for the rest."""

from typing import TypedDict

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from desk.forms import try_action
from desk.responses import UNPROCESSABLE, add_toast, render_page
from desk.review.evidence_forms import EvidenceForm, EvidenceMetadataForm, initial_metadata
from desk.review.evidence_list import where_from
from readers.row_ids import key_in
from reviews.evidence import metadata
from reviews.evidence.models import Evidence
from reviews.evidence.suggestions import SuggestedFigure, suggest_figures, suggest_points
from reviews.review import policies
from reviews.review.models import Review
from sources.snapshots.policies import why_confidential

PIECES = Evidence.objects.with_pages().select_related(
    "snapshot__conversation", "review__claim__claimant", "review__holder"
)


STANCE_CHANGED = {
    "supports": gettext_lazy("[%(number)s] supports."),
    "refutes": gettext_lazy("[%(number)s] refutes."),
    "context": gettext_lazy("[%(number)s] is context."),
}


def card_of(piece: Evidence) -> str:
    return f"{reverse('desk:review', args=[piece.review_id])}#evidence-{piece.number}"


@desk_only
def describe(request: UserRequest, pk: int) -> HttpResponse:
    """Show or change a piece's metadata; a POST with `use` only fills in a figure."""
    piece = get_object_or_404(PIECES, pk=pk)
    found = suggest_figures(piece.passage or piece.quote, language_of(piece))
    if request.method != "POST":
        return _page(
            request, piece, EvidenceMetadataForm(initial=initial_metadata(piece)), found
        )
    form = EvidenceMetadataForm(request.POST)
    if (figure := _chosen(request.POST, found)) is not None:
        return _page(request, piece, form.using(figure), found)

    def describe() -> None:
        metadata.describe_evidence(piece, by=request.user, **form.cleaned_data)

    if try_action(form, describe):
        _add_toast(request, piece, _("[%(number)s] was changed."))
        return redirect(card_of(piece))
    return _page(request, piece, form, found, status=UNPROCESSABLE)


def _page(
    request: UserRequest,
    piece: Evidence,
    form: EvidenceMetadataForm,
    found: list[SuggestedFigure],
    *,
    status: int = 200,
) -> HttpResponse:
    review = piece.review
    shown = {
        "piece": piece,
        "review": review,
        "form": form,
        "figures": found,
        "where": where_from(piece),
        "may_write": policies.may_write(request.user, review) and policies.is_writable(review),
        "back": card_of(piece),
        **choices_of(review),
        "confidential": why_confidential(piece.snapshot) if piece.snapshot else "",
        "heading": _("[%(number)s] was not changed. Nothing you typed is lost.")
        % {"number": piece.number},
    }
    return render_page(request, "desk/review/evidence_metadata.html", shown, status=status)


class EvidenceChoices(TypedDict):
    """What the forms about evidence offer: parts of the claim, and the origins named so far."""

    points: list[str]
    origins: list[str]


def choices_of(review: Review) -> EvidenceChoices:
    standing = review.evidence.standing()
    return {
        "points": suggest_points(review.claim),
        "origins": sorted({piece.origin for piece in standing if piece.origin}),
    }


def language_of(piece: Evidence) -> str:
    return piece.snapshot.content.language if piece.snapshot else ""


@desk_only
@require_POST
def stance(request: UserRequest, pk: int, stance: str) -> HttpResponse:
    """Change the stance of a piece."""
    piece = get_object_or_404(PIECES, pk=pk)
    if stance not in Evidence.Stance.values:
        return HttpResponse(status=404)
    metadata.describe_evidence(piece, stance=stance, by=request.user)
    _add_toast(request, piece, str(STANCE_CHANGED[stance]))
    return redirect(card_of(piece))


@desk_only
@require_POST
def undescribe(request: UserRequest, pk: int) -> HttpResponse:
    """Undo the last change of a piece's metadata."""
    piece = get_object_or_404(PIECES, pk=pk)
    metadata.undo_description(piece, by=request.user)
    add_toast(request, _("[%(number)s] is as it was before.") % {"number": piece.number})
    return redirect(card_of(piece))


@desk_only
@require_POST
def figures(request: UserRequest) -> HttpResponse:
    """The fields of the figure, with the figures found in the words; `use` chooses one.

    It changes nothing. It is a POST because the words can be too long for an address.
    """
    prefix = "words" if "words-quote" in request.POST else None
    form = EvidenceForm(request.POST, prefix=prefix)
    found = suggest_figures(request.POST.get(form.add_prefix("quote"), "")[:5000])
    if (figure := _chosen(request.POST, found)) is not None:
        form = EvidenceForm(form.using(figure).data, prefix=prefix)
    return render(request, "desk/review/figure_fields.html", {"form": form, "figures": found})


def _chosen(given: QueryDict, found: list[SuggestedFigure]) -> SuggestedFigure | None:
    use = key_in(given.get("use"))
    return found[use] if use is not None and use < len(found) else None


def _add_toast(request: UserRequest, piece: Evidence, words: str) -> None:
    """Show `words`, which have the piece's number, with an undo."""
    words %= {"number": piece.number}
    add_toast(request, words, undo=reverse("desk:evidence_undescribe", args=[piece.pk]))
