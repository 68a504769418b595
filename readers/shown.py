"""What the pages of a publication show: a revision, versions, corrections, how it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from history.models import Event
from readers import copies, differences, live, making, pages
from readers.pages import Grade
from reviews import claimreview
from reviews.models import Correction, Publication, PublishedVersion, Revision
from reviews.public_documents import public_document

HEADS = {"minor": "Corrected", "update": "Updated", "substantial": "Corrected"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A correction as readers see it; ratings are None where nothing stood before or after."""

    kind: str
    at: datetime
    text: str
    before: int | None
    after: int | None
    rating_before: Grade | None
    rating_after: Grade | None

    @property
    def head(self) -> str:
        return HEADS.get(self.kind, "Retracted")

    @property
    def keeps_rating(self) -> bool:
        first, second = self.rating_before, self.rating_after
        return first is not None and second is not None and first.slug == second.slug

    @property
    def about_rating(self) -> str:
        """The sentence on the rating that every correction has; empty where its text has it."""
        if self.rating_before is None or self.rating_after is None:
            return ""
        if not self.keeps_rating:
            before, after = self.rating_before.label.lower(), self.rating_after.label.lower()
            return f"The rating changed from {before} to {after}."
        return "" if "rating" in self.text.lower() else "The rating did not change."


def mended(correction: Correction) -> Mended:
    """From a correction whose versions and their revisions are at hand."""
    before, after = correction.before, correction.after
    return Mended(
        kind=correction.kind,
        at=correction.corrected_at,
        text=correction.text,
        before=before.number if before else None,
        after=after.number if after else None,
        rating_before=pages.grade(public_document(before.revision)) if before else None,
        rating_after=pages.grade(public_document(after.revision)) if after else None,
    )


def check(publication: Publication) -> dict[str, Any]:
    """The live page. The publication comes from `Publication.objects.for_page()`."""
    versions = list(publication.versions.all())
    return {
        **_around(publication, versions),
        "check": _check(publication.revision),
        "steps": _steps(publication),
        "version": versions[-1],
        "markup": claimreview.data_block(claimreview.markup(publication)),
    }


def retracted(publication: Publication) -> dict[str, Any]:
    """The page of a check that we no longer stand by, with the new one where there is one."""
    versions = list(publication.versions.all())
    later = Publication.objects.filter(claim=publication.claim_id, pk__gt=publication.pk)
    return {
        **_around(publication, versions),
        "check": pages.check(public_document(publication.revision)),
        "since": versions[0].published_at,
        "new": later.live().first(),
        "version": versions[-1],
    }


def version(publication: Publication, number: int) -> dict[str, Any] | None:
    """One version as it stood, and what the next one changed; None where there is none."""
    versions = list(publication.versions.all())
    shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        return None
    following = next((one for one in versions if one.number == number + 1), None)
    document = public_document(shown.revision)
    around = _around(publication, versions)
    mended_by = [one for one in around["corrections"] if one.before == number]
    return {
        **around,
        "check": _check(shown.revision),
        "steps": _steps(publication, number),
        "version": shown,
        "following": following,
        "mended_by": mended_by[0] if mended_by else None,
        "difference": differences.between(document, public_document(following.revision))
        if following
        else None,
    }


def evidence(publication: Publication, number: int) -> dict[str, Any] | None:
    """One source on a page of its own, from the newest version that has it."""
    for one in reversed(publication.versions.all()):
        check = _check(one.revision)
        for source in check.sources:
            if source.number == number and not source.is_confidential:
                return {"publication": publication, "check": check, "source": source}
    return None


def _check(revision: Revision) -> pages.Check:
    """A revision, with how the pages that it cites, and our copies of them, stand now."""
    document = public_document(revision)
    return pages.check(document, live.of_review(revision.review_id), copies.of_check(document))


def _around(publication: Publication, versions: list[PublishedVersion]) -> dict[str, Any]:
    corrections = [mended(one) for one in publication.corrections.all()]
    return {
        "publication": publication,
        "place": "checks",
        "corrections": corrections,
        "versions": _listed(versions, corrections),
        "current": versions[-1],
    }


def _listed(versions: Iterable[PublishedVersion], corrections: list[Mended]) -> list[Any]:
    """Each version, newest first, with the correction that made it."""
    made_by = {one.after: one for one in corrections}
    return [(one, made_by.get(one.number)) for one in reversed(list(versions))]


def _steps(publication: Publication, version: int | None = None) -> list[making.Step]:
    events = Event.objects.of(f"claim:{publication.claim_id}")
    return making.steps(events, slug=publication.slug, version=version)


def address(publication: Publication, version: int | None = None) -> str:
    """Where a check stands, or for ever one version of it."""
    if version is None:
        return reverse("readers:check", args=[publication.slug])
    return reverse("readers:version", args=[publication.slug, version])
