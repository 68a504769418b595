"""Responses that several pages share: toasts, whole pages, and the answer to a form."""

from collections.abc import Callable, Mapping
from typing import TypedDict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from accounts.http import UserRequest
from desk.forms import try_action
from reviews.review.models import Review

UNPROCESSABLE = 422
PROPOSED = gettext_lazy("Proposed. Readers see it as soon as an editor confirms it.")


class Toast(TypedDict):
    """A short message at the edge of a page; `undo` is an address, or empty."""

    words: str
    undo: str


def add_toast(request: HttpRequest, words: StrOrPromise, *, undo: str = "") -> None:
    """Show on the next page what was done; `undo` is the address that takes it back."""
    messages.success(request, words, extra_tags=undo)


def pending_toasts(request: HttpRequest) -> list[Toast]:
    """The messages that the last request left for this page."""
    return [
        Toast(words=str(message), undo=message.extra_tags or "")
        for message in messages.get_messages(request)
    ]


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Render a page of the desk, with waiting messages as toasts instead of a list."""
    toasts = pending_toasts(request)
    return render(
        request, template, {**context, "toasts": toasts, "messages": []}, status=status
    )


def respond_to_form(
    request: UserRequest,
    review: Review,
    form: forms.Form,
    act: Callable[[], object],
    *,
    heading: str,
    back: str,
) -> HttpResponse:
    """Act on a valid form and go back; otherwise show the form again with its errors (422)."""
    if try_action(form, act):
        return redirect(back)
    context = {"review": review, "form": form, "heading": heading, "back": back}
    return render(request, "desk/parts/refused_form.html", context, status=UNPROCESSABLE)
