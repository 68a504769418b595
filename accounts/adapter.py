"""Our rules for allauth: closed sign-up, our own limits, passwords set by our actions."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import actions, sign_in_limits
from accounts.models import User


def too_many(refused: sign_in_limits.TooManyAttempts) -> ValidationError:
    """The error of a form after too many wrong passwords or codes."""
    return ValidationError(
        _("Too many wrong attempts. Wait %(time)s, or ask an admin for a new password."),
        params={"time": refused.in_words},
        code="too_many_login_attempts",
    )


class ClosedDesk(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Set a password by our action. Every page of allauth that sets one comes here."""
        is_reset = context.request.user.is_anonymous
        actions.change_password(user, password=password, by=user, is_reset=is_reset)

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Check a password within our limits. Every page that asks for one comes here."""
        try:
            attempt = sign_in_limits.count_password(
                credentials.get("username", ""), address=self.get_client_ip(request)
            )
        except sign_in_limits.TooManyAttempts as refused:
            raise too_many(refused) from None
        user = super().authenticate(request, **credentials)
        if user:
            sign_in_limits.succeed(attempt)
        return user
