"""What the pages of a publication show: a revision, versions, corrections, how it was made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from history.models import Event
from readers.check import content, public_copies, source_status, timeline, version_diff
from readers.check.content import Grade
from readers.check.sources import ShownSource
from reviews.publication import claimreview
from reviews.publication.models import Correction, Publication, PublishedVersion
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import NotShown, Withheld
from reviews.revisions.authors import authors_of, bylines
from reviews.revisions.models import Revision

RATING = re.compile(r"\brating\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction as readers see it; a rating is None if there was no version."""

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
        """The sentence about the rating of each correction; empty if its text has one."""
        if self.rating_before is None or self.rating_after is None:
            return ""
        if not self.keeps_rating:
            before, after = self.rating_before.label.lower(), self.rating_after.label.lower()
            return _("The rating changed from %(before)s to %(after)s.") % {
                "before": before,
                "after": after,
            }
        return "" if RATING.search(self.text) else _("The rating did not change.")


def shown_correction(correction: Correction, withheld: Withheld) -> ShownCorrection:
    """Make it from a correction whose versions and revisions are loaded.

    A version that is withheld has its number, but no rating.
    """
    before, after = correction.before, correction.after
    text = withheld.text(correction.text, correction.publication.claim_id)
    return ShownCorrection(
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


class ListedVersion(NamedTuple):
    """A version with the correction that made it, and what withholds it."""

    version: PublishedVersion
    correction: ShownCorrection | None
    withholding: Withholding | None


class PublicationPage(TypedDict):
    """What every page of a publication shows."""

    publication: Publication
    place: str
    corrections: list[ShownCorrection]
    versions: list[ListedVersion]
    current: PublishedVersion


class CheckPage(PublicationPage):
    """The live page of a check; `markup` is its ClaimReview."""

    check: content.CheckContent
    steps: list[timeline.Step]
    version: PublishedVersion
    markup: str


class RetractedPage(PublicationPage):
    """The page of a retracted check; `new` is a later check of the same claim."""

    check: content.CheckContent
    retraction: str
    since: datetime
    new: Publication | None
    version: PublishedVersion


class VersionPage(PublicationPage):
    """One version, and how the next one (`following`) differs from it."""

    check: content.CheckContent
    steps: list[timeline.Step]
    version: PublishedVersion
    following: PublishedVersion | None
    mended_by: ShownCorrection | None
    difference: version_diff.CheckDifference | None


class EvidencePage(TypedDict):
    """One source of a check."""

    publication: Publication
    check: content.CheckContent
    source: ShownSource


def check(publication: Publication, withheld: Withheld) -> CheckPage:
    """The live page. The publication comes from `Publication.objects.for_page()`."""
    versions = list(publication.versions.all())
    return {
        **_around(publication, versions, withheld),
        "check": _check(publication.revision, withheld),
        "steps": _steps(publication),
        "version": versions[-1],
        "markup": claimreview.data_block(claimreview.markup(publication, withheld)),
    }


def retracted(publication: Publication, withheld: Withheld) -> RetractedPage:
    """The page of a check that we no longer stand by, with the new one if there is one."""
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


def version(publication: Publication, number: int, withheld: Withheld) -> VersionPage | None:
    """One version as it was, and what the next one changed; None if there is no such version.

    Raises `NotShown` if it is withheld. What a withheld version changed is left out.
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


def evidence(publication: Publication, number: int, withheld: Withheld) -> EvidencePage | None:
    """One source on its own page, from the newest version that has it and is shown.

    Raises `NotShown` if every version is withheld.
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


def _check(revision: Revision, withheld: Withheld) -> content.CheckContent:
    """A revision, with the present state of the pages it cites and of our copies."""
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
) -> PublicationPage:
    corrections = [shown_correction(one, withheld) for one in publication.corrections.all()]
    return {
        "publication": publication,
        "place": "checks",
        "corrections": corrections,
        "versions": _listed(versions, corrections, withheld),
        "current": versions[-1],
    }


def _listed(
    versions: Iterable[PublishedVersion], corrections: list[ShownCorrection], withheld: Withheld
) -> list[ListedVersion]:
    """Each version, newest first."""
    made_by = {one.after: one for one in corrections}
    return [
        ListedVersion(one, made_by.get(one.number), withheld.version(one))
        for one in reversed(list(versions))
    ]


def _steps(publication: Publication, version: int | None = None) -> list[timeline.Step]:
    events = Event.objects.of(f"claim:{publication.claim_id}")
    slugs = {publication.slug, *publication.old_slugs}  # type: ignore[attr-defined]
    return timeline.steps(events, slugs=slugs, version=version)


def address(publication: Publication, version: int | None = None) -> str:
    """The address of a check, or the permanent address of one version."""
    if version is None:
        return reverse("readers:check", args=[publication.slug])
    return reverse("readers:version", args=[publication.slug, version])
