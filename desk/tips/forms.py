"""Answers to tips and reports: a ready sentence, one of our checks, or own words."""

import re
from typing import TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.publication.models import Publication

READY = {
    "not-checkable": gettext_lazy(
        "We cannot check this: it is an opinion, or it says what will come."
    ),
    "too-small": gettext_lazy(
        "We read this and leave it: few people met it, and little hangs on it."
    ),
    "outside": gettext_lazy(
        "This is outside of what our newsroom covers. Another desk may take it."
    ),
    "known": gettext_lazy("We know of this and are looking into it already."),
}
"""Stored with the tip and sent to its sender, in the language of the desk."""
_SLUG = re.compile(r"(?:.*/checks/)?([-\w]+)/?(?:[?#].*)?$")


class TipAnswerInput(TypedDict):
    """What `answer_tip` takes."""

    answer: str
    check: Publication | None


class ReportAnswerInput(TypedDict):
    """What `answer_report` takes."""

    answer: str
    corrected: bool


class TipAnswerForm(forms.Form):
    """An answer to a tip. Own words take precedence over a ready sentence."""

    ready = forms.ChoiceField(
        choices=list(READY.items()), required=False, widget=forms.RadioSelect
    )
    near = forms.CharField(required=False, max_length=300)
    check = forms.CharField(
        label=gettext_lazy("Another check"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("· the address of our check"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answer = forms.CharField(
        label=gettext_lazy("Own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_check(self) -> Publication | None:
        """The published check with this address or slug."""
        words = self.cleaned_data["check"] or self.cleaned_data.get("near", "")
        if not words:
            return None
        found = _SLUG.match(words)
        check = Publication.objects.live().filter(slug=found[1]).first() if found else None
        if check is None:
            raise ValidationError(_("We have no such check, or it is retracted."))
        return check

    def clean(self) -> None:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Choose a sentence, name a check, or write an answer."))

    def given(self) -> TipAnswerInput:
        """What `answer_tip` takes, from a form that is valid."""
        cleaned = self.cleaned_data
        words = cleaned["answer"] or str(READY.get(cleaned["ready"], ""))
        return {"answer": words, "check": cleaned["check"]}


class ReportAnswerForm(forms.Form):
    """An answer to a report: own words, or that a correction was made because of it."""

    corrected = forms.BooleanField(required=False)
    answer = forms.CharField(
        label=gettext_lazy("For the reader"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> None:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Write the answer that the reader will see."))

    def given(self) -> ReportAnswerInput:
        """What `answer_report` takes, from a form that is valid."""
        cleaned = self.cleaned_data
        return {"answer": cleaned["answer"], "corrected": cleaned["corrected"]}


class EraseTipForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it is erased"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say why it is erased: history keeps the reason.")
        },
    )
