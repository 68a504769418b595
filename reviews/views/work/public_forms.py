"""Forms for what readers are told: of a retraction, of a correction."""

from django import forms

from accounts.models import User
from reviews import actions
from reviews.models import Review
from reviews.refusals import NotReady
from reviews.views.desk.forms import is_done


def readers_text(label: str) -> forms.CharField:
    """A text that is published as it is written here."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=Review._meta.get_field("retract_text").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "data-counted": ""}),
    )


def desk_note() -> forms.CharField:
    """A note that nobody but the desk sees."""
    return forms.CharField(
        label="For the desk",
        required=False,
        max_length=Review._meta.get_field("retract_note").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RetractionForm(forms.Form):
    """All that can be done about a retraction; `do` says which of it."""

    do = forms.ChoiceField(
        choices=[(do, do) for do in ("ask", "save", "retract", "decline")],
        error_messages={"required": "Use one of the buttons."},
    )
    text = readers_text("For readers")
    note = desk_note()

    TOLD = {
        "ask": "Another editor is asked to retract it.",
        "save": "Saved: this is what readers would be told.",
        "retract": "Retracted. The page stays at its address and says so.",
        "decline": "The request is closed. The check stays as it is.",
    }

    def is_done(self, review: Review, *, by: User) -> bool:
        """Do it. False where something stands in the way, which the form then says."""

        def act() -> None:
            text, note = self.cleaned_data["text"], self.cleaned_data["note"]
            match self.cleaned_data["do"]:
                case "ask":
                    actions.ask_retract(review, note=note, text=text, by=by)
                case "save":
                    actions.reword_retraction(review, text=text, by=by)
                case "decline":
                    actions.decline_retraction(review, note=note, by=by)
                case "retract":
                    actions.retract(review, text=text, by=by)

        try:
            return is_done(self, act)
        except NotReady as refusal:
            for one in refusal.missing:
                self.add_error("text" if one.where == "retraction" else None, str(one))
            return False

    @property
    def told(self) -> str:
        """What was done, in a sentence."""
        return self.TOLD[self.cleaned_data["do"]]
