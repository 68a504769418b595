"""Archived pages: the list, the viewer, and the actions on one page."""

from collections.abc import Callable

from django import forms as django_forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.archive import forms
from desk.archive.viewer import erased_together, render_archived_page, viewer_url
from desk.forms import try_action
from desk.pagination import page_before
from desk.responses import PROPOSED, UNPROCESSABLE, add_toast
from jobs.models import JobState
from readers.row_ids import key_in
from reviews.archived_pages import erasure, transcription
from reviews.archived_pages.actions import (
    describe_page_or_propose,
    forget_archived_or_propose,
    set_public_or_propose,
)
from reviews.evidence import actions as evidence_actions
from reviews.proposed_changes.models import ProposedChange
from reviews.review.models import Review
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses, conversations
from sources.snapshots import erasure as snapshot_erasure
from sources.snapshots.models import ArchivedCopy, Snapshot
from sources.snapshots.policies import may_erase


@desk_only
@require_GET
def archived_page(request: UserRequest, pk: int) -> HttpResponse:
    """One archived page. `?review=5` shows the form that makes evidence of selected words.

    `view` is image, page or text, `page` a page of a paper, `piece` evidence of the review;
    `show` is what stands beside it: about, type, erase.
    """
    snapshot = _snapshot(pk)
    if request.htmx and snapshot.content.state not in {JobState.DONE, JobState.FAILED}:
        return HttpResponse(status=204)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.GET.get("show") == "erase" and not may_erase(request.user):
        raise PermissionDenied(_("Only an admin may erase an archived page."))
    return render_archived_page(request, snapshot)


def _snapshot(pk: int) -> Snapshot:
    pages = Snapshot.objects.with_content().select_related(
        "conversation", "content__typed_by", "content__erased_by"
    )
    return get_object_or_404(pages, pk=pk)


@desk_only
@require_GET
def archived_pages(request: UserRequest) -> HttpResponse:
    """All archived pages, the newest first; `?q=` looks in titles and addresses."""
    rows = Snapshot.objects.for_lists()
    asked = request.GET.get("q", "").strip()
    if asked:
        rows = rows.called(asked)
    page = page_before(rows, request.GET.get("before"))
    return render(
        request, "desk/archive/list.html", {"page": page, "q": asked, "place": "kept"}
    )


def _act(
    request: UserRequest,
    snapshot: Snapshot,
    form: django_forms.Form,
    act: Callable[[], object],
    *,
    under: str,
    said: str,
) -> HttpResponse:
    """Act and go back to the page; if that fails, show the form again under its name (422)."""
    made: list[object] = []
    if try_action(form, lambda: made.append(act())):
        add_toast(request, PROPOSED if isinstance(made[0], ProposedChange) else said)
        return redirect(viewer_url(snapshot, request.GET, show="about"))
    refused = {under: form, "refused": form}
    return render_archived_page(request, snapshot, status=UNPROCESSABLE, **refused)


@desk_only
@require_POST
def describe_page(request: UserRequest, pk: int) -> HttpResponse:
    """Describe an archived page."""
    snapshot = _snapshot(pk)

    form = forms.PageDescriptionForm(request.POST)

    def describe() -> object:
        return describe_page_or_propose(snapshot, by=request.user, **form.cleaned_data)

    return _act(request, snapshot, form, describe, under="describe_form", said=_("Noted."))


@desk_only
@require_POST
def set_page_public(request: UserRequest, pk: int) -> HttpResponse:
    """Make the whole copy public, or no longer."""
    snapshot = _snapshot(pk)

    is_public = bool(request.POST.get("is_public"))
    said = (
        _("Readers may have the whole copy.") if is_public else _("The copy is for the desk.")
    )
    form = forms.PublicCopyForm(request.POST)

    def set_public() -> object:
        return set_public_or_propose(snapshot, by=request.user, **form.cleaned_data)

    return _act(request, snapshot, form, set_public, under="public_form", said=said)


@desk_only
@require_POST
def note_archive_address(request: UserRequest, pk: int) -> HttpResponse:
    """Note where an archive has the page."""
    snapshot = _snapshot(pk)

    form = forms.ArchiveAddressForm(request.POST)

    def note() -> object:
        return archive_addresses.note_archived(snapshot, by=request.user, **form.cleaned_data)

    said = _("The archive’s address is noted.")
    return _act(request, snapshot, form, note, under="archived_form", said=said)


@desk_only
@require_POST
def forget_archive_address(request: UserRequest, pk: int) -> HttpResponse:
    copy = get_object_or_404(ArchivedCopy.objects.select_related("snapshot"), pk=pk)
    proposed = forget_archived_or_propose(copy, by=request.user)
    add_toast(request, PROPOSED if proposed else _("The archive’s address was removed."))
    return redirect(viewer_url(copy.snapshot, request.GET, show="about"))


@desk_only
@require_POST
def transcribe_page(request: UserRequest, pk: int) -> HttpResponse:
    """Type the words of a page that is a picture."""
    snapshot = _snapshot(pk)
    form = forms.TranscriptionForm(request.POST)

    def type_it() -> None:
        transcription.transcribe_page(snapshot, by=request.user, **form.cleaned_data)

    if try_action(form, type_it):
        add_toast(request, _("The words are saved next to the picture, with your name."))
        return redirect(viewer_url(snapshot, request.GET, view="page"))
    refused = {"aside": "type", "form": form}
    return render_archived_page(request, snapshot, status=UNPROCESSABLE, **refused)


@desk_only
@require_POST
def erase_page(request: UserRequest, pk: int) -> HttpResponse:
    """Erase a page for good, as the law requires."""
    snapshot = _snapshot(pk)
    form = forms.ErasePageForm(request.POST)
    erased: list[Snapshot] = []

    def erase() -> None:
        erased.extend(erasure.erase_page(snapshot, by=request.user, **form.cleaned_data))

    if try_action(form, erase):
        add_toast(request, _what_went(erased))
        return redirect("desk:archived_page", pk)
    refused = {"aside": "erase", "form": form, **erased_together(snapshot)}
    may = {"may_erase": may_erase(request.user)}
    return render_archived_page(request, snapshot, status=UNPROCESSABLE, **refused, **may)


def _what_went(erased: list[Snapshot]) -> str:
    """How many were erased, and of how many the storage still has the bytes."""
    count = len(erased)
    said = ngettext("Archived page erased.", "%(count)s archived pages erased.", count) % {
        "count": count
    }
    left = snapshot_erasure.bytes_to_remove().filter(pk__in=[one.pk for one in erased]).count()
    if not left:
        return said
    if left == count:
        rest = _(
            "The bytes are still to be removed: the desk keeps trying, and the archived page"
            " says when they are gone."
        )
    else:
        rest = _(
            "The bytes of %(count)s are still to be removed: the desk keeps trying, and the"
            " archived page says when they are gone."
        ) % {"count": left}
    return f"{said} {rest}"


@desk_only
def upload_page(request: UserRequest) -> HttpResponse:
    """Upload a file. `?review=5` adds it to the sources of that review."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)

    def keep() -> Snapshot:
        file = form.cleaned_data["file"]
        if file.size > snapshot_actions.HAND_LIMIT:
            raise ValidationError(
                {"file": _("The file is over 25 MB. Save the part that matters.")}
            )
        body = file.read()
        about = form.about()
        kind = snapshot_actions.kind_of(body, file.name)
        about["title"] = about["title"] or snapshot_actions.name_of(kind, file.name)
        return snapshot_actions.archive_by_hand(body, media_type=kind, by=request.user, **about)

    return _new(request, form, keep, "desk/archive/upload.html")


@desk_only
def new_conversation(request: UserRequest) -> HttpResponse:
    """Note a conversation. `?review=5` adds it to the sources of that review."""
    form = forms.ConversationForm(request.POST or None)

    def keep() -> Snapshot:
        return conversations.note_conversation(by=request.user, **form.cleaned_data)

    return _new(request, form, keep, "desk/archive/new_conversation.html")


def _new(
    request: UserRequest, form: django_forms.Form, keep: Callable[[], Snapshot], template: str
) -> HttpResponse:
    """Archive a new page and add it to a review if one is given, in one transaction."""
    asked = key_in(request.GET.get("review"))
    review = None if asked is None else get_object_or_404(Review, pk=asked)
    made: list[Snapshot] = []

    @transaction.atomic
    def keep_beside() -> None:
        made.append(keep())
        if review is not None:
            evidence_actions.add_source(review, snapshot=made[0], by=request.user)

    if request.method == "POST" and try_action(form, keep_beside):
        add_toast(request, _("Archived."))
        beside = f"?review={review.pk}" if review else ""
        return redirect(reverse("desk:archived_page", args=[made[0].pk]) + beside)
    context = {"form": form, "review": review, "licences": forms.LICENCES, "place": "kept"}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)
