"""Quarantine a file, a text or a tip from the page that shows it; an admin decides about it."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.articles.models import Article
from claims.tips.models import Tip
from desk.archive import forms
from desk.forms import valid_data
from desk.responses import add_toast
from reviews.archived_pages import quarantine
from sources.quarantine.models import Quarantine
from sources.snapshots import downloads
from sources.snapshots.http import raw_answer
from sources.snapshots.models import Snapshot

DONE = gettext_lazy("Quarantined: nobody may open it. An admin destroys or releases it.")


@desk_only
@require_POST
def quarantine_page(request: UserRequest, pk: int) -> HttpResponse:
    """Quarantine the file of an archived page."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    why = valid_data(forms.QuarantineForm(request.POST))["why"]
    quarantine.quarantine_page(snapshot, why=why, by=request.user)
    add_toast(request, DONE)
    return redirect("desk:archived_page", pk)


@desk_only
@require_POST
def article_quarantine(request: UserRequest, pk: int) -> HttpResponse:
    """Quarantine a text, with the file that it was read from."""
    article = get_object_or_404(Article.objects.select_related("page", "capture"), pk=pk)
    why = valid_data(forms.QuarantineForm(request.POST))["why"]
    quarantine.quarantine_article(article, why=why, by=request.user)
    add_toast(request, DONE)
    return redirect("desk:article", pk)


@desk_only
@require_POST
def tip_quarantine(request: UserRequest, pk: int) -> HttpResponse:
    """Quarantine what a reader sent, and what was made of it."""
    why = valid_data(forms.QuarantineForm(request.POST))["why"]
    quarantine.quarantine_tip(get_object_or_404(Tip, pk=pk), why=why, by=request.user)
    add_toast(request, DONE)
    return redirect("desk:tip", pk)


@desk_only
@require_POST
def decide_page(request: UserRequest, pk: int, act: str) -> HttpResponseBase:
    """An admin destroys or releases the file of an archived page, or fetches it."""
    snapshot = get_object_or_404(Snapshot.objects.with_content(), pk=pk)
    name = downloads.raw_name(snapshot)
    done = _decide(request, act, snapshot.sha256, chain=f"snapshot:{pk}", name=name)
    return done or redirect("desk:archived_page", pk)


@desk_only
@require_POST
def decide_article(request: UserRequest, pk: int, act: str) -> HttpResponseBase:
    """An admin destroys or releases a text and what it was read from, or fetches it."""
    article = get_object_or_404(Article.objects.select_related("page", "capture"), pk=pk)
    sha256 = _hash_of(quarantine.quarantine_of(article))
    name = f"article-{pk}.bin"
    done = _decide(request, act, sha256, chain=f"article:{pk}", name=name)
    return done or redirect("desk:article", pk)


@desk_only
@require_POST
def decide_tip(request: UserRequest, pk: int, act: str) -> HttpResponseBase:
    """An admin destroys or releases a tip and what was made of it, or fetches its words."""
    tip = get_object_or_404(Tip, pk=pk)
    sha256 = _hash_of(tip.set_aside.quarantine if tip.quarantined_at else None)
    done = _decide(request, act, sha256, chain=tip.chain, name=f"tip-{pk}.bin")
    return done or redirect("desk:tip", pk)


def _hash_of(held: Quarantine | None) -> str:
    return held.sha256 if held else ""


def _decide(
    request: UserRequest, act: str, sha256: str, *, chain: str, name: str
) -> HttpResponseBase | None:
    """Fetch, release or destroy something in quarantine; only fetching returns a response."""
    if act == "fetch":
        file = quarantine.fetch_quarantined(sha256, chain=chain, by=request.user)
        return raw_answer(file, name)
    if act == "release":
        quarantine.release_quarantine(sha256, by=request.user)
        add_toast(request, _("Released. If it is a file, it is being read again."))
    elif act == "destroy":
        quarantine.destroy_quarantined(sha256, by=request.user)
        add_toast(request, _("Destroyed. A file is removed as soon as the storage allows it."))
    else:
        raise Http404
    return None
