"""How the pages of a review answer a form: back to where it was, or the form again with why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import UserRequest
from desk.forms import try_action
from reviews.review.models import Review

UNPROCESSABLE = 422
PROPOSED = "Proposed. Readers see it as soon as an editor confirms it."


def add_toast(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Say on the next page what was done; `undo` is the address that takes it back."""
    messages.success(request, words, extra_tags=undo)


def pending_toasts(request: HttpRequest) -> list[dict[str, str]]:
    """What the last request had to say, as toasts: `words` and, where there is one, `undo`."""
    return [
        {"words": str(message), "undo": message.extra_tags or ""}
        for message in messages.get_messages(request)
    ]


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the review, with what was said before as toasts instead of a list."""
    toasts = pending_toasts(request)
    return render(
        request, template, {**context, "toasts": toasts, "messages": []}, status=status
    )


def respond_to_form(
    request: UserRequest,
    review: Review,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    back: str,
) -> HttpResponse:
    """Do it and go back; where something stops it, the same form with what was typed (422)."""
    if try_action(form, lambda: act(form.cleaned_data)):
        return redirect(back)
    context = {"review": review, "form": form, "heading": heading, "back": back}
    return render(request, "desk/parts/refused_form.html", context, status=UNPROCESSABLE)
