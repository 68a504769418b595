from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.utils.translation import gettext_lazy as _

from accounts import actions, sign_in_limits
from accounts.adapter import too_many
from accounts.models import THE_DESK, Byline, Token, User


class TokenForm(forms.ModelForm[Token]):
    class Meta:
        model = Token
        fields = ["name"]
        labels = {"name": _("What will use it")}
        help_texts = {"name": _("so that you can tell it from others and end it")}


class BylineForm(forms.Form):
    """What readers see instead of a person; each choice shows what would be printed."""

    choice = forms.ChoiceField(widget=forms.RadioSelect, label=_("Readers see"))
    pen_name = forms.CharField(
        max_length=100,
        required=False,
        label=_("Pen name"),
        help_text=_(
            "Readers don't learn that it is a pen name; your colleagues know it is you."
        ),
    )

    def __init__(self, data: Any, *, user: User) -> None:
        initial = {"choice": user.byline_choice, "pen_name": user.pen_name}
        super().__init__(data, initial=initial)
        choices = [
            (Byline.NAME, user.name),
            (Byline.PEN_NAME, _("a pen name")),
            (Byline.DESK, THE_DESK),
        ]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]


class _CountedCode:
    """Counts wrong codes, and records an accepted recovery code, on every page."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        try:
            attempt = sign_in_limits.count_code(self.user)
        except sign_in_limits.TooManyAttempts as refused:
            raise too_many(refused) from None
        code: str = super().clean_code()  # type: ignore[misc]
        sign_in_limits.succeed(attempt)
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            left = len(
                Authenticator.objects.get(pk=self.authenticator.pk).wrap().get_unused_codes()
            )
            actions.note_used_recovery_code(self.user, left=left)
        return code


class SignInCodeForm(_CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmCodeForm(_CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """The second factor, asked for again before a page that protects the account."""


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password for somebody who is signed in and knows the old one; counts wrong ones."""

    def clean_oldpassword(self) -> str:
        typed: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed


class AdminPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Lets an admin set somebody's password in the admin site, through the same action."""

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002, ARG002 - as Django calls it
        new: Any = self.cleaned_data["password1"]
        if not self.cleaned_data["set_usable_password"]:
            new = None
        return actions.change_password(self.user, password=new, by=context.request.user)
