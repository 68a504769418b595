"""The forms of a retraction and of a correction."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from accounts.models import User
from claims.tips.models import Tip
from desk.forms import try_decision
from reviews.review.models import Draft, Rating, Review
from reviews.review.table import ASK_RETRACT, CORRECT, RETRACT, State
from reviews.revisions.models import Revision
from reviews.workflow import corrections, moves, publication_moves
from reviews.workflow.corrections import StartingTexts


def readers_text(label: StrOrPromise) -> forms.CharField:
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
        label=_("For the desk"),
        required=False,
        max_length=Review._meta.get_field("retract_note").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RetractionForm(forms.Form):
    """Everything that can be done about a retraction; `do` says what."""

    do = forms.ChoiceField(
        choices=[(do, do) for do in ("ask", "save", "retract", "decline")],
        error_messages={"required": gettext_lazy("Use one of the buttons.")},
    )
    text = readers_text(gettext_lazy("For readers"))
    note = desk_note()

    DONE = {
        "ask": ASK_RETRACT.done,
        "save": gettext_lazy("Saved. Readers will see this text if the check is retracted."),
        "retract": RETRACT.done,
        "decline": gettext_lazy("The request is closed. The check stays as it is."),
    }

    def is_done(self, review: Review, *, by: User) -> bool:
        """Do it. False: the form shows what went wrong."""

        def act() -> None:
            text, note = self.cleaned_data["text"], self.cleaned_data["note"]
            match self.cleaned_data["do"]:
                case "ask":
                    moves.ask_retract(review, note=note, text=text, by=by)
                case "save":
                    publication_moves.reword_retraction(review, text=text, by=by)
                case "decline":
                    publication_moves.decline_retraction(review, note=note, by=by)
                case "retract":
                    publication_moves.retract(review, text=text, by=by)

        return try_decision(self, act)

    @property
    def done(self) -> str:
        """What was done, in a sentence."""
        return str(self.DONE[self.cleaned_data["do"]])


class EditorField(forms.ModelChoiceField[User]):
    """An editor, by name."""

    def label_from_instance(self, person: User) -> str:
        return str(person.name)


class KindForm(forms.Form):
    """Kind and words of a correction, and the desk's note."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind, kind.capitalize()) for kind in ("minor", "update", "substantial")],
        error_messages={"required": CORRECT.missing("kind")},
    )
    text = readers_text(gettext_lazy("For readers"))
    note = desk_note()


class CorrectionForm(KindForm):
    """A corrected check, with the text that readers see about it."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    body = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        max_length=Draft._meta.get_field("body").max_length,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Conclusion"),
        required=False,
        strip=False,
        max_length=Draft._meta.get_field("conclusion").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rating = forms.ChoiceField(label=gettext_lazy("Rating"), required=False)
    claim = forms.CharField(
        label=gettext_lazy("Claim, in our wording"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to = EditorField(
        User.objects.none(),
        label=gettext_lazy("Who confirms it"),
        required=False,
        empty_label=gettext_lazy("any other editor"),
        to_field_name="username",
        widget=forms.Select(attrs={"aria-label": "Who confirms it"}),
    )

    field_order = ("body", "conclusion", "rating", "claim", "kind", "text", "note", "to")

    def __init__(self, review: Review, *, by: User, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.review, self.by = review, by
        grades = [(rating.slug, rating.label) for rating in Rating.current()]
        self.fields["rating"].choices = grades  # type: ignore[attr-defined]
        wrote = review.authors.values("user_id")
        others = User.objects.editors().exclude(pk=by.pk).exclude(pk__in=wrote)
        self.fields["to"].queryset = others.order_by("username")  # type: ignore[attr-defined]

    @classmethod
    def about(cls, start: StartingTexts, *, by: User) -> "CorrectionForm":
        """Filled with the text to correct and, if it was sent before, the words for readers."""
        review = start.review
        initial: dict[str, str | int] = {**start.texts, "version": start.draft.version}
        before = getattr(review, "proposed_correction", None)
        newest = Revision.objects.newest_of(review)
        was_sent = before and newest and before.revision_id == newest.pk
        if before and was_sent and review.state != State.PUBLISHED:
            initial |= {"kind": before.kind, "text": before.text, "note": before.note}
        return cls(review, by=by, initial=initial)

    def is_sent(self) -> bool:
        """Submit it, for another editor to confirm."""
        return try_decision(
            self,
            lambda: corrections.propose_correction(
                self.review, by=self.by, **self.cleaned_data
            ),
        )


class ConfirmForm(KindForm):
    """What an editor confirms: exactly one revision, with the text that readers see."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reports = forms.ModelMultipleChoiceField(Tip.objects.reports(), required=False)

    def is_confirmed(self, review: Review, *, by: User) -> bool:
        def act() -> None:
            reports = {report.pk for report in self.cleaned_data.pop("reports")}
            corrections.confirm_correction(review, reports=reports, by=by, **self.cleaned_data)

        return try_decision(self, act)
