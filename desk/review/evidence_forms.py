"""What the forms about evidence take in: words of a page, and what is said of them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.evidence.models import Evidence
from reviews.evidence.suggestions import SuggestedFigure, plain_decimal, suggest_figures
from sources.snapshots.models import Snapshot


class FigureField(forms.CharField):
    """One number, as digits or as it is said: 86600000, 86.6 million, £64.6bn."""

    def clean(self, value: Any) -> SuggestedFigure | None:
        said = super().clean(value).strip()
        if not said:
            return None
        try:
            number = Decimal(said.replace(",", "").replace("\u00a0", "").replace(" ", ""))
        except InvalidOperation:
            found = suggest_figures(said)
            if len(found) != 1:
                raise ValidationError(
                    _("Give one number, as 86600000 or 86.6 million.")
                ) from None
            return found[0]
        if not number.is_finite() or abs(number) >= Decimal(10) ** 20:
            raise ValidationError(_("That number is too long."))
        return SuggestedFigure(said, plain_decimal(number), "", "", "")


class EvidenceMetadataForm(forms.Form):
    """What is said of a piece of evidence. Its number and its words are not here."""

    stance = forms.ChoiceField(
        choices=Evidence.Stance.choices,
        error_messages={"required": gettext_lazy("Say how the words bear on the claim.")},
    )
    point = forms.CharField(
        label=gettext_lazy("The point it bears on"), required=False, max_length=300
    )
    other_point = forms.CharField(
        label=gettext_lazy("Another point, in your words"), required=False, max_length=300
    )
    origin = forms.CharField(
        label=gettext_lazy("Origin"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("who knew this first; readers see it"),
    )
    primary = forms.BooleanField(
        label=gettext_lazy("Primary: the origin’s own document"), required=False
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    interest = forms.CharField(
        label=gettext_lazy("What is at stake for it"), required=False, max_length=300
    )
    figure = FigureField(
        label=gettext_lazy("The figure it gives"), required=False, max_length=60
    )
    figure_unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=40)
    figure_period = forms.CharField(label=gettext_lazy("Period"), required=False, max_length=80)
    figure_place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=80)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("Confidential: readers see only a description"), required=False
    )
    described_as = forms.CharField(
        label=gettext_lazy("What readers see instead"), required=False, max_length=300
    )

    def clean(self) -> None:
        """Take the unit from the figure itself (£64.6bn) if no other unit is given."""
        given = super().clean() or {}
        said: SuggestedFigure | None = given.get("figure")
        given["figure"] = said.value if said else None
        if said is not None and not given.get("figure_unit"):
            given["figure_unit"] = said.unit
        given["point"] = given.pop("other_point", "") or given.get("point", "")
        if self.add_prefix("publisher") not in self.data:
            given.pop("publisher", None)  # a form without the field must not clear it

    def using(self, figure: SuggestedFigure) -> "EvidenceMetadataForm":
        """The same form, as it was filled in, with a figure that was read in the passage."""
        chosen = {self.add_prefix(name): str(value) for name, value in figure.facts.items()}
        filled = {**{name: self.data[name] for name in self.data}, **chosen}
        return type(self)(filled, prefix=self.prefix)


class EvidenceForm(EvidenceMetadataForm):
    """Words of a page, and how they bear on the claim."""

    snapshot = forms.ModelChoiceField(
        Snapshot.objects.all(), required=False, widget=forms.HiddenInput()
    )
    url = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=2048)
    quote = forms.CharField(
        label=gettext_lazy("The words that matter"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Select the words that matter in the page, or paste them.")
        },
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())


def initial_metadata(piece: Evidence) -> dict[str, str | bool]:
    """What is known about a piece of evidence now, as the form's initial values."""
    asked = EvidenceMetadataForm.base_fields.keys() - {"publisher", "other_point"}
    said = {name: getattr(piece, name) for name in asked}
    content = piece.snapshot.content if piece.snapshot else None
    said["publisher"] = content.publisher.name if content and content.publisher else ""
    said["figure"] = f"{piece.figure.normalize():f}" if piece.figure is not None else ""
    return said
