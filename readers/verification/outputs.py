"""Renders lists, feeds and markup from history and compares them with those from the rows."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import asdict
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet

from readers.feeds import checks as feed_checks
from readers.feeds import data_feed
from readers.lists import check_list
from readers.serializers import CheckRow
from reviews.publication import claimreview
from reviews.publication.audit import PublicationTold, is_time_of
from reviews.publication.columns import columns_of
from reviews.publication.models import Correction, Publication
from reviews.publication.withheld import Withheld
from reviews.revisions.public_document import public_document

WHOLE = Withheld()
"""Nothing is withheld, since what was approved is compared."""


def differences(publication: Publication, told: PublicationTold) -> Iterator[str]:
    """What readers are shown in lists, feeds and markup, where history makes it otherwise."""
    if publication.revision.number != told.version.revision:
        return  # named already, and all of it would differ
    found = rendered(publication)
    expected = rendered(_as_told(publication, told))
    for output, shown in found.items():
        names = sorted(_differing(shown, expected[output]))
        if names:
            yield f"{output} is not what history makes of it: {', '.join(names)}"


def rendered(publication: Publication) -> dict[str, Mapping[str, Any]]:
    """Everything that is made of one publication besides its pages, by kind."""
    return {
        "its row in lists": asdict(check_list.row(publication, WHOLE)),
        "its entry in feeds": feed_checks.entry(publication, WHOLE),
        "its element of the DataFeed": data_feed.element(publication, WHOLE),
        "its ClaimReview": claimreview.markup(publication, WHOLE),
        "its row in the API": dict(CheckRow(publication, context={"withheld": WHOLE}).data),
    }


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    missing = object()
    return {
        name
        for name in one.keys() | other.keys()
        if one.get(name, missing) != other.get(name, missing)
    }


def _as_told(publication: Publication, told: PublicationTold) -> Publication:
    """The publication as its row should be; a time that fits its event is the row's own."""
    made = copy(publication)
    for name, value in columns_of(public_document(publication.revision)).items():
        setattr(made, name, value)
    made.published_at = _time(publication.published_at, told.published_at)
    made.changed_at = _time(publication.changed_at, told.changed_at)
    made.retracted_at, made.retraction = None, ""
    if gone := told.retraction:
        made.retracted_at = _time(publication.retracted_at, gone.at)
        made.retraction = publication.retraction if gone.text is None else gone.text
    corrections: QuerySet[Correction] = Correction.objects.none()
    corrections._result_cache = list(_corrections(publication, told))  # noqa: SLF001
    made._prefetched_objects_cache = {"corrections": corrections}  # type: ignore[attr-defined] # noqa: SLF001
    return made


def _corrections(publication: Publication, told: PublicationTold) -> Iterator[Correction]:
    """The corrections by its events, newest first, like the rows."""
    rows = sorted(publication.corrections.all(), key=lambda row: row.pk)
    for row, one in reversed(list(zip_longest(rows, told.corrections))):
        if one is not None:
            text = row.text if row and one.text is None else one.text or ""
            at = _time(row.corrected_at if row else None, one.at)
            yield Correction(kind=one.kind, text=text, corrected_at=at)


def _time(row: datetime | None, told: datetime) -> datetime:
    return row if row and is_time_of(row, told) else told
