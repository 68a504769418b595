"""Turn every exception that refuses a request into its status, for pages and API alike."""

import logging
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any, TypedDict

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from claims.statements.actions import AlreadyTriaged
from history.record import request_id
from reviews.exceptions import NotReady, Refused
from reviews.publication.withheld import MEANING, SENTENCE, NotShown
from reviews.review.actions import StaleDraft
from reviews.sentences import translate
from sources.snapshots.actions import NoRoom
from sources.snapshots.storage_errors import BytesGone, StoreAway

log = logging.getLogger(__name__)

TITLES = {
    400: _("That request could not be read"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Nothing here"),
    405: _("Method not allowed"),
    406: _("Not available in that format"),
    409: _("Somebody else was faster"),
    410: _("No longer here"),
    413: _("Request too large"),
    415: _("Unsupported type of content"),
    422: _("Something is missing"),
    429: _("Too many requests"),
    451: _("Withheld"),
    503: _("Busy for a moment"),
}


def sentences(error: ValidationError) -> list[str]:
    """What is wrong, field by field, in sentences."""
    if hasattr(error, "error_dict"):
        return [
            message if name == "__all__" else f"{name}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return list(error.messages)


def status_of(error: Exception) -> int | None:
    """The status of a domain error; None for other exceptions."""
    match error:
        case NoRoom() | StoreAway():
            return 503
        case NotReady() | ValidationError() | DataError():
            return 422
        case Refused() | AlreadyTriaged() | IntegrityError():
            return 409
        case PermissionDenied():
            return 403
        case NotShown():
            return 451
        case BytesGone():
            return 410
        case OperationalError():
            return 503
    return None


def detail_of(error: Exception) -> str:
    match error:
        case NoRoom():
            return " ".join(error.messages)
        case ValidationError():
            return " ".join(sentences(error))
        case IntegrityError():
            return gettext(
                "Somebody changed the same thing at the same moment. Reload, and try again."
            )
        case DataError():
            return gettext(
                "Something in the request cannot be stored or searched for: a character that no"
                " text has, or a number that is too long. Remove it, and send it again."
            )
        case OperationalError():
            return gettext(
                "The database is busy or down. Nothing was changed; try again in a moment."
            )
        case PermissionDenied() if not str(error):
            return gettext("You may not do this.")
        case NotShown():
            return f"{SENTENCE} {MEANING}"
    return translate(error)


class OtherDraft(TypedDict):
    """The text that somebody else saved in the meantime."""

    version: int
    rating: str | None
    conclusion: str
    body: str
    saved_by: str | None


class ProblemExtras(TypedDict, total=False):
    """Extra members of some problems. `fields` has the errors of each field."""

    missing: list[str]
    fields: Any
    since: datetime | None
    confirm_by: datetime | None
    draft: OtherDraft


class Problem(ProblemExtras):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str


def problem_body(status: int, detail: str, more: ProblemExtras | None = None) -> Problem:
    """RFC 9457 problem details, with the extra members of this problem."""
    title = str(TITLES.get(status, _("That did not work")))
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        **(more or {}),
    }


def more_of(error: Exception) -> ProblemExtras:
    """Extra members of some problems: the list of what is missing, or the other text."""
    match error:
        case NotReady():
            return {"missing": [one.shown for one in error.missing]}
        case NoRoom():
            return {}
        case NotShown():
            return {"since": error.since, "confirm_by": error.until}
        case ValidationError() if hasattr(error, "error_dict"):
            return {"fields": error.message_dict}
        case StaleDraft():
            draft = error.draft
            return {
                "draft": {
                    "version": draft.version,
                    "rating": draft.rating.slug if draft.rating else None,
                    "conclusion": draft.conclusion,
                    "body": draft.body,
                    "saved_by": draft.saved_by.username if draft.saved_by else None,
                }
            }
    return {}


def headers_of(error: Exception) -> dict[str, str]:
    """When to try again, if the storage failed: retrying within seconds does not help it.

    Withheld content may be shown again at any time, so caches keep the refusal for only as long
    as a page. RFC 7725 asks to name who withholds it.
    """
    if isinstance(error, NotShown):
        who = f'<{settings.SITE_URL}>; rel="blocked-by"'
        return {"Cache-Control": "public, max-age=30", "Link": who}
    return {"Retry-After": "60"} if isinstance(error, NoRoom | StoreAway) else {}


def problem(error: Exception, _context: object) -> Response | None:
    """The API's exception handler."""
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing at this address, or you may not see it.")
    if isinstance(error, SuspiciousOperation):
        error = _unread(error)
    if isinstance(error, exceptions.APIException):
        return _framework_problem(error)
    status = status_of(error)
    if status is None:
        return None
    if isinstance(error, IntegrityError | DataError):
        log.warning("The database refused something that our rules allowed.", exc_info=error)
    set_rollback()
    body = problem_body(status, detail_of(error), more_of(error))
    return Response(
        body,
        status=status,
        headers=headers_of(error),
        content_type="application/problem+json",
    )


def _unread(error: SuspiciousOperation) -> exceptions.APIException:
    """The answer if Django refuses to read a body: too many bytes, or too many parts."""
    if isinstance(error, RequestDataTooBig):
        refusal = exceptions.APIException("The request is too large. Nothing of it was stored.")
        refusal.status_code = 413
        return refusal
    return exceptions.ParseError(f"This request is not read: {error}")


def _framework_problem(error: exceptions.APIException) -> Response:
    status = error.status_code
    more: ProblemExtras = {}
    detail = str(error.detail)
    if isinstance(error, exceptions.ValidationError):
        # Malformed JSON is 400; JSON that says the wrong thing is 422.
        status = 422
        more = {"fields": error.detail}
        detail = " ".join(_flat(error.detail))
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = getattr(error, "auth_header", "Bearer")
    set_rollback()
    return Response(
        problem_body(status, detail, more),
        status=status,
        headers=headers,
        content_type="application/problem+json",
    )


def _flat(detail: Any, name: str = "") -> list[str]:
    if isinstance(detail, dict):
        return [line for key, part in detail.items() for line in _flat(part, str(key))]
    if isinstance(detail, list):
        return [line for part in detail for line in _flat(part, name)]
    return [f"{name}: {detail}" if name and name != "non_field_errors" else str(detail)]


def _withheld(request: HttpRequest, error: NotShown) -> HttpResponse:
    """The page in place of something withheld from readers; it reveals nothing about it."""
    context = {
        "since": error.since,
        "until": error.until,
        "is_moved": error.is_moved,
        "place": "checks",
        "contact": settings.CONTACT,
    }
    page = render(request, "readers/site/withheld.html", context)
    page.status_code = 451
    for name, value in headers_of(error).items():
        page[name] = value
    return page


class DomainErrors:
    """For pages: the same refusals as a page, or as a fragment if htmx asked.

    It also gives each request its id, and keeps the sentences of the API in English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(uuid.uuid4().hex)
        is_api = request.path.startswith("/api/")
        try:
            with translation.override("en") if is_api else nullcontext():
                return self.get_response(request)
        finally:
            request_id.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        status = status_of(error)
        if status is None:
            return None
        if isinstance(error, IntegrityError | DataError):
            log.warning(
                "The database refused something that our rules allowed.", exc_info=error
            )
        if isinstance(error, NotShown):
            return _withheld(request, error)
        detail = detail_of(error)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(problem_body(status, detail, more_of(error)), status=status)
        template = "refused.html#box" if getattr(request, "htmx", False) else "refused.html"
        context = {
            "title": TITLES[status],
            "detail": detail,
            "missing": more_of(error).get("missing", []),
            "status": status,
        }
        return render(request, template, context, status=status)
