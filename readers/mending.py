"""Every change to a published check, newest first. Nothing is taken away."""

from typing import Any

from django.db.models import Count

from readers import shown
from reviews.headlines import Headline, headline
from reviews.models import Correction, Revision
from reviews.public_documents import prepare_public_documents, public_document

ROWS = 20
KINDS = ("substantial", "update", "minor", "retraction")
ICONS = {
    "substantial": "warning",
    "update": "version",
    "minor": "correct",
    "retraction": "sent-back",
}


def context(kind: str, before: int | None) -> dict[str, Any]:
    """The page's rows of one kind or all, with how many there are of each."""
    kind = kind if kind in KINDS else ""
    counted = dict(Correction.objects.values_list("kind").annotate(n=Count("pk")).order_by())
    chosen = Correction.objects.select_related(
        "publication__revision", "before__revision", "after__revision"
    ).order_by("-pk")
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
            (one.publication, ICONS[one.kind], shown.mended(one), headline_of(one))
            for one in found[:ROWS]
        ],
        "more": found[ROWS - 1].pk if found[ROWS:] else None,
    }


def headline_of(correction: Correction) -> Headline:
    """The claim that the corrected check is about, as readers may see it."""
    return headline(public_document(correction.publication.revision))


def _revisions(correction: Correction) -> list[Revision]:
    """The revisions that a row is made of."""
    versions = (correction.before, correction.after)
    return [correction.publication.revision, *(one.revision for one in versions if one)]
