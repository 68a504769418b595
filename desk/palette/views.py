"""The palette behind Ctrl+K: claims, archived pages and things to do, found while typing."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django_stubs_ext import StrOrPromise

from accounts.http import UserRequest, desk_only
from accounts.models import User
from claims.claims.models import Claim
from desk.forms import is_link
from desk.inbox import rows as turns
from readers.row_ids import key_in
from reviews.publication.claim_status import WORDS, with_standing
from reviews.review import policies
from reviews.review.models import Rating, Review
from reviews.review.table import State
from sources.captures import actions
from sources.snapshots.models import Snapshot

MOST_CLAIMS = 5
MOST_PAGES = 3
LONGEST_QUESTION = 2048
TO_DO = {
    State.SUBMITTED: gettext_lazy("approve it"),
    State.APPROVED: gettext_lazy("publish it"),
}
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Destination:
    """A page of the desk to go to; `press` is the key that leads there."""

    label: StrOrPromise
    name: str
    icon: str
    press: str = ""

    @property
    def address(self) -> str:
        return reverse(self.name)


DESTINATIONS = (
    Destination(gettext_lazy("Your turn"), "desk:inbox", "your-turn", "g i"),
    Destination(gettext_lazy("Queue"), "desk:queue", "unassigned", "g q"),
    Destination(gettext_lazy("New article"), "desk:new_article", "add"),
    Destination(gettext_lazy("New claim"), "desk:new_claim", "add"),
    Destination(gettext_lazy("Articles"), "desk:articles", "article", "g a"),
    Destination(gettext_lazy("Claims"), "desk:claims", "quote", "g c"),
    Destination(gettext_lazy("Tips"), "desk:tips", "reply", "g t"),
    Destination(gettext_lazy("Archived pages"), "desk:archived_pages", "kept"),
    Destination(gettext_lazy("Upload a file"), "desk:upload_page", "upload"),
    Destination(gettext_lazy("Note a conversation"), "desk:new_conversation", "comment"),
    Destination(gettext_lazy("Published checks"), "readers:checks", "published"),
    Destination(gettext_lazy("Withheld from readers"), "desk:withholdings", "withheld"),
    Destination(gettext_lazy("Jobs"), "desk:jobs", "waiting"),
    Destination(gettext_lazy("The desk’s standard"), "desk:standard", "approve"),
    Destination(gettext_lazy("Password"), "account_change_password", "key"),
    Destination(gettext_lazy("Two-step sign-in"), "mfa_index", "shield"),
    Destination(gettext_lazy("Where you are signed in"), "usersessions_list", "devices"),
    Destination(gettext_lazy("Tokens for the API"), "accounts:tokens", "embed"),
    Destination(gettext_lazy("Sign out"), "account_logout", "sign-out"),
)
ALWAYS = 4


@desk_only
@require_GET
def palette(request: UserRequest) -> HttpResponse:
    """The rows for `?q=`; without words, this user's turn and the pages of the desk."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    address = words if is_link(words) else ""
    context = {
        "words": words,
        "address": address,
        "claims": [] if address else _claims(words, request.user),
        "pages": _pages(words),
        "places": _places(words),
        "new_article": f"{reverse('desk:new_article')}?{urlencode({'url': address})}",
        "new_claim": f"{reverse('desk:new_claim')}?{urlencode({'text': words})}",
        "review": _review_to_write(request) if address else None,
        "plan": _review_to_plan(request, words),
    }
    return render(request, "desk/palette/results.html", context)


@desk_only
@require_POST
def archive_page(request: UserRequest) -> HttpResponse:
    """Archive a page that belongs to no review yet."""
    capture = actions.ask_for_capture(request.POST.get("url", ""), by=request.user)
    messages.success(
        request,
        _("%(url)s is being fetched. Once archived, it is listed here.") % {"url": capture.url},
    )
    return redirect("desk:archived_pages")


def marked(text: str, words: str) -> Pieces:
    """Split the text into pieces, each with whether it matches the start of a typed word."""
    typed = sorted(set(re.findall(r"\w+", words)), key=len, reverse=True)
    if not typed:
        return [(text, False)]
    pieces = re.split(rf"(?<!\w)({'|'.join(typed)})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def _claims(words: str, user: User) -> list[Claim]:
    """Claims that match the words, or those on this user's turn; own turns come first.

    Each has `standing`, `live`, `pieces`, `verdict` (the public rating, or None), `turn` (what
    this user is to do about it, or "") and `waiting`, the review that waits for them, with
    `turn_page`, where they do it.
    """
    mine = Review.objects.turn_of(user)
    if words:
        found = _with_words(words)
    else:
        found = [one.claim for one in mine.select_related("claim")[:MOST_CLAIMS]]
    waiting = {one.claim_id: one for one in mine.filter(claim__in=found)}
    pages = {row.review.pk: row.href for row in turns.your_turn(user)} if waiting else {}
    ratings = {rating.slug: rating for rating in Rating.current()}
    for claim in with_standing(found):
        live, review = claim.live, waiting.get(claim.pk)  # type: ignore[attr-defined]
        claim.pieces = marked(claim.text, words)  # type: ignore[attr-defined]
        claim.verdict = ratings.get(live.rating_slug) if live else None  # type: ignore[attr-defined]
        claim.waiting = review  # type: ignore[attr-defined]
        if review:
            on_its_own = reverse("desk:review", args=[review.pk])
            claim.turn_page = pages.get(review.pk, on_its_own)  # type: ignore[attr-defined]
        claim.turn = _to_do(review) if review else ""  # type: ignore[attr-defined]
    return sorted(found, key=lambda claim: claim.pk not in waiting)


def _with_words(words: str) -> list[Claim]:
    """Claims with this number or these words, else claims by a claimant of that name.

    Those found by claimant have `said_by`, so that the row can show why it matched.
    """
    pk = key_in(words)
    by_number = Claim.objects.filter(pk=pk) if pk else []
    found = [*by_number, *Claim.objects.starting_with(words).order_by("-pk")[:MOST_CLAIMS]]
    if len(found) < MOST_CLAIMS:
        said = Claim.objects.filter(claimant__name__iregex=rf"\m{re.escape(words)}")
        for claim in said.select_related("claimant").order_by("-pk")[:MOST_CLAIMS]:
            if claim not in found:
                claim.said_by = marked(claim.claimant.name, words)  # type: ignore[attr-defined]
                found.append(claim)
    return list(dict.fromkeys(found))[:MOST_CLAIMS]


def _to_do(review: Review) -> str:
    """ "approve it", "weighing evidence" """
    if review.retract_asked_by_id:
        return _("retract it")
    state = State(review.state)
    return str(TO_DO.get(state, WORDS[state]))


def _pages(words: str) -> list[Snapshot]:
    """Archived pages whose title or address contains the words, each with `pieces`."""
    if not words:
        return []
    found = list(Snapshot.objects.for_lists().called(words).order_by("-pk")[:MOST_PAGES])
    for page in found:
        page.pieces = marked(page.title, words)  # type: ignore[attr-defined]
    return found


def _places(words: str) -> list[tuple[Destination, Pieces]]:
    """Pages of the desk whose name contains the words; the first few if no words are given."""
    typed = re.findall(r"\w+", words.lower())
    if not typed:
        return [(place, [(str(place.label), False)]) for place in DESTINATIONS[:ALWAYS]]
    return [
        (place, marked(str(place.label), words))
        for place in DESTINATIONS
        if all(re.search(rf"\b{word}", place.label.lower()) for word in typed)
    ]


def _review_to_write(request: UserRequest) -> Review | None:
    """The review on the page behind the palette, if this user may add pages to it."""
    review = _review_behind(request)
    if review and policies.may_write(request.user, review) and policies.is_writable(review):
        return review
    return None


def _review_to_plan(request: UserRequest, words: str) -> Review | None:
    """The review on the page behind the palette, if "plan" was typed by somebody who may."""
    if not "plan".startswith(words.lower()) or policies.why_not_plan(request.user):
        return None
    return _review_behind(request)


def _review_behind(request: UserRequest) -> Review | None:
    """The review on the page behind the palette."""
    path = request.htmx.current_url_abs_path
    try:
        match = resolve((path or "").partition("?")[0])
    except Resolver404:
        return None
    if match.view_name != "desk:review":
        return None
    return Review.objects.select_related("claim").filter(pk=match.kwargs["pk"]).first()
