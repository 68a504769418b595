"""What the desk's forms take in; the rules are the models' and the actions'."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from claims.claimants.models import Claimant
from reviews.review.models import Review
from reviews.triage import actions


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def is_address(words: str) -> bool:
    """Whether somebody pasted a link and nothing else."""
    return urlsplit(words).scheme in {"http", "https"} and len(words.split()) == 1


def blame(form: forms.Form, error: ValidationError) -> None:
    """Put an action's refusal beside the fields that it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Act where the form is right. False: what stands in the way is said beside its fields."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        blame(form, error)
        return False
    return True


class ClaimFields(forms.Form):
    """A claim in our wording, and what is known of it."""

    text = forms.CharField(
        label="Claim, in our wording",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    claimant = forms.CharField(label="Said by", required=False, max_length=200)
    claimant_kind = forms.ChoiceField(
        label="Kind of claimant",
        choices=[("", "as guessed by name and role"), *Claimant.Kind.choices],
        required=False,
    )
    described_as = forms.CharField(
        label="What readers see in place of a private person’s name",
        required=False,
        max_length=100,
    )
    said_on = forms.DateField(label="Said on", required=False, widget=DayInput())
    said_where = forms.CharField(label="Where", required=False, max_length=200)
    topics = forms.CharField(required=False, help_text="· with commas between them")
    why = forms.CharField(label="Why we check it", required=False, max_length=300)

    def clean_topics(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["topics"].split(",") if name.strip()]


class ClaimForm(ClaimFields):
    """A claim that has no article."""

    claimant = forms.CharField(label="Said by", max_length=200)

    def file(self, *, by: User) -> Review | None:
        """The review queued; None where something stops it, which the form then says."""
        if not self.is_valid():
            return None
        try:
            return actions.file_claim(by=by, **self.cleaned_data)
        except ValidationError as error:
            blame(self, error)
            return None


def parsed(form: forms.Form) -> dict[str, Any]:
    """What a form takes in; its refusal goes the way of every other refusal."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data
