from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm

from accounts import actions
from accounts.models import Token, User


class TokenForm(forms.ModelForm[Token]):
    class Meta:
        model = Token
        fields = ["name"]
        labels = {"name": "What will use it"}
        help_texts = {"name": "so that you can tell it from others and end it"}


class _RecordsRecoveryCodes:
    """A recovery code that was accepted is an event, wherever it was asked for."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            left = len(
                Authenticator.objects.get(pk=self.authenticator.pk).wrap().get_unused_codes()
            )
            actions.note_used_recovery_code(self.user, left=left)
        return code


class SignInCodeForm(_RecordsRecoveryCodes, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmCodeForm(_RecordsRecoveryCodes, ReauthenticateForm):  # type: ignore[misc]
    """The second factor, asked again before a page that guards the account."""


class AdminPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """An admin sets somebody's password in the admin site, through the same action."""

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002, ARG002 - as Django calls it
        new: Any = self.cleaned_data["password1"]
        if not self.cleaned_data["set_usable_password"]:
            new = None
        return actions.change_password(self.user, password=new, by=context.request.user)
