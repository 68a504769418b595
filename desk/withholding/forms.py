"""The form by which an editor withholds something of a published check."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.forms import try_decision
from reviews.publication.models import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import as_the_desk_may_see
from reviews.revisions.document import FrozenSnapshot
from reviews.withholding import actions

LABELS = {
    "check": _("Withhold the check"),
    "version": _("Withhold the version"),
    "passage": _("Withhold the passage"),
    "copy": _("Withhold the archived page"),
    "name": _("Withhold the name"),
    "words": _("Remove the words"),
}


class WithholdForm(forms.Form):
    """What to withhold, what readers see instead, and why. Only the fields of `what` count.

    `spellings` are ticked among those that were offered, `more_spellings` typed, a line each.
    """

    what = forms.ChoiceField(
        choices=Withholding.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to be withheld.")},
    )
    version = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    evidence = forms.TypedChoiceField(
        label=_("Archived page"), coerce=int, required=False, empty_value=None
    )
    words = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    spellings = forms.MultipleChoiceField(required=False)
    more_spellings = forms.CharField(
        label=_("Other spellings"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    instead = forms.CharField(required=False, max_length=80)
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, for the desk alone: readers never see it.")},
    )

    def __init__(self, publication: Publication, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.publication = publication
        ticked = self.data.getlist("spellings") if self.is_bound else []  # type: ignore[attr-defined]
        self.fields["spellings"].choices = [(one, one) for one in ticked]  # type: ignore[attr-defined]
        versions = list(publication.versions.select_related("revision"))
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (
                one.number,
                _("Version %(number)s, %(date)s")
                % {"number": one.number, "date": date_format(one.published_at, "j F Y")},
            )
            for one in reversed(versions)
        ]
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (piece["number"], f"[{piece['number']}] {_name_of(page)}")
            for piece in as_the_desk_may_see(versions[-1].revision.frozen)["evidence"]
            if (page := piece["snapshot"])
        ]

    def withhold(self, *, by: User) -> Withholding | None:
        """Withhold it. None: the form shows what went wrong."""
        made: list[Withholding] = []

        def act() -> None:
            given = dict(self.cleaned_data)
            given["spellings"] += given.pop("more_spellings").splitlines()
            made.append(actions.withhold(self.publication, by=by, **given))

        return made[0] if try_decision(self, act) else None


def _name_of(page: FrozenSnapshot) -> str:
    return ", ".join(part for part in (page["publisher"], page["title"]) if part) or page["url"]
