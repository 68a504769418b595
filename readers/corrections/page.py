"""Every change to a published check, newest first; none is ever removed."""

from typing import NamedTuple, NotRequired, TypedDict

from django.db.models import Count, QuerySet

from readers.check import page as check_page
from readers.check.page import ShownCorrection
from reviews.publication.models import Correction, Publication
from reviews.publication.withheld import Withheld
from reviews.revisions.headlines import Headline, headline
from reviews.revisions.models import Revision
from reviews.revisions.public_document import prepare_public_documents

ROWS = 20
KINDS = ("substantial", "update", "minor", "retraction")
ICONS = {
    "substantial": "warning",
    "update": "version",
    "minor": "correct",
    "retraction": "sent-back",
}


class CorrectionRow(NamedTuple):
    """A correction with its check."""

    publication: Publication
    headline: Headline
    icon: str
    correction: ShownCorrection


class CorrectionsPage(TypedDict):
    """Corrections of one kind or all, newest first; `more` is the key of the next page."""

    kind: str
    kinds: list[tuple[str, int]]
    total: int
    rows: list[CorrectionRow]
    more: int | None


class LatestCorrection(TypedDict):
    """The newest correction; without one, there is no text and no headline."""

    correction: Correction | None
    changed_text: NotRequired[str]
    changed_headline: NotRequired[Headline]


def context(kind: str, before: int | None, withheld: Withheld) -> CorrectionsPage:
    """One page of corrections of one kind or all, with how many there are of each kind."""
    kind = kind if kind in KINDS else ""
    counted = dict(_shown().values_list("kind").annotate(n=Count("pk")).order_by())
    chosen = (
        _shown()
        .select_related("publication__revision", "before__revision", "after__revision")
        .prefetch_related("reports")
        .order_by("-pk")
    )
    if kind:
        chosen = chosen.filter(kind=kind)
    if before:
        chosen = chosen.filter(pk__lt=before)
    found = list(chosen[: ROWS + 1])
    prepare_public_documents(revision for one in found[:ROWS] for revision in _revisions(one))
    return {
        "kind": kind,
        "kinds": [(name, counted.get(name, 0)) for name in KINDS],
        "total": sum(counted.values()),
        "rows": [
            CorrectionRow(
                one.publication,
                _headline(one, withheld),
                ICONS[one.kind],
                check_page.shown_correction(one, withheld),
            )
            for one in found[:ROWS]
        ],
        "more": found[ROWS - 1].pk if found[ROWS:] else None,
    }


def latest(withheld: Withheld) -> LatestCorrection:
    """The newest correction, to show next to a list."""
    found = _shown().select_related("publication__revision").first()
    if found is None:
        return {"correction": None}
    text = withheld.text(found.text, found.publication.claim_id)
    return {
        "correction": found,
        "changed_text": text,
        "changed_headline": _headline(found, withheld),
    }


def _shown() -> QuerySet[Correction]:
    """Corrections of checks that readers may see."""
    return Correction.objects.filter(publication__in=Publication.objects.shown())


def _headline(correction: Correction, withheld: Withheld) -> Headline:
    return headline(withheld.document(correction.publication.revision))


def _revisions(correction: Correction) -> list[Revision]:
    """The revisions that a row needs."""
    versions = (correction.before, correction.after)
    return [correction.publication.revision, *(one.revision for one in versions if one)]
