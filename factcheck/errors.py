"""Turns each way of saying no into its status, for pages and API alike. Nobody else does."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

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
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from claims.statements.actions import AlreadyTriaged
from history.record import request_id
from reviews.exceptions import NotReady, Refused
from reviews.publication.withheld import MEANING, SENTENCE, NotShown
from reviews.review.actions import StaleDraft
from sources.snapshots.actions import NoRoom
from sources.snapshots.storage_errors import BytesGone, StoreAway

log = logging.getLogger(__name__)

TITLES = {
    400: "That request could not be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not that way",
    406: "Not in that form",
    409: "Somebody was first",
    410: "No longer here",
    413: "Too much at once",
    415: "Not that kind of content",
    422: "Something is missing",
    429: "Too many requests",
    451: "Withheld",
    503: "Busy for a moment",
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
    """The status of a domain error; None for what is none."""
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
            return (
                "Somebody changed the same thing at the same moment. Look again, and repeat it."
            )
        case DataError():
            return (
                "Something that was sent cannot be stored or searched for: a character that no"
                " text has, or a number that is too long. Take it out, and send it again."
            )
        case OperationalError():
            return "The database is busy or away. Nothing was changed; try again in a moment."
        case PermissionDenied() if not str(error):
            return "You may not do this."
        case NotShown():
            return f"{SENTENCE} {MEANING}"
    return str(error)


def problem_body(status: int, detail: str, **more: Any) -> dict[str, Any]:
    """RFC 9457 problem details."""
    title = TITLES.get(status, "That did not work")
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}


def more_of(error: Exception) -> dict[str, Any]:
    """What some refusals add: the list of what is missing, or the other text."""
    match error:
        case NotReady():
            return {"missing": [str(one) for one in error.missing]}
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
    """When to ask again, where it is the store that failed: seconds do not help it.

    What is withheld may be shown again at any time, so caches keep the refusal for as long as
    a page. RFC 7725 asks to name who withholds it.
    """
    if isinstance(error, NotShown):
        who = f'<{settings.SITE_URL}>; rel="blocked-by"'
        return {"Cache-Control": "public, max-age=30", "Link": who}
    return {"Retry-After": "60"} if isinstance(error, NoRoom | StoreAway) else {}


def problem(error: Exception, _context: dict[str, Any]) -> Response | None:
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
        log.warning("The database refused what the rules let through.", exc_info=error)
    set_rollback()
    body = problem_body(status, detail_of(error), **more_of(error))
    return Response(
        body,
        status=status,
        headers=headers_of(error),
        content_type="application/problem+json",
    )


def _unread(error: SuspiciousOperation) -> exceptions.APIException:
    """Django refuses to read a body: too much of it, or too many parts."""
    if isinstance(error, RequestDataTooBig):
        refusal = exceptions.APIException("The request is too large. Nothing of it was kept.")
        refusal.status_code = 413
        return refusal
    return exceptions.ParseError(f"This request is not read: {error}")


def _framework_problem(error: exceptions.APIException) -> Response:
    status = error.status_code
    more: dict[str, Any] = {}
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
        problem_body(status, detail, **more),
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
    """The page that stands for what readers do not see now, and names nothing of it."""
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
    """For pages: the same refusals as a page, or as a fragment where htmx asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(uuid.uuid4().hex)
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        status = status_of(error)
        if status is None:
            return None
        if isinstance(error, IntegrityError | DataError):
            log.warning("The database refused what the rules let through.", exc_info=error)
        if isinstance(error, NotShown):
            return _withheld(request, error)
        detail = detail_of(error)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(problem_body(status, detail, **more_of(error)), status=status)
        template = "refused.html#box" if getattr(request, "htmx", False) else "refused.html"
        context = {
            "title": TITLES[status],
            "detail": detail,
            "missing": more_of(error).get("missing", []),
            "status": status,
        }
        return render(request, template, context, status=status)
