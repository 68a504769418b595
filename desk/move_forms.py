"""The form of each move, built from the inputs in the move table."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from readers.row_ids import key_in
from reviews.review.move_inputs import InputType, MoveInput
from reviews.review.table import Move


class CheckerField(forms.ModelChoiceField[User]):
    """A member of the desk, sent by username."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.role}"


class NumbersField(forms.Field):
    """Any number of row numbers."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[int]:
        given = value if isinstance(value, list) else []
        numbers = [key_in(one) for one in given]
        if None in numbers:
            raise ValidationError(_("Send numbers only."))
        return [one for one in numbers if one is not None]


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"


@cache
def form_of(move: Move) -> type[forms.Form]:
    """The form for the inputs of a move; it has no fields if the move takes none."""
    fields = {one.name: _FIELDS[one.type](one, _options(one)) for one in move.inputs}
    return type("MoveForm", (forms.Form,), fields)


def unbound(move: Move) -> forms.Form:
    """An empty form. Its ids start with the name of the move, since a page has several."""
    return form_of(move)(auto_id=f"{move}-%s")


def inputs_from(move: Move, given: Any) -> Mapping[str, Any]:
    """What a page sent for a move, as the keyword arguments of its action.

    Raises `ValidationError` for what is missing or impossible, and if the move needs a
    confirmation that wasn't given. A move set for a later time can still be taken back, so it
    needs none.
    """
    if move.confirmation and not given.get("sure") and not given.get("at"):
        raise ValidationError(
            _("Tick the box to confirm. %(confirmation)s") % {"confirmation": move.confirmation}
        )
    form = form_of(move)(given)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data


class FieldOptions(TypedDict):
    """What every form field of a move's input takes."""

    label: StrOrPromise
    help_text: StrOrPromise
    required: bool
    error_messages: dict[str, StrOrPromise]


def _options(one: MoveInput) -> FieldOptions:
    messages = {"required": one.missing, "invalid": one.missing} if one.is_required else {}
    return {
        "label": one.label,
        "help_text": one.meaning,
        "required": one.is_required,
        "error_messages": messages,
    }


class _TextField(forms.CharField):
    """Text without null characters, which PostgreSQL cannot store."""

    def to_python(self, value: object) -> str | None:
        text: str | None = super().to_python(value)
        return text.replace("\x00", "") if text else text


def _text(one: MoveInput, options: FieldOptions) -> forms.Field:
    return _TextField(
        max_length=one.max_length, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


def _choice(one: MoveInput, options: FieldOptions) -> forms.Field:
    choices = [(choice, choice.capitalize()) for choice in one.choices]
    return forms.ChoiceField(choices=choices, **options)


def _person(_one: MoveInput, options: FieldOptions) -> forms.Field:
    messages = {"invalid_choice": _("Nobody here is called %(value)s.")}
    options["error_messages"] |= messages
    checkers = User.objects.checkers().order_by("username")
    return CheckerField(checkers, to_field_name="username", **options)


def _number(_one: MoveInput, options: FieldOptions) -> forms.Field:
    options["error_messages"] |= {"max_value": options["error_messages"]["invalid"]}
    return forms.IntegerField(
        min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput, **options
    )


def _numbers(_one: MoveInput, options: FieldOptions) -> forms.Field:
    return NumbersField(**options)


def _time(_one: MoveInput, options: FieldOptions) -> forms.Field:
    options["error_messages"] = {"invalid": _("Give a day and a time, or leave both out.")}
    return forms.DateTimeField(widget=DateTimeInput(), **options)


_FIELDS: dict[InputType, Callable[[MoveInput, FieldOptions], forms.Field]] = {
    InputType.TEXT: _text,
    InputType.CHOICE: _choice,
    InputType.PERSON: _person,
    InputType.NUMBER: _number,
    InputType.NUMBERS: _numbers,
    InputType.TIME: _time,
}
