"""One's own tokens. Signing in, passwords, MFA and sessions are allauth's pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from knox.models import AuthToken

from accounts import actions
from accounts.http import UserRequest


@login_required
def tokens(request: UserRequest) -> HttpResponse:
    """The tokens of whoever asks; a new one is shown once, in the answer that made it."""
    plain = actions.make_token(by=request.user) if request.method == "POST" else None
    mine = AuthToken.objects.filter(user=request.user).order_by("-created")
    return render(request, "accounts/tokens.html", {"tokens": mine, "plain": plain})


@login_required
@require_POST
def end_token(request: UserRequest, token_key: str) -> HttpResponse:
    actions.end_token(token_key, by=request.user)
    messages.info(request, "The token is ended. Whatever used it gets 401 from now on.")
    return redirect("accounts:tokens")
