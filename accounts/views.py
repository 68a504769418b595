"""One's own tokens, second factor and lost password. Other account pages are allauth's."""

from allauth.account.adapter import get_adapter
from allauth.account.views import PasswordResetView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts import actions, sign_in_limits
from accounts.forms import BylineForm, TokenForm
from accounts.http import UserRequest, asks_again
from accounts.models import Token


@asks_again
def tokens(request: UserRequest) -> HttpResponse:
    """One's own tokens; a new one is shown once, in the response that created it."""
    form = TokenForm(request.POST or None)
    plain = None
    if request.method == "POST" and form.is_valid():
        plain = actions.make_token(name=form.cleaned_data["name"], by=request.user)
        form = TokenForm()
    mine = Token.objects.filter(user=request.user)
    context = {"tokens": mine, "plain": plain, "form": form}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
def byline(request: UserRequest) -> HttpResponse:
    """Choose what readers see instead of one's name."""
    form = BylineForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.set_byline(request.user, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            seen = _("Readers now see “%(name)s” on every page.") % {"name": changed.byline}
            messages.success(request, seen)
            return redirect("accounts:byline")
    status = 422 if form.errors else 200
    return render(request, "accounts/byline.html", {"form": form}, status=status)


@login_required
@require_POST
def end_token(request: UserRequest, token_key: str) -> HttpResponse:
    actions.end_token(token_key, by=request.user)
    messages.info(request, _("The token has ended. Programs that use it get 401 from now on."))
    return redirect("accounts:tokens")


class ResetPassword(PasswordResetView):  # type: ignore[misc]
    """allauth's page that sends a link, with our own limit on how often it is requested."""

    def form_valid(self, form: Form) -> HttpResponse:
        address = get_adapter().get_client_ip(self.request)
        try:
            sign_in_limits.count_reset(form.cleaned_data["email"], address=address)
        except sign_in_limits.TooManyAttempts as refused:
            answer = render(self.request, "429.html", {"wait": refused.in_words}, status=429)
            answer["Retry-After"] = str(refused.seconds)
            return answer
        done: HttpResponse = super().form_valid(form)
        return done


class ActivateTotp(ActivateTOTPView):  # type: ignore[misc]
    """allauth's page, in one transaction with its event; this session continues, others end."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.note_second_factor(self.request.user)
        update_session_auth_hash(self.request, self.request.user)
        return answer


class DeactivateTotp(DeactivateTOTPView):  # type: ignore[misc]
    """allauth's page, in one transaction with its event."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.remove_second_factor(self.request.user, by=self.request.user)
        return answer


class GenerateRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """allauth's page, in one transaction with its event."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.note_recovery_codes(self.request.user)
        return answer
