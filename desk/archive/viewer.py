"""What the viewer of an archived page shows: the chosen view, passages, and known facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import UserRequest
from claims.articles.models import Article
from desk.archive import forms
from desk.responses import render_page
from desk.review.evidence_forms import EvidenceForm
from desk.review.evidence_metadata import EvidenceChoices, choices_of
from history.models import Event
from jobs.models import JobState
from readers.row_ids import key_in
from reviews.evidence.models import Evidence
from reviews.proposed_changes import actions
from reviews.review import policies
from reviews.review.models import Review
from reviews.watch import assess as watch_assess
from reviews.workflow import history_text
from sources.parsing.render import DRAWABLE
from sources.safe_fetch import media_type
from sources.snapshots import erasure, transcription
from sources.snapshots.models import Content, Conversation, Snapshot
from sources.snapshots.policies import may_erase, why_confidential

ALSO_USED = 20
MOST_BOXED = 100
KINDS = {
    "text/html": _("Web page"),
    "application/xhtml+xml": _("Web page"),
    "application/pdf": _("PDF"),
    "text/plain": _("Text"),
    "text/csv": _("Table (CSV)"),
    "application/json": _("JSON"),
    "application/xml": _("XML"),
    media_type.DOCX: _("Word file"),
    media_type.XLSX: _("Workbook"),
    media_type.ODS: _("Workbook"),
    media_type.EML: _("E-mail"),
    media_type.SRT: _("Subtitles"),
    media_type.VTT: _("Subtitles"),
    media_type.SBV: _("Subtitles"),
    **dict.fromkeys(media_type.PICTURES, _("Picture")),
}
MARKS = {
    "text_incomplete": _("parts of its text may be missing"),
    "pdf_failed": _("its text could not be read"),
    "truncated": _("only its first part was archived"),
    "undecoded": _("archived while still compressed"),
    "downgraded": _("came over an unsafe connection"),
    "type_mismatch": _("is not what its server said it is"),
    "walled": _("behind a wall"),
    "several_stories": _("shows several stories"),
    "form": _("a form"),
    "feed": _("a feed"),
}
"""Marks of reading and fetching in words; the others are shown in other places."""
ASIDES = {"about", "type", "erase"}


@dataclass(frozen=True, slots=True)
class View:
    """A view of an archived page. `name` is image, page (its words as formatted) or text.

    `other` is the view that the key o switches to, or empty. `page` counts from 1; it is 0 if
    there are no pages.
    """

    name: str
    other: str
    page: int
    pages: int


class PagePassage(TypedDict):
    """A passage for the page's script; `number` is null if it belongs to another review."""

    number: int | None
    stance: str
    text: str
    start: int | None
    end: int | None
    page: int | None


def view_of(request: UserRequest, snapshot: Snapshot, passage: PagePassage | None) -> View:
    """The view asked for; else the image, or the text if a passage is to be selected in it."""
    content = snapshot.content
    pages = len(content.pages)
    names = [name for name in _names(snapshot) if name]
    asked = request.GET.get("view", "")
    selects = "review" in request.GET and passage is None and "page" in names
    name = asked if asked in names else "page" if selects else names[0]
    other = next((one for one in names if one != name), "")
    written = request.GET.get("page", "")
    page = int(written) if written.isdecimal() and len(written) < 6 else 0  # noqa: PLR2004
    page = page or (passage["page"] if passage else 0) or 1
    return View(name, other, min(page, pages), pages)


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    """The views that it has, the default one first."""
    content = snapshot.content
    if snapshot.media_type in DRAWABLE:
        return ("image", "page" if content.text else "")
    return ("page", "text") if content.html and content.text else ("text",)


def render_archived_page(
    request: UserRequest, snapshot: Snapshot, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Respond with the page; `more` are refused forms, under their names in the context."""
    review = _review(request)
    viewed = _viewed(request, snapshot, review)
    aside = _aside_name(request, snapshot, review)
    context = {
        **_about(snapshot),
        **viewed,
        "review": review,
        "aside": aside,
        **_aside(request, aside, snapshot, viewed["view"], review),
        **more,
    }
    return render_page(request, "desk/archive/page.html", context, status=status)


class AboutPage(TypedDict):
    """What is known of an archived page, whichever view of it is open.

    `marks` are warnings in words; `again` are later copies of a page that was erased.
    """

    snapshot: Snapshot
    content: Content
    conversation: Conversation | None
    kind: str
    marks: list[str]
    is_there: bool
    here: str
    characters: int
    live: watch_assess.LivePage | None
    confidential: str
    again: Iterable[Snapshot]
    place: str


def _about(snapshot: Snapshot) -> AboutPage:
    content = snapshot.content
    return {
        "snapshot": snapshot,
        "content": content,
        "conversation": getattr(snapshot, "conversation", None),
        "kind": str(KINDS.get(snapshot.media_type, snapshot.media_type)),
        "marks": [str(MARKS[one]) for one in (*snapshot.marks, *content.marks) if one in MARKS],
        "is_there": content.state == JobState.DONE and not content.is_closed,
        "here": reverse("desk:archived_page", args=[snapshot.pk]),
        "characters": len(content.text),
        "live": watch_assess.live_page_of(snapshot),
        "confidential": why_confidential(snapshot),
        "again": erasure.standing_alike(snapshot)[:ALSO_USED] if content.is_erased else [],
        "place": "kept",
    }


class ViewedPage(TypedDict):
    """The chosen view with the passages marked in it; `pieces` are all evidence of the page.

    `also_used` are pieces of other reviews.
    """

    view: View
    frames: dict[str, str]
    passages: list[PagePassage]
    pieces: list[Evidence]
    also_used: list[Evidence]


def _viewed(request: UserRequest, snapshot: Snapshot, review: Review | None) -> ViewedPage:
    pieces = list(
        Evidence.objects.standing()
        .filter(snapshot=snapshot)
        .select_related("review__claim", "watch")
        .order_by("start", "pk")
    )
    here = [piece for piece in pieces if piece.anchored and not piece.earlier_text_id]
    if snapshot.content.is_quarantined:
        here = []
    passages = [_passage(piece, review, snapshot) for piece in here]
    wanted = _wanted(request, passages)
    view = view_of(request, snapshot, passages[wanted] if wanted is not None else None)
    others = [piece for piece in pieces if review is None or piece.review != review]
    return {
        "view": view,
        "frames": frames(snapshot, view, passages, wanted),
        "passages": passages,
        "pieces": pieces,
        "also_used": others[:ALSO_USED],
    }


def _aside_name(request: UserRequest, snapshot: Snapshot, review: Review | None) -> str:
    """What is open next to the page: make, about, type or erase."""
    asked = request.GET.get("show", "")
    name = asked if asked in ASIDES else "make" if review else "about"
    is_closed = snapshot.content.is_quarantined and name in {"make", "type"}
    return "about" if is_closed else name


def frames(
    snapshot: Snapshot, view: View, passages: list[PagePassage], wanted: int | None
) -> dict[str, str]:
    """The frame's address in each view: `now` is the one that is shown first."""
    plain = reverse("desk:page_frame", args=[snapshot.pk])
    asked: dict[str, str | int] = {"as": "image"}
    if boxed := passages[:MOST_BOXED]:
        asked["passages"] = ",".join(f"{one['start']}-{one['end']}" for one in boxed)
    if wanted is not None:
        asked["active"] = wanted
    image = f"{plain}?{urlencode(asked, safe=',')}"
    found = {"page": plain, "text": f"{plain}?as=text", "image": image}
    now = found[view.name] + (f"&page={view.page}" if view.name == "image" else "")
    return {**found, "now": now}


def _review(request: UserRequest) -> Review | None:
    asked = key_in(request.GET.get("review"))
    if asked is None:
        return None
    return get_object_or_404(Review.objects.for_lists(), pk=asked)


def _wanted(request: UserRequest, passages: list[PagePassage]) -> int | None:
    """Which passage was asked for by its number in the review."""
    number = request.GET.get("piece", "")
    places = [
        place
        for place, passage in enumerate(passages)
        if passage["number"] is not None and str(passage["number"]) == number
    ]
    return places[0] if places else None


def _passage(piece: Evidence, review: Review | None, snapshot: Snapshot) -> PagePassage:
    ours = review is not None and piece.review_id == review.pk
    return {
        "number": piece.number if ours else None,
        "stance": gettext(piece.stance),
        "text": piece.passage,
        "start": piece.start,
        "end": piece.end,
        "page": snapshot.content.page_of(piece.start or 0),
    }


def _aside(
    request: UserRequest, name: str, snapshot: Snapshot, view: View, review: Review | None
) -> Mapping[str, object]:
    """What one of the asides shows: a form, or what is known of the page."""
    content = snapshot.content
    if name == "make" and review is not None:
        return _making(request, review, snapshot)
    if name == "type":
        page = view.page or 1
        typed = transcription.typed_pages(content)[page - 1]
        return {"form": forms.TranscriptionForm(initial={"page": page, "text": typed})}
    if name == "erase":
        return {
            "form": forms.ErasePageForm(),
            "may_erase": may_erase(request.user),
            **erased_together(snapshot),
        }
    events = Event.objects.of(f"snapshot:{snapshot.pk}")
    return {
        "changes": actions.changes_waiting_for(snapshot),
        "earlier": snapshot.earlier_texts.select_related("typed_by").prefetch_related(
            "evidence__review"
        ),
        "history": history_text.event_lines(events[:ALSO_USED]),
        "archived": snapshot.archived_copies.select_related("noted_by"),
        "archived_form": forms.ArchiveAddressForm(),
        "describe_form": forms.PageDescriptionForm(
            initial={"title": content.title, "description": content.description}
        ),
        "public_form": forms.PublicCopyForm(
            initial={"is_public": content.is_public, "licence": content.licence}
        ),
        "licences": forms.LICENCES,
        "quarantine_form": forms.QuarantineForm(),
        "may_erase": may_erase(request.user),
    }


class ErasedTogether(TypedDict):
    """What is erased with a page (`alike`), and what has the same text and isn't erased."""

    alike: QuerySet[Snapshot]
    copies: QuerySet[Snapshot]
    articles: QuerySet[Article]


def erased_together(snapshot: Snapshot) -> ErasedTogether:
    articles = Article.objects.filter(capture__snapshot=snapshot).order_by("pk")
    return {
        "alike": erasure.standing_alike(snapshot)[:ALSO_USED],
        "copies": erasure.other_copies(snapshot)[:ALSO_USED],
        "articles": articles.only("pk", "title")[:ALSO_USED],
    }


class NewEvidencePane(EvidenceChoices):
    """The form that makes evidence of a passage, filled with what is known of the page."""

    form: EvidenceForm
    may_write: bool
    stance: str
    next_number: int


def _making(request: UserRequest, review: Review, snapshot: Snapshot) -> NewEvidencePane:
    last = review.evidence.order_by("-number").first()
    publisher = snapshot.content.publisher
    form = EvidenceForm(
        initial={
            "snapshot": snapshot.pk,
            "origin": publisher.name if publisher else "",
            "publisher": publisher.name if publisher else "",
            "is_confidential": bool(why_confidential(snapshot)),
            **_proposed(request, review, snapshot),
        }
    )
    return {
        "form": form,
        "may_write": policies.may_write(request.user, review) and policies.is_writable(review),
        "stance": last.stance if last and last.added_by == request.user else "supports",
        "next_number": last.number + 1 if last else 1,
        **choices_of(review),
    }


def _proposed(
    request: UserRequest, review: Review, snapshot: Snapshot
) -> dict[str, str | int | None]:
    """The sentence that a finder suggested on this page, as the initial selection."""
    asked = key_in(request.GET.get("proposal"))
    if asked is None:
        return {}
    found = review.proposals.filter(pk=asked, snapshot=snapshot).first()
    return {"quote": found.passage, "near": found.start} if found else {}


def viewer_url(snapshot: Snapshot, asked: QueryDict, **changes: str) -> str:
    """The viewer's address with the same query; `changes` replaces or removes parts."""
    query = {name: asked[name] for name in ("review", "piece", "view", "page") if name in asked}
    query |= changes
    here = reverse("desk:archived_page", args=[snapshot.pk])
    kept = {name: value for name, value in query.items() if value}
    return f"{here}?{urlencode(kept)}" if kept else here
