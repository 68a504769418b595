"""Cursor pages by key, never by offset: page ten thousand costs what the first does.

docs/adr/0033 says why this is not DRF's `CursorPagination`.
"""

import base64
import binascii
import json
from datetime import datetime
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from rest_framework.exceptions import ParseError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

SIZE, LARGEST = 50, 200


ApiParameter = TypedDict(
    "ApiParameter",
    {"name": str, "in": str, "required": bool, "description": str, "schema": dict[str, str]},
)
"""A parameter as OpenAPI describes it."""


class KeysetPagination(BasePagination):
    """`{"results", "next", "previous"}`, newest first; `?page_size=` up to 200.

    A view's `keyset` names one or two fields, all descending, which together are unique:
    `("id",)` by default, or `("published_at", "id")`. A cursor is the key of a page's edge and
    the direction to go from it. As ties on the first field are rare, the index range starts at
    the cursor.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.keyset: tuple[str, ...] = getattr(view, "keyset", ("id",))
        self.request = request
        size = _size(request.query_params.get("page_size", ""))
        cursor = request.query_params.get("cursor", "")
        edge, is_back = self._read(cursor, queryset.model) if cursor else ([], False)
        if edge:
            queryset = queryset.filter(_beyond(self.keyset, edge, "gt" if is_back else "lt"))
        sign = "" if is_back else "-"
        found = list(queryset.order_by(*(f"{sign}{name}" for name in self.keyset))[: size + 1])
        has_more, rows = len(found) > size, found[:size]
        if is_back:
            rows.reverse()
        self.has_next = is_back or has_more
        self.has_previous = has_more if is_back else bool(cursor)
        self.rows = rows
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        rows = self.rows
        return Response(
            {
                "results": data,
                "next": self._link(rows[-1], is_back=False) if rows and self.has_next else None,
                "previous": self._link(rows[0], is_back=True)
                if rows and self.has_previous
                else None,
            }
        )

    def _link(self, row: Model, *, is_back: bool) -> str:
        edge = [getattr(row, name) for name in self.keyset]
        values = [value.isoformat() if isinstance(value, datetime) else value for value in edge]
        cursor = base64.urlsafe_b64encode(json.dumps([int(is_back), *values]).encode()).decode()
        return replace_query_param(
            self.request.build_absolute_uri(), "cursor", cursor.rstrip("=")
        )

    def _read(self, cursor: str, model: type[Model]) -> tuple[list[Any], bool]:
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            is_back, *edge = values
            fields = [model._meta.get_field(name) for name in self.keyset]
            pairs = list(zip(fields, edge, strict=True))
            return [_value(field, value) for field, value in pairs], bool(is_back)
        except (binascii.Error, TypeError, ValueError, RecursionError, ValidationError):
            raise ParseError(
                "This cursor is invalid. Follow `next` and `previous` as they were given."
            ) from None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "nullable": True, "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": link,
                "previous": link,
            },
        }

    def get_schema_operation_parameters(self, _view: object) -> list[ApiParameter]:
        return [
            _parameter(
                "cursor", "string", "Where a page begins: taken from `next` or `previous`."
            ),
            _parameter("page_size", "integer", f"Rows on a page: {SIZE}, at most {LARGEST}."),
        ]


def _parameter(name: str, kind: str, description: str) -> ApiParameter:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": kind},
    }


def _size(asked: str) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else SIZE  # noqa: PLR2004
    return max(1, min(LARGEST, number))


def _value(field: Any, raw: object) -> Any:
    if not isinstance(raw, int | str) or isinstance(raw, bool):
        raise TypeError
    value = field.to_python(raw)
    if value is None:
        raise TypeError
    return value


def _beyond(keyset: tuple[str, ...], edge: list[Any], way: str) -> Q:
    """The rows strictly beyond the edge, in the order of the keyset."""
    first, *rest = keyset
    beyond = Q(**{f"{first}__{way}": edge[0]})
    if not rest:
        return beyond
    return Q(**{f"{first}__{way}e": edge[0]}) & (beyond | _beyond(tuple(rest), edge[1:], way))
