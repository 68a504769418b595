"""The signed-in person of a request, for views and API."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import app_settings as allauth_account
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import User, is_checker
from accounts.policies import has_second_factor


class UserRequest(HttpRequest):
    """A request of somebody who signed in and belongs to the desk."""

    user: User
    htmx: HtmxDetails


def desk_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in only people of the desk; others must sign in, or read that they have no role."""

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_checker(cast("User", request.user)):
            raise PermissionDenied(
                _("Your account has no role at this desk. Ask an admin for one.")
            )
        return view(request, *args, **kwargs)

    return asked


class AtTheDesk(BasePermission):
    """The same for the API."""

    message = "Your account has no role at this desk. Ask an admin for one."

    def has_permission(self, request: Request, view: object) -> bool:
        return is_checker(request.user)


def signed_in(request: Request) -> User:
    """The signed-in person, once the permission class has let them in."""
    return cast("User", request.user)


def asks_again(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask for the password, and for a second factor if there is one, before any change.

    Each must have been given again in the last five minutes; signing in does not count. The
    submitted form is kept in the session meanwhile and processed once both were given.
    """

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            if not _gave_again(request, "password"):
                return suspend_request(request, reverse("account_reauthenticate"))  # type: ignore[no-any-return]
            if has_second_factor(cast("User", request.user)) and not _gave_again(
                request, "mfa"
            ):
                return suspend_request(request, reverse("mfa_reauthenticate"))  # type: ignore[no-any-return]
        return view(request, *args, **kwargs)

    return asked


def _gave_again(request: HttpRequest, method: str) -> bool:
    """Whether `password` or `mfa` was given in this session, after signing in and recently."""
    since = time.time() - allauth_account.REAUTHENTICATION_TIMEOUT
    return any(
        record["method"] == method and record.get("reauthenticated") and record["at"] > since
        for record in get_authentication_records(request, request.user)
    )
