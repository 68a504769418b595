"""Keep editors and admins out until they set up a second factor, if the desk requires one."""

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
"""The pages that people need to set up the second factor, or to sign out."""


class RequireMfa:
    """Closes every page except those named here, so that a new page is closed by default.

    The API does this itself: its authentication classes ask the same policy.
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
    """Whether it is a page for readers; the preview of a draft belongs to the desk."""
    return match.view_name == "healthz" or (
        match.namespace == "readers" and not path.startswith("/desk/")
    )
