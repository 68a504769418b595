"""One's own tokens. Signing in, passwords, MFA and sessions are allauth's pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import TokenForm
from accounts.http import UserRequest
from accounts.models import Token


@login_required
def tokens(request: UserRequest) -> HttpResponse:
    """The tokens of whoever asks; a new one is shown once, in the answer that made it."""
    form = TokenForm(request.POST or None)
    plain = None
    if request.method == "POST" and form.is_valid():
        plain = actions.make_token(name=form.cleaned_data["name"], by=request.user)
        form = TokenForm()
    mine = Token.objects.filter(user=request.user)
    context = {"tokens": mine, "plain": plain, "form": form}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_token(request: UserRequest, token_key: str) -> HttpResponse:
    actions.end_token(token_key, by=request.user)
    messages.info(request, "The token is ended. Whatever used it gets 401 from now on.")
    return redirect("accounts:tokens")
