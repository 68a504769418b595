"""What the pages of a publication show: a revision, versions, corrections, how it was made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from history.models import Event
from readers.check import content, public_copies, source_status, timeline, version_diff
from readers.check.content import Grade
from reviews.publication import claimreview
from reviews.publication.models import Correction, Publication, PublishedVersion
from reviews.publication.withheld import NotShown, Withheld
from reviews.revisions.authors import authors_of, bylines
from reviews.revisions.models import Revision

RATING = re.compile(r"\brating\b", re.IGNORECASE)


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
    credits_a_reader: bool = False

    @property
    def head(self) -> str:
        return Correction.Kind(self.kind).head

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
        return "" if RATING.search(self.text) else "The rating did not change."


def mended(correction: Correction, withheld: Withheld) -> Mended:
    """From a correction whose versions and their revisions are at hand.

    Of a version that is withheld its number is told, and no rating.
    """
    before, after = correction.before, correction.after
    text = withheld.text(correction.text, correction.publication.claim_id)
    return Mended(
        kind=correction.kind,
        at=correction.corrected_at,
        text=text,
        before=before.number if before else None,
        after=after.number if after else None,
        rating_before=_grade(before, withheld),
        rating_after=_grade(after, withheld),
        credits_a_reader=correction.credits_a_reader,
    )


def _grade(version: PublishedVersion | None, withheld: Withheld) -> Grade | None:
    if version is None or withheld.version(version):
        return None
    return content.grade(withheld.document(version.revision))


def check(publication: Publication, withheld: Withheld) -> dict[str, Any]:
    """The live page. The publication comes from `Publication.objects.for_page()`."""
    versions = list(publication.versions.all())
    return {
        **_around(publication, versions, withheld),
        "check": _check(publication.revision, withheld),
        "steps": _steps(publication),
        "version": versions[-1],
        "markup": claimreview.data_block(claimreview.markup(publication, withheld)),
    }


def retracted(publication: Publication, withheld: Withheld) -> dict[str, Any]:
    """The page of a check that we no longer stand by, with the new one where there is one."""
    versions = list(publication.versions.all())
    later = Publication.objects.filter(claim=publication.claim_id, pk__gt=publication.pk)
    return {
        **_around(publication, versions, withheld),
        "check": content.check(withheld.document(publication.revision)),
        "retraction": withheld.text(publication.retraction, publication.claim_id),
        "since": versions[0].published_at,
        "new": later.live().shown().first(),
        "version": versions[-1],
    }


def version(publication: Publication, number: int, withheld: Withheld) -> dict[str, Any] | None:
    """One version as it stood, and what the next one changed; None where there is none.

    Raises `NotShown` where the version is withheld; what a withheld one changed is not told.
    """
    versions = list(publication.versions.all())
    shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        return None
    if withholding := withheld.version(shown):
        raise NotShown.by(withholding)
    following = next((one for one in versions if one.number == number + 1), None)
    around = _around(publication, versions, withheld)
    mended_by = [one for one in around["corrections"] if one.before == number]
    return {
        **around,
        "check": _check(shown.revision, withheld),
        "steps": _steps(publication, number),
        "version": shown,
        "following": following,
        "mended_by": mended_by[0] if mended_by else None,
        "difference": version_diff.between(
            withheld.document(shown.revision),
            withheld.document(following.revision),
        )
        if following and not withheld.version(following)
        else None,
    }


def evidence(
    publication: Publication, number: int, withheld: Withheld
) -> dict[str, Any] | None:
    """One source on a page of its own, from the newest version that has it and is shown.

    Raises `NotShown` where every version is withheld.
    """
    versions = list(publication.versions.all())
    shown = [one for one in versions if not withheld.version(one)]
    if not shown:
        raise NotShown.by(withheld.versions[versions[-1].pk])
    for one in reversed(shown):
        check = _check(one.revision, withheld)
        for source in check.sources:
            if source.number == number and not source.is_confidential:
                return {"publication": publication, "check": check, "source": source}
    return None


def _check(revision: Revision, withheld: Withheld) -> content.Check:
    """A revision, with how the pages that it cites, and our copies of them, stand now."""
    frozen = withheld.document(revision)
    return content.check(
        frozen,
        source_status.of_review(revision.review_id),
        public_copies.of_check(frozen, withheld),
        authors=bylines(authors_of(revision)),
        submitted_on=localdate(revision.submitted_at),
    )


def _around(
    publication: Publication, versions: list[PublishedVersion], withheld: Withheld
) -> dict[str, Any]:
    corrections = [mended(one, withheld) for one in publication.corrections.all()]
    return {
        "publication": publication,
        "place": "checks",
        "corrections": corrections,
        "versions": _listed(versions, corrections, withheld),
        "current": versions[-1],
    }


def _listed(
    versions: Iterable[PublishedVersion], corrections: list[Mended], withheld: Withheld
) -> list[Any]:
    """Each version, newest first, with the correction that made it, and what withholds it."""
    made_by = {one.after: one for one in corrections}
    return [
        (one, made_by.get(one.number), withheld.version(one))
        for one in reversed(list(versions))
    ]


def _steps(publication: Publication, version: int | None = None) -> list[timeline.Step]:
    events = Event.objects.of(f"claim:{publication.claim_id}")
    slugs = {publication.slug, *publication.old_slugs}  # type: ignore[attr-defined]
    return timeline.steps(events, slugs=slugs, version=version)


def address(publication: Publication, version: int | None = None) -> str:
    """Where a check stands, or for ever one version of it."""
    if version is None:
        return reverse("readers:check", args=[publication.slug])
    return reverse("readers:version", args=[publication.slug, version])
