"""Sign-up is closed: an admin makes accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDesk(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False
