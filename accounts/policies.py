"""Who must set up a second factor before anything else: asked by pages and API alike."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User


def must_enrol(user: User | AnonymousUser) -> bool:
    """Whether the desk demands a second factor of somebody who has not set one up."""
    return (
        settings.REQUIRE_MFA
        and isinstance(user, User)
        and user.is_editor
        and not has_second_factor(user)
    )


def has_second_factor(user: User) -> bool:
    """Whether an app was set up. Recovery codes alone don't count."""
    return bool(is_mfa_enabled(user, types=[Authenticator.Type.TOTP]))


def enrolment_sentence() -> str:
    """The API's error for people who must set up a second factor: what to do, and where."""
    where = settings.SITE_URL + reverse("mfa_index")
    return (
        f"This desk requires editors and admins to have a second factor. Set it up at {where}."
    )
