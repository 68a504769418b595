"""Saving the draft: by the page's own script every second or two, or by its Save button."""

from typing import TypedDict

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, desk_only
from desk.forms import add_errors, valid_data
from desk.responses import UNPROCESSABLE, add_toast
from desk.review.forms import DraftForm
from reviews.review import actions
from reviews.review.actions import StaleDraft
from reviews.review.models import Draft, Rating, Review

CONFLICT = 409


@desk_only
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: UserRequest, pk: int) -> HttpResponse:
    """GET: the draft as saved, as JSON, with a fresh token. POST: save it.

    Scripts send `Accept: application/json` and get `{version, saved_at}`; refusals are problem
    details, 409 with the other text. Forms get the page again.
    """
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    if request.method == "GET":
        return JsonResponse(_as_json(review.draft, request))
    if wants_json(request):
        return JsonResponse(_as_json(_save(request, review), request))
    return _save_form(request, review)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _save(request: UserRequest, review: Review) -> Draft:
    given = valid_data(DraftForm(request.POST))
    return actions.save_draft(
        review,
        version=given["version"],
        rating=given["rating"] or None,
        conclusion=given["conclusion"].replace("\r\n", "\n"),
        body=given["body"],
        session=given["session"],
        counter=given["counter"] or 0,
        by=request.user,
    )


class DraftAnswer(TypedDict):
    """The draft as saved, who is signed in, and a token for the next request."""

    version: int
    rating: str
    conclusion: str
    body: str
    saved_at: str | None
    saved_by: str
    user: str
    csrf_token: str


def _as_json(saved: Draft, request: UserRequest) -> DraftAnswer:
    return {
        "version": saved.version,
        "rating": saved.rating.slug if saved.rating else "",
        "conclusion": saved.conclusion,
        "body": saved.body,
        "saved_at": saved.saved_at.isoformat() if saved.saved_at else None,
        "saved_by": saved.saved_by.username if saved.saved_by else "",
        "user": request.user.username,
        "csrf_token": get_token(request),
    }


def _save_form(request: UserRequest, review: Review) -> HttpResponse:
    """Save without a script: back to the page, or both texts if somebody saved another one."""
    back = "desk:review"
    try:
        saved = _save(request, review)
    except StaleDraft as stale:
        form, theirs, status = DraftForm(request.POST), stale.draft, CONFLICT
    except ValidationError as error:
        form, theirs, status = DraftForm(request.POST), None, UNPROCESSABLE
        if form.is_valid():
            add_errors(form, error)
    else:
        add_toast(request, _("Draft saved, version %(version)s.") % {"version": saved.version})
        return redirect(back, review.pk)
    context = {
        "review": review,
        "form": form,
        "theirs": theirs,
        "version": theirs.version if theirs else request.POST.get("version"),
        "ratings": Rating.current(),
    }
    return render(request, "desk/review/draft_conflict.html", context, status=status)
