"""The triage page of one article, and what it fetches: cards, changes, similar claims."""

import hashlib
import json
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.http import UserRequest, desk_only
from claims.articles.models import Article
from claims.claimants.models import Claimant
from claims.claims.models import Claim
from claims.versions import detect as version_detect
from desk import presence
from desk.triage.article_presenter import ArticlePresenter, states_of
from desk.triage.statement_presenter import near
from readers.row_ids import key_in
from reviews.publication.claim_status import with_standing

MOST_FOUND = 6
MOST_AT_ONCE = 24
NO_CONTENT = 204


def render_triage(request: UserRequest, article: Article) -> HttpResponse:
    """The triage page."""
    chosen = key_in(request.GET.get("statement"))
    board = ArticlePresenter(article, chosen=chosen, ask=request.GET.get("ask", ""))
    following = Article.objects.to_triage().exclude(pk=article.pk).order_by("-pk").first()
    context = {
        "board": board,
        "article": article,
        "next_article": following if not board.ranked else None,
        "twin": version_detect.near_duplicate_of(article),
        "place": "articles",
    }
    return render(request, "desk/triage/article.html", context)


def _asked_for(request: UserRequest) -> list[int]:
    asked = request.GET.get("of", "").split(",")[:MOST_AT_ONCE]
    return [pk for one in asked if (pk := key_in(one)) is not None]


@desk_only
@require_GET
def cards(request: UserRequest, pk: int) -> HttpResponse:
    """The cards of some statements (`?of=12,13`), fetched before they are opened."""
    board = ArticlePresenter(
        get_object_or_404(Article.objects.select_related("publisher"), pk=pk)
    )
    wanted = _asked_for(request)
    found = [board.card_of(one) for one in board.ranked if one.pk in wanted]
    return render(request, "desk/triage/cards.html", {"board": board, "cards": found})


@desk_only
@require_GET
def parts(request: UserRequest, pk: int) -> HttpResponse:
    """The rows and paragraphs of some statements (`?of=12,13`) as they are now."""
    board = ArticlePresenter(
        get_object_or_404(Article.objects.select_related("publisher"), pk=pk)
    )
    return render_changed_parts(request, board, _asked_for(request))


@desk_only
@require_GET
def changes(request: UserRequest, pk: int) -> HttpResponse:
    """The state of every statement as text; 204 if that is what the page `knows`.

    The header `Desk-Here` names who else has the page open, `Desk-Knows` what to ask with.
    """
    states = states_of(pk)
    knows = hashlib.sha256(states.encode()).hexdigest()[:16]
    others = presence.note_presence(
        f"article:{pk}", at=key_in(request.GET.get("at")) or 0, by=request.user
    )
    headers = {
        "Desk-Here": json.dumps([[one.name, one.at] for one in others]),
        "Desk-Knows": knows,
        "Cache-Control": "no-store",
    }
    if request.GET.get("knows") == knows:
        return HttpResponse(status=NO_CONTENT, headers=headers)
    return HttpResponse(states, content_type="text/plain; charset=utf-8", headers=headers)


@desk_only
@require_GET
def near_claims(request: UserRequest) -> HttpResponse:
    """Claims to join to, or to see before filing a second one: by words or similarity."""
    words = request.GET.get("q", "").strip()
    text = request.GET.get("text", "").strip()
    found = with_standing(_found(words)) if words else near(text)
    part = "choices" if "q" in request.GET else "list"
    context = {"claims": found, "words": words, "text": text}
    return render(request, f"desk/triage/near_claims.html#{part}", context)


@desk_only
@require_GET
def near_claim(request: UserRequest, pk: int) -> HttpResponse:
    """Other claims with similar words."""
    claim = get_object_or_404(Claim, pk=pk)
    others = [one for one in near(claim.text) if one != claim]
    return render(request, "desk/triage/near_claims.html#others", {"claims": others})


@desk_only
@require_GET
def near_claimants(request: UserRequest) -> HttpResponse:
    """Known claimants whose names begin like the typed words, as options of a list."""
    words = request.GET.get("claimant", "").strip()
    found = Claimant.objects.starting_with(words) if words else []
    return render(request, "desk/triage/claimants.html", {"claimants": found})


def _found(words: str) -> Iterable[Claim]:
    """Claims with these words, or the claim with this number."""
    pk = key_in(words)
    rows = Claim.objects.filter(pk=pk) if pk else Claim.objects.search(words)
    return rows.select_related("claimant")[:MOST_FOUND]


def article_url(pk: int) -> str:
    return reverse("desk:article", args=[pk])


def render_changed_parts(
    request: UserRequest, board: ArticlePresenter, pks: Iterable[int]
) -> HttpResponse:
    """Respond with the rows and paragraphs of these statements and the state of all.

    Where two may have said one of them, who said it comes too, for the card that is open.

    Each has its own id, so that the page can replace it.
    """
    wanted = set(pks)
    board.active = None  # which one is open, the page knows
    some = [one for one in board.everything if one.pk in wanted]
    waiting = [one for one in board.ranked if one.pk in wanted]
    context = {
        "board": board,
        "article": board.article,
        "waiting": waiting,
        "speakers": [board.card_of(one) for one in waiting if one.speaker_candidates],
        "decided": [one for one in reversed(board.triaged) if one.pk in wanted],
        "blocks": board.blocks_of(some),
    }
    return render(request, "desk/triage/changed_parts.html", context)
