"""Authentication of the API: a bearer token, or the session of a signed-in browser.

Tokens come first in the list of classes, so that a missing token gives 401 and not 403. Both
refuse somebody who must set up a second factor first.
"""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.models import User
from accounts.policies import enrolment_sentence, must_enrol


def _refuse_before_enrolment(user: User) -> None:
    if must_enrol(user):
        raise PermissionDenied(enrolment_sentence())


class BearerToken(TokenAuthentication):  # type: ignore[misc]
    """Knox's tokens: only a digest is stored; each ends after 90 days or by its owner."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isascii() or b"\x00" in token:  # which would make Knox fail
            raise AuthenticationFailed("This token is not valid.")
        return super().authenticate_credentials(token)

    def validate_user(self, auth_token: Any) -> Any:
        found = super().validate_user(auth_token)
        _refuse_before_enrolment(auth_token.user)
        return found


class BrowserSession(SessionAuthentication):
    """The session of somebody who signed in on the desk's pages."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found:
            _refuse_before_enrolment(found[0])
        return found


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class BrowserSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class = BrowserSession  # type: ignore[assignment]
