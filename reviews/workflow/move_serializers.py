"""The body of each move by API, built from the inputs in the move table."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypedDict

from django_stubs_ext import StrOrPromise
from rest_framework import serializers

from reviews.review.move_inputs import InputType, MoveInput
from reviews.review.serializers import EmptyBody, Username
from reviews.review.table import MOVES, Move


class InputOptions(TypedDict, total=False):
    """What every field of an input takes."""

    help_text: StrOrPromise
    required: bool
    error_messages: dict[str, StrOrPromise]


@cache
def move_body(move: Move) -> type[serializers.Serializer[Any]]:
    """The serializer of what a move takes; one class for all that take nothing."""
    if not move.inputs:
        return EmptyBody
    fields = {one.name: input_field(one) for one in move.inputs}
    name = "".join(part.capitalize() for part in move.name.split("-"))
    return type(
        f"{name}Body", (serializers.Serializer,), {"__doc__": f"What `{move}` takes.", **fields}
    )


def move_bodies() -> list[type[serializers.Serializer[Any]]]:
    """The serializers of all moves, each once."""
    return list(dict.fromkeys(move_body(move) for move in MOVES))


def input_field(one: MoveInput) -> serializers.Field[Any, Any, Any, Any]:
    """The field that reads one input from a request's body."""
    given: InputOptions = {"help_text": one.meaning, "required": one.is_required}
    if one.is_required:
        given["error_messages"] = {"required": one.missing}
    return _FIELDS[one.type](one, given)


def _text(one: MoveInput, given: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    if not one.is_required:
        return serializers.CharField(
            max_length=one.max_length, help_text=one.meaning, default="", allow_blank=True
        )
    given["error_messages"]["blank"] = one.missing
    return serializers.CharField(max_length=one.max_length, **given)


def _choice(one: MoveInput, given: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    return serializers.ChoiceField(list(one.choices), **given)


def _person(one: MoveInput, given: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    return Username(allow_null=not one.is_required, **given)


def _number(_: MoveInput, given: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    return serializers.IntegerField(**given)


def _numbers(one: MoveInput, _: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    return serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        default=list,
        max_length=one.max_length,
        help_text=one.meaning,
    )


def _time(one: MoveInput, given: InputOptions) -> serializers.Field[Any, Any, Any, Any]:
    return serializers.DateTimeField(allow_null=not one.is_required, **given)


_FIELDS: dict[InputType, Callable[..., serializers.Field[Any, Any, Any, Any]]] = {
    InputType.TEXT: _text,
    InputType.CHOICE: _choice,
    InputType.PERSON: _person,
    InputType.NUMBER: _number,
    InputType.NUMBERS: _numbers,
    InputType.TIME: _time,
}
