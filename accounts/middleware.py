"""Where it is required, editors and admins reach nothing before they set up MFA."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts.models import User

GUARDED = ("/desk/", "/api/", "/admin/")
"""Readers' pages know no session, and signing in must stay within reach."""


class RequireMfa:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.REQUIRE_MFA and request.path.startswith(GUARDED):
            user = request.user
            if isinstance(user, User) and user.is_editor and not is_mfa_enabled(user):
                return redirect("mfa_index")
        return self.get_response(request)
