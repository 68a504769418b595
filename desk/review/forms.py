"""The forms of one review. The rules are in the models and actions."""

from typing import TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.claims.facts import facts_of
from desk.forms import ClaimFields, DayInput
from reviews import calculations
from reviews.replies.models import ReplyTemplate
from reviews.review.models import Review
from sources.safe_fetch import media_type
from sources.snapshots import actions
from sources.snapshots.models import Snapshot


class RewordForm(ClaimFields):
    """The claim's own wording, claimant, date and place."""

    claimant = forms.CharField(label=gettext_lazy("Said by"), max_length=200)
    compared_with = forms.CharField(
        label=gettext_lazy("Compared with"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "the recording or document with which you compared the words: “Recording of"
            " the council, 0:48:12”. Without one, readers see who reported the claim"
        ),
    )

    @classmethod
    def about(cls, review: Review) -> "RewordForm":
        claim = review.claim
        return cls(
            initial={
                "text": claim.text,
                "claimant": claim.claimant.name,
                **facts_of(claim),
                "topics": ", ".join(topic.name for topic in claim.topics.all()),
                "compared_with": claim.compared_with,
            }
        )


class PersonField(forms.ModelChoiceField[User]):
    """Somebody of the desk, by name."""

    def label_from_instance(self, person: User) -> str:
        return str(person.name)


class ReplyForm(forms.Form):
    """The right of reply: who was asked, when and how, or why not; and what was said."""

    whom = forms.CharField(
        label=gettext_lazy("Whom we asked"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("empty: the claimant"),
    )
    how = forms.CharField(
        label=gettext_lazy("How"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("by e-mail"),
    )
    asked_on = forms.DateField(
        label=gettext_lazy("Asked on"), required=False, widget=DayInput()
    )
    asked_by = PersonField(
        User.objects.checkers().order_by("username"),
        label=gettext_lazy("Asked by"),
        required=False,
        empty_label=None,
    )
    due_on = forms.DateField(label=gettext_lazy("Reply due"), required=False, widget=DayInput())
    template = forms.ModelChoiceField(
        ReplyTemplate.objects.all(),
        label=gettext_lazy("Message"),
        required=False,
        empty_label=None,
    )
    message = forms.CharField(
        label=gettext_lazy("What we write"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("for the desk; readers do not see it"),
    )
    reply = forms.CharField(
        label=gettext_lazy("What they said"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replied_on = forms.DateField(
        label=gettext_lazy("Replied on"), required=False, widget=DayInput()
    )
    file = forms.FileField(label=gettext_lazy("The answer as a file"), required=False)
    not_asked_because = forms.CharField(
        label=gettext_lazy("Not asked, because"), required=False, max_length=300
    )


class ReplyAnswerForm(forms.Form):
    """What came back on a request: words, a file that we keep, or both."""

    reply = forms.CharField(
        label=gettext_lazy("What they said"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replied_on = forms.DateField(
        label=gettext_lazy("Replied on"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("empty: today"),
    )
    file = forms.FileField(label=gettext_lazy("The answer as a file"), required=False)


class CalculationForm(forms.Form):
    """A calculation with the figures of evidence, and how its result is shown."""

    label = forms.CharField(label=gettext_lazy("What it calculates"), max_length=120)
    expression = forms.CharField(
        label=gettext_lazy("Calculation"),
        max_length=calculations.LONGEST_EXPRESSION,
        help_text=gettext_lazy("figures by number: [1] / [2] * 100"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("of the result: percent, GBP"),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"), min_value=0, max_value=10, initial=2
    )


class ParkForm(forms.Form):
    """What a held review waits for, and until when."""

    waiting_for = forms.ChoiceField(
        label=gettext_lazy("Waiting for"),
        required=False,
        choices=[
            ("", gettext_lazy("nothing: work goes on")),
            ("reply", gettext_lazy("a reply")),
            ("data", gettext_lazy("data")),
            ("expert", gettext_lazy("an expert")),
        ],
    )
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DayInput())


class SourcePage(TypedDict, total=False):
    """The page of a source as the actions take it: an address, or an archived page."""

    url: str
    snapshot: Snapshot


class SourceForm(forms.Form):
    """A page to take evidence from: its address, or a file saved by hand."""

    url = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=2048)
    file = forms.FileField(label=gettext_lazy("Page or PDF saved by hand"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)

    def page(self, *, by: User) -> SourcePage:
        """The address that was given, or the file, which is archived at once."""
        file = self.cleaned_data["file"]
        if file is None:
            return {"url": self.cleaned_data["url"].strip()}
        if file.size > actions.HAND_LIMIT:
            raise ValidationError(
                {"file": _("The file is over 25 MB. Save the part that matters.")}
            )
        body = file.read()
        kind = media_type.media_type(body, file.content_type or "")
        own_title = kind in {"text/html", "application/xhtml+xml"}  # a web page has one
        snapshot = actions.archive_by_hand(
            body,
            media_type=kind,
            url=self.cleaned_data["url"].strip(),
            title=self.cleaned_data["title"] or ("" if own_title else file.name or ""),
            by=by,
        )
        return {"snapshot": snapshot}


class DraftForm(forms.Form):
    """The text in work, with the version that it was made from and the tab that sends it."""

    version = forms.IntegerField(min_value=1)
    rating = forms.CharField(required=False)
    conclusion = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)
    session = forms.CharField(required=False, max_length=40)
    counter = forms.IntegerField(required=False, min_value=0)
