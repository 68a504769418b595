"""Checks that data which was read from JSON has the shape of a TypedDict."""

import types
from collections.abc import Callable
from functools import cache
from typing import (
    Any,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Checker = Callable[[Any, str], None]
"""Takes a value and its place; raises `ValueError` where the value does not fit."""


def check_shape(value: Any, shape: Any) -> None:
    """Raise `ValueError` with the place of the first value that does not fit the shape.

    Keys that the shape does not name are refused, too: nothing would ever read them.
    """
    _checker(shape)(value, "")


@cache
def _checker(shape: Any) -> Checker:
    if is_typeddict(shape):
        return _of_keys(shape)
    origin, inner = get_origin(shape), get_args(shape)
    if origin is NotRequired:
        return _checker(inner[0])
    if origin in (Union, types.UnionType):
        return _of_optional(inner)
    if origin is list:
        return _of_list(inner[0])
    if origin is dict:
        return _of_class(dict)
    return _of_class(shape)


def _of_class(expected: type) -> Checker:
    def check(value: Any, place: str) -> None:
        if type(value) is not expected:
            raise _misfit(value, place, expected.__name__)

    return check


def _of_optional(inner: tuple[Any, ...]) -> Checker:
    """`X | None`: the only union that documents have."""
    (shape,) = (one for one in inner if one is not types.NoneType)
    checker = _checker(shape)

    def check(value: Any, place: str) -> None:
        if value is not None:
            checker(value, place)

    return check


def _of_list(inner: Any) -> Checker:
    checker = _checker(inner)

    def check(value: Any, place: str) -> None:
        if type(value) is not list:
            raise _misfit(value, place, "list")
        for number, one in enumerate(value):
            checker(one, f"{place}/{number}")

    return check


def _of_keys(shape: Any) -> Checker:
    hints = get_type_hints(shape, include_extras=True)
    checkers = {name: _checker(hint) for name, hint in hints.items()}
    required: frozenset[str] = shape.__required_keys__

    def check(value: Any, place: str) -> None:
        if type(value) is not dict:
            raise _misfit(value, place, "object")
        if missing := required - value.keys():
            raise ValueError(f"{place or 'It'} lacks {', '.join(sorted(missing))}.")
        for name, one in value.items():
            checker = checkers.get(name)
            if checker is None:
                raise ValueError(f"{place}/{name} is not known.")
            checker(one, f"{place}/{name}")

    return check


def _misfit(value: Any, place: str, expected: str) -> ValueError:
    return ValueError(f"{place or 'It'} is {type(value).__name__}, not {expected}.")
