"""Every change to a published check, newest first. Nothing is taken away."""

from typing import Any

from django.db.models import Count, QuerySet

from readers.check import page as check_page
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


def context(kind: str, before: int | None, withheld: Withheld) -> dict[str, Any]:
    """The page's rows of one kind or all, with how many there are of each."""
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
            (
                one.publication,
                _headline(one, withheld),
                ICONS[one.kind],
                check_page.mended(one, withheld),
            )
            for one in found[:ROWS]
        ],
        "more": found[ROWS - 1].pk if found[ROWS:] else None,
    }


def latest(withheld: Withheld) -> dict[str, Any]:
    """The newest correction, for a place beside a list."""
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
    """Those of checks that readers may see."""
    return Correction.objects.filter(publication__in=Publication.objects.shown())


def _headline(correction: Correction, withheld: Withheld) -> Headline:
    return headline(withheld.document(correction.publication.revision))


def _revisions(correction: Correction) -> list[Revision]:
    """The revisions that a row is made of."""
    versions = (correction.before, correction.after)
    return [correction.publication.revision, *(one.revision for one in versions if one)]
