"""The form for a claim that has no article."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.forms import ClaimFields, add_errors
from reviews.review.models import Review
from reviews.triage import actions


class ClaimForm(ClaimFields):
    """A claim that has no article."""

    claimant = forms.CharField(label=_("Said by"), max_length=200)

    def file(self, *, by: User) -> Review | None:
        """The review queued; None where something stops it, which the form then says."""
        if not self.is_valid():
            return None
        try:
            return actions.file_claim(by=by, **self.cleaned_data)
        except ValidationError as error:
            add_errors(self, error)
            return None
