"""Pages of long lists by key, so that the last page costs no more than the first."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from readers.row_ids import key_in

Row = TypeVar("Row", bound=Model)
PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """Some rows, newest first; `before` is the key of the next page, None on the last one."""

    rows: list[Row]
    before: int | None
    is_first: bool


def page_before(
    rows: QuerySet[Any], before: str | None, *, size: int = PER_PAGE
) -> ListPage[Any]:
    """The rows with a smaller key than `before` (any text), the greatest first."""
    key = key_in(before)
    if key is not None:
        rows = rows.filter(pk__lt=key)
    found = list(rows.order_by("-pk")[: size + 1])
    more = len(found) > size
    return ListPage(found[:size], found[size - 1].pk if more else None, is_first=key is None)


def filter_query(request: HttpRequest, *names: str) -> str:
    """The filters in this address, ready to put before another parameter: "q=police&"."""
    given = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"{urlencode(given)}&" if given else ""
