"""The forms about feeds. The rules are in the model and the actions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.feeds import actions
from claims.feeds.models import MOST_ENTRIES, OFTEN, SELDOM, Feed
from desk.forms import add_errors

OFTENS = [
    (5, _("5 minutes")),
    (15, _("15 minutes")),
    (30, _("30 minutes")),
    (60, _("hour")),
    (4 * 60, _("4 hours")),
    (24 * 60, _("day")),
    (7 * 24 * 60, _("week")),
]
"""The choices for minutes between polls."""


class FeedForm(forms.Form):
    """A feed to follow."""

    url = forms.CharField(
        label=_("Address"),
        max_length=800,
        help_text=_("· of a feed, or of a page that names one"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    publisher = forms.CharField(required=False, max_length=200)
    interval = forms.TypedChoiceField(
        label=_("Poll it every"), choices=OFTENS, coerce=int, initial=30
    )
    take_first = forms.IntegerField(
        label=_("Entries to import at first"),
        min_value=0,
        max_value=MOST_ENTRIES,
        initial=10,
        help_text=_("· the newest ones; later, all new ones"),
    )

    def add(self, *, by: User) -> Feed | None:
        """Follow the feed. None: the form shows what went wrong."""
        if not self.is_valid():
            return None
        given = dict(self.cleaned_data)
        if "://" not in given["url"] and not given["url"].lower().startswith("feed:"):
            given["url"] = f"https://{given['url']}"
        try:
            return actions.add_feed(by=by, **given)
        except ValidationError as error:
            add_errors(self, error)
            return None


class FeedChangeForm(forms.Form):
    """How often to poll it, and who publishes it."""

    interval = forms.IntegerField(
        label=_("Minutes between polls"), min_value=OFTEN, max_value=SELDOM
    )
    publisher = forms.CharField(required=False, max_length=200)
