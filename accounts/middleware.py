"""Where it is required, editors and admins open no page of the desk before they set up MFA."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve

from accounts.policies import must_enrol

ENROLMENT = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "accounts:activate_totp",
}
"""The pages by which somebody sets up the second factor, or leaves."""


class RequireMfa:
    """Everything is closed but what is named here, so that a new page is closed by itself.

    The API answers by itself: its authentication classes ask the same policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if must_enrol(request.user):
            if not _is_open(request.path_info):
                return redirect("mfa_index")
            request.must_enrol = True  # type: ignore[attr-defined]
        return self.get_response(request)


def _is_open(path: str) -> bool:
    if path.startswith("/api/"):
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.view_name in ENROLMENT or _is_for_readers(match, path)


def _is_for_readers(match: ResolverMatch, path: str) -> bool:
    """Readers' pages show the same to everybody; the preview of a draft is the desk's."""
    return match.view_name == "healthz" or (
        match.namespace == "readers" and not path.startswith("/desk/")
    )
