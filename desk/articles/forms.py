"""The form for a new article: a text, a link, files, or several of them."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.articles.models import Article
from claims.processing import actions as article_actions
from desk.articles.submission_result import SubmissionResult
from desk.forms import WEB_ADDRESS, DayInput, add_errors, is_link
from sources.snapshots.actions import HAND_LIMIT

ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.srt,.vtt,.sbv,.csv,.tsv,.eml"
MOST_FILES = 100


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, also none. The action checks each of them."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=FilesInput(attrs={"accept": ACCEPTED}))

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)s files at once: upload the rest afterwards.")
                % {"most": MOST_FILES}
            )
        return files


class ArticleForm(forms.Form):
    """Texts to read: pasted, at an address, or in files."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = FilesField()
    url = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2048,
        assume_scheme="https",
        error_messages=WEB_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    published_on = forms.DateField(
        label=gettext_lazy("Published on"), required=False, widget=DayInput()
    )
    once = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput())

    def clean(self) -> None:
        cleaned = super().clean() or {}
        if is_link(cleaned.get("text", "").strip()) and not cleaned.get("url"):
            cleaned["url"], cleaned["text"] = cleaned["text"].strip(), ""

    def submit(self, *, by: User) -> list[SubmissionResult] | None:
        """Submit each thing that was sent. None: the form is invalid and shows why.

        If only one thing was sent, its error is the form's own. Of several, one that fails does
        not stop the others.
        """
        if not self.is_valid():
            return None
        taken = list(self._take(by))
        if len(taken) == 1 and taken[0].error:
            add_errors(self, taken[0].error)
            return None
        return taken

    def _take(self, by: User) -> Iterator[SubmissionResult]:
        about = dict(self.cleaned_data)
        files, text, once = about.pop("file"), about.pop("text"), about.pop("once")
        if text.strip() or not files:
            name = _("What you pasted") if text.strip() else about["url"]
            its_own = _named(once, about["url"], text)
            yield SubmissionResult.of(
                name, article_actions.submit_article, text=text, once=its_own, by=by, **about
            )
        if text.strip() or len(files) > 1:  # they have their own names and addresses
            about |= {"title": "", "url": ""}
        for number, file in enumerate(files):
            its_own = _named(once, str(number), str(file.size), file.name or "")
            yield SubmissionResult.of(
                file.name or _("A file"), _submit, file=file, once=its_own, by=by, **about
            )


class SpanForm(forms.Form):
    """Places in an article's text."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)


def _submit(*, file: "UploadedFile[Any]", **about: Any) -> Article:
    if file.size and file.size > HAND_LIMIT:  # before its bytes are in memory
        raise ValidationError(
            {"file": _("The file is over 25 MB. Save the part that matters.")}
        )
    return article_actions.submit_file(file.read(), file.name or "", **about)


def _named(once: uuid.UUID | None, *what: str) -> uuid.UUID | None:
    """An id for one thing on a form, the same if the same form is sent again."""
    return uuid.uuid5(once, "\n".join(what)) if once else None
