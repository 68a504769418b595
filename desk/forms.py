"""Fields and errors that the forms of several pages share."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.claimants.models import Claimant
from claims.claims.facts import CLAIM_FACTS, LISTED_FACTS, ClaimFact
from reviews.exceptions import NotReady, Refused
from reviews.sentences import translate


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


WEB_ADDRESS = {
    "invalid": _("This isn’t a web address we can fetch. Example: https://example.org/report")
}
"""Error messages for a field that takes an address."""


def is_link(words: str) -> bool:
    """Whether the text is one link and nothing else."""
    return urlsplit(words).scheme in {"http", "https"} and len(words.split()) == 1


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show the errors that an action raised next to the fields they are about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def try_action(form: forms.Form, act: Callable[[], object]) -> bool:
    """Call `act` if the form is valid. False: its fields show what went wrong."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def _fact_field(fact: ClaimFact) -> forms.Field:
    """The form field of a fact, from its column. The column's own rules are the model's."""
    if fact.is_day:
        return forms.DateField(
            label=fact.label, help_text=fact.hint, required=False, widget=DayInput()
        )
    return forms.CharField(
        label=fact.label, help_text=fact.hint, required=False, max_length=fact.max_length
    )


class ClaimFields(forms.Form):
    """A claim in our wording, and what is known about it."""

    text = forms.CharField(
        label=_("Claim, in our wording"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    claimant = forms.CharField(label=_("Said by"), required=False, max_length=200)
    claimant_kind = forms.ChoiceField(
        label=_("Kind of claimant"),
        choices=[("", _("guessed from name and role")), *Claimant.Kind.choices],
        required=False,
    )
    described_as = forms.CharField(
        label=_("What readers see instead of a private person’s name"),
        required=False,
        max_length=100,
    )
    topics = forms.CharField(
        label=_("Topics"), required=False, help_text=_("· separated by commas")
    )

    field_order = (
        "text",
        "claimant",
        "claimant_kind",
        "described_as",
        *(fact.name for fact in CLAIM_FACTS),
        "topics",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in CLAIM_FACTS:
            self.fields[fact.name] = _fact_field(fact)
        self.order_fields(self.field_order)

    @property
    def listed_facts(self) -> list[forms.BoundField]:
        """The fields of the facts that templates don't place by hand."""
        return [self[fact.name] for fact in LISTED_FACTS]

    def clean_topics(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["topics"].split(",") if name.strip()]


def valid_data(form: forms.Form) -> dict[str, Any]:
    """The cleaned data of a form. Raises `ValidationError`, as actions do, if it is invalid."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data


def try_decision(form: forms.Form, act: Callable[[], object]) -> bool:
    """Call `act` if the form is valid. False: the form shows what went wrong, whether it was a
    field, a gate, or somebody else who was faster.
    """
    try:
        return try_action(form, act)
    except NotReady as refusal:
        for one in refusal.missing:
            form.add_error("text" if one.where == "retraction" else None, one.shown)
    except Refused as refusal:
        form.add_error(None, translate(refusal))
    return False
