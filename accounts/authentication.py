"""`Authorization: Bearer TOKEN`, first of the classes, so that no token is 401 and not 403."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication


class BearerToken(TokenAuthentication):  # type: ignore[misc]
    """Knox's tokens: only a digest is stored, each ends after 90 days or when its owner says."""


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
