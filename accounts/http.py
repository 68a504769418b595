"""What views may take for granted about who asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import User, is_checker


class UserRequest(HttpRequest):
    """A request of somebody who signed in and belongs to the desk."""

    user: User
    htmx: HtmxDetails


def desk_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only people of the desk: others are asked to sign in, or told that they have no role."""

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_checker(cast("User", request.user)):
            raise PermissionDenied(
                "Your account has no role at this desk. Ask an admin for one."
            )
        return view(request, *args, **kwargs)

    return asked


class AtTheDesk(BasePermission):
    """The same for the API."""

    message = "Your account has no role at this desk. Ask an admin for one."

    def has_permission(self, request: Request, view: object) -> bool:
        return is_checker(request.user)


def signed_in(request: Request) -> User:
    """Who asks, once the permission class has let them in."""
    return cast("User", request.user)
