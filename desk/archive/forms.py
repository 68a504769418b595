"""The forms about archived pages. The rules are in the models and actions."""

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import WEB_ADDRESS
from sources.snapshots import actions
from sources.snapshots.models import Conversation

LICENCES = (
    actions.OUR_OWN,
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC0 1.0",
    "Open Government Licence v3.0",
    "Public domain",
)
"""Suggestions; people can type anything."""


class LocalDateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LicenceInput(forms.TextInput):
    """A line that offers the usual licences."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "licences"})


class PageDescriptionForm(forms.Form):
    """What an archived page is, in the desk's words."""

    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    description = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("who sent it, how it came"),
    )


class PublicCopyForm(forms.Form):
    """Whether readers may have the whole copy, and under which licence."""

    is_public = forms.BooleanField(label=_("Readers may have the whole copy"), required=False)
    licence = forms.CharField(
        label=_("Licence"), required=False, max_length=100, widget=LicenceInput()
    )


class FileDescription(TypedDict):
    """What is said about a file that is uploaded."""

    title: str
    description: str
    publisher: str
    url: str
    is_public: bool
    licence: str


class UploadForm(PageDescriptionForm, PublicCopyForm):
    """A file that somebody has: a scan, a mailed reply, a screenshot, a video still."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("web page, PDF, picture, Word, table, e-mail or text; 25 MB at most"),
        error_messages={
            "required": _("Choose the file to upload."),
            "empty": _("The file is empty."),
        },
    )
    url = forms.CharField(
        label=_("Address"), required=False, max_length=2048, help_text=_("if it is on the web")
    )
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)

    field_order = ["file", "title", "description", "publisher", "url", "is_public", "licence"]

    def about(self) -> FileDescription:
        """What the action takes besides the bytes."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "description": given["description"],
            "publisher": given["publisher"],
            "url": given["url"],
            "is_public": given["is_public"],
            "licence": given["licence"],
        }


class ConversationForm(forms.Form):
    """Whom we spoke with, when, on which terms, and what was said."""

    with_whom = forms.CharField(label=_("With whom"), max_length=200)
    role = forms.CharField(
        label=_("Who they are"),
        required=False,
        max_length=200,
        help_text=_("office, expertise"),
    )
    medium = forms.ChoiceField(label=_("How"), choices=Conversation.Medium.choices)
    held_at = forms.DateTimeField(label=_("When"), widget=LocalDateTimeInput())
    terms = forms.ChoiceField(
        label=_("Terms"),
        choices=[("", _("choose")), *Conversation.Terms.choices],
        help_text=_(
            "evidence from a conversation that wasn’t on the record is always confidential"
        ),
    )
    notes = forms.CharField(
        label=_("What was said"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("these notes are the archived text: quote from them as from a page"),
    )


class TranscriptionForm(forms.Form):
    """The words of one page that is a picture."""

    page = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    text = forms.CharField(
        label=_("The words in the picture"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("exactly as in the picture, line by line"),
        error_messages={"required": _("Type the words that are in the picture.")},
    )


class ArchiveAddressForm(forms.Form):
    """Where an archive has the same page."""

    url = forms.URLField(
        label=_("Address at the archive"),
        max_length=2048,
        assume_scheme="https",
        error_messages=WEB_ADDRESS,
    )
    archived_at = forms.DateTimeField(
        label=_("Archived on"), required=False, widget=LocalDateTimeInput()
    )


class QuarantineForm(forms.Form):
    """Why a file is quarantined."""

    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("in a few words, without details; the desk sees it"),
    )


class ErasePageForm(forms.Form):
    """Why a page is erased."""

    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "stays for good in place of the page, and readers see it too; don’t name anybody"
        ),
    )
    together = forms.BooleanField(required=False)
