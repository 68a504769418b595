"""What allauth asks of us: sign-up is closed, and a new password goes through its action."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context

from accounts import actions
from accounts.models import User


class ClosedDesk(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Every page of allauth's that sets a password comes here: changed, set or reset."""
        is_reset = context.request.user.is_anonymous
        actions.change_password(user, password=password, by=user, is_reset=is_reset)
