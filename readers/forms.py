"""What readers send by form; the rules and their sentences are the actions'."""

from django import forms
from django.core.exceptions import ValidationError

from claims import actions as claims
from claims.actions import LONGEST_TIP


class TipForm(forms.Form):
    """Something to check: words, a link to them, or both."""

    url = forms.CharField(
        label="Link",
        required=False,
        help_text="· to the page, post or video",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label="The words",
        required=False,
        help_text="· that you read or heard, as they were said",
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST_TIP}),
    )
    why = forms.CharField(
        label="Why it matters",
        required=False,
        help_text="· who says it, and where you met it",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
    email = forms.CharField(
        label="E-mail",
        required=False,
        help_text="· for one answer; then we delete it",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def send(self, *, address: str) -> str | None:
        """The secret of the tip's page; None where something stops it, which is then said.

        Raises TooManyTips.
        """
        if not self.is_valid():
            return None
        try:
            _, secret = claims.send_tip(address=address, **self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
            return None
        return secret
