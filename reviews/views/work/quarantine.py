"""Quarantine a file from the page that shows it; an admin decides what becomes of its bytes."""

from typing import NoReturn

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.models import Article
from reviews import actions
from reviews.views.desk.forms import parsed
from reviews.views.work import kept_forms as forms
from reviews.views.work.answers import tell
from sources import actions as sources
from sources.http import raw_answer
from sources.models import Snapshot

DONE = "Quarantined: nobody may open it, and an admin decides what becomes of the bytes."


@desk_only
@require_POST
def kept_quarantine(request: UserRequest, pk: int) -> HttpResponse:
    """Quarantine the file of an archived page."""
    snapshot = get_object_or_404(Snapshot, pk=pk)
    why = parsed(forms.QuarantineForm(request.POST))["why"]
    actions.quarantine(snapshot, why=why, by=request.user)
    tell(request, DONE)
    return redirect("reviews:kept", pk)


@desk_only
@require_POST
def article_quarantine(request: UserRequest, pk: int) -> HttpResponse:
    """Quarantine the file that an article was made of."""
    article = get_object_or_404(
        Article.objects.select_related("page", "capture__snapshot"), pk=pk
    )
    snapshot = article.archived_page or _no_file()
    why = parsed(forms.QuarantineForm(request.POST))["why"]
    actions.quarantine(snapshot, why=why, by=request.user)
    tell(request, DONE)
    return redirect("reviews:kept", snapshot.pk)


def _no_file() -> NoReturn:
    raise ValidationError("This article was not made of a file or an archived page.")


@desk_only
@require_POST
def decide_quarantine(request: UserRequest, pk: int, act: str) -> HttpResponseBase:
    """An admin releases the file, has its bytes destroyed, or fetches them."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    if act == "fetch":
        return raw_answer(sources.fetch_quarantined(snapshot, by=request.user), snapshot)
    if act == "release":
        sources.release_quarantine(snapshot, by=request.user)
        tell(request, "Released: the file is being parsed again.")
    elif act == "destroy":
        sources.destroy_quarantined(snapshot, by=request.user)
        tell(request, "The bytes are destroyed, or will be as soon as the store lets us.")
    else:
        raise Http404
    return redirect("reviews:kept", pk)
