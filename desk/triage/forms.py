"""The forms of the triage page. The rules are in the models and actions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.claims.models import Claim
from claims.statements.models import Statement
from desk.forms import ClaimFields, DayInput
from readers.row_ids import key_in
from reviews.triage.batches import MOST


class AcceptForm(ClaimFields):
    """Make a claim of a statement. `remember`: note the speaker's spelling as an alias."""

    remember = forms.BooleanField(required=False)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        choices=Statement.Reason.choices,
        error_messages={
            "required": gettext_lazy("Choose a reason: it is shown in the docket.")
        },
    )
    note = forms.CharField(required=False, max_length=500)


class JoinForm(forms.Form):
    claim = forms.ModelChoiceField(
        Claim.objects.all(),
        error_messages={"required": gettext_lazy("Choose the claim that it repeats.")},
    )


class ChooseSpeakerForm(forms.Form):
    """Which of those who may have said it did; empty for none of them."""

    speaker = forms.CharField(required=False, max_length=200)

    def clean_speaker(self) -> str:
        if "speaker" not in self.data:
            raise ValidationError(_("Choose who said it."))
        speaker: str = self.cleaned_data["speaker"]
        return speaker


class CorrectForm(forms.Form):
    """Who said it and when, in the fields of the claim that it may become."""

    claimant = forms.CharField(required=False, max_length=200)
    said_on = forms.DateField(required=False, widget=DayInput())


class MarkForm(forms.Form):
    """Words that the extraction missed, by their places or as they are in the text."""

    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    words = forms.CharField(required=False)
    speaker = forms.CharField(required=False, max_length=200)

    def span_in(self, text: str) -> tuple[int, int]:
        """Where the words are; (0, 0) if they aren't in the text."""
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        if start is not None and end is not None:
            return start, end
        words = self.cleaned_data["words"].strip()
        place = text.find(words) if words else -1
        return (place, place + len(words)) if place >= 0 else (0, 0)


class SplitForm(forms.Form):
    """Where to cut ("32-68 73-90", places in the article); empty for the proposed cuts."""

    spans = forms.RegexField(
        r"^\s*(\d{1,9}-\d{1,9}\s*)*$",
        required=False,
        error_messages={
            "invalid": gettext_lazy("The cuts could not be read. Open the statement again.")
        },
    )

    def pieces(self) -> list[tuple[int, int]] | None:
        spans = [span.split("-") for span in self.cleaned_data["spans"].split()]
        return [(int(start), int(end)) for start, end in spans] or None


class BatchForm(forms.Form):
    """The ticked statements."""

    ids = forms.CharField()

    def clean_ids(self) -> list[int]:
        written = self.cleaned_data["ids"].replace(",", " ").split()
        picked = [key for one in written if (key := key_in(one)) is not None]
        if not picked or len(picked) < len(written):
            raise ValidationError(_("Tick statements first."))
        if len(picked) > MOST:
            raise ValidationError(
                _("Tick at most %(most)s statements at once.") % {"most": MOST}
            )
        return picked


class BatchDeclineForm(BatchForm, DeclineForm):
    """The ticked statements, and one reason for all."""
