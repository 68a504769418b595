"""The forms for readers. The rules and their messages are in the actions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.tips import actions as tip_actions
from claims.tips.actions import LONGEST_TIP
from reviews.publication.models import Publication
from reviews.tips import reports


class SentForm(forms.Form):
    """A form whose sender gets the secret of a private page."""

    def send(self, *, address: str) -> str | None:
        """Send it and return the secret of its page. None: the form shows what went wrong.

        Raises TooManyTips.
        """
        if not self.is_valid():
            return None
        try:
            return self.take_in(address=address)
        except ValidationError as error:
            self.add_error(None, error)
            return None

    def take_in(self, *, address: str) -> str:
        """Save the valid data; returns the secret."""
        raise NotImplementedError


class TipForm(SentForm):
    """Something to check: words, a link to them, or both."""

    url = forms.CharField(
        label=_("Link"),
        required=False,
        help_text=_("· to the page, post or video"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("The words"),
        required=False,
        help_text=_("· that you read or heard, as they were said"),
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST_TIP}),
    )
    why = forms.CharField(
        label=_("Why it matters"),
        required=False,
        help_text=_("· who says it, and where you met it"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        help_text=_("· for one answer; then we delete it"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def take_in(self, *, address: str) -> str:
        _, secret = tip_actions.send_tip(address=address, **self.cleaned_data)
        return secret


class ReportForm(SentForm):
    """What is wrong with a check."""

    text = forms.CharField(
        label=_("What is wrong"),
        required=False,  # its action says what is missing
        help_text=_("A figure, a name, a date, the rating, a source we missed. A link helps."),
        widget=forms.Textarea(
            attrs={"rows": 6, "maxlength": LONGEST_TIP, "aria-required": "true"}
        ),
    )
    email = forms.CharField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("For our answer, once. Then we delete it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_credit = forms.BooleanField(
        label=_("If you correct it because of me, say that a reader found it"), required=False
    )

    def __init__(self, *args: Any, publication: Publication, **more: Any) -> None:
        super().__init__(*args, **more)
        self.publication = publication

    def take_in(self, *, address: str) -> str:
        about = self.publication
        _, secret = reports.send_report(about, address=address, **self.cleaned_data)
        return secret
