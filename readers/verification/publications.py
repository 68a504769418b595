"""Compares every publication with its approved revision and with the events of its claim."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, zip_longest

from accounts.models import User
from history.export import one_moment, rows
from history.models import Event
from readers.verification import outputs, passages, private_people
from readers.verification.difference import Difference, is_not
from reviews.publication.audit import (
    KINDS,
    CorrectionTold,
    PublicationTold,
    VersionTold,
    is_time_of,
    publications_told,
)
from reviews.publication.columns import columns_of
from reviews.publication.models import Correction, Publication, PublishedVersion
from reviews.revisions import desk_part_audit
from reviews.revisions.document import digest
from reviews.revisions.models import Revision
from reviews.revisions.public_document import prepare_public_documents, public_document

CLAIMS = 200
"""Claims that are compared in one transaction: memory does not grow with the desk."""

LOST = """
SELECT chain, published, rows FROM (
    SELECT chain, count(*) AS published, (
        SELECT count(*) FROM reviews_publication WHERE 'claim:' || claim_id = chain
    ) AS rows
    FROM history_event WHERE kind = 'publish' GROUP BY chain
) counted WHERE published > rows ORDER BY chain
"""


def differences() -> Iterator[Difference | None]:
    """Every difference of every publication; a None for each publication that was compared."""
    last = 0
    while True:
        with one_moment():
            claims = _claims_after(last)
            found = list(_of_claims(claims))
        yield from found
        if not claims:
            return
        last = claims[-1]


def lost() -> Iterator[Difference]:
    """Claims with more publications in history than rows."""
    for chain, published, there in rows(LOST):
        what = f"history says that {published} checks were published, {there} are there"
        yield Difference(chain, what)


def _claims_after(last: int) -> list[int]:
    claims = Publication.objects.filter(claim__gt=last).order_by("claim").distinct()
    return list(claims.values_list("claim_id", flat=True)[:CLAIMS])


def _of_claims(claims: list[int]) -> Iterator[Difference | None]:
    chains = [f"claim:{claim}" for claim in claims]
    events = Event.objects.filter(chain__in=chains, kind__in=KINDS).select_related("side")
    by_chain = groupby(events.order_by("chain", "seq"), key=lambda event: event.chain)
    told = {chain: publications_told(lines) for chain, lines in by_chain}
    ours = list(
        Publication.objects.filter(claim__in=claims)
        .for_page()
        .select_related("published_by")
        .prefetch_related(
            "corrections__corrected_by",
            "revision__desk_parts",
            "versions__revision__desk_parts",
        )
        .order_by("claim", "pk")
    )
    prepare_public_documents(row.revision for row in ours)
    shown_as = private_people.differences(
        version.revision.public_part for row in ours for version in row.versions.all()
    )
    for claim, publications in groupby(ours, key=lambda row: row.claim_id):
        # Each event made one row, so the two come in the same order.
        for publication, one in zip_longest(publications, told.get(f"claim:{claim}", [])):
            if publication is None:
                continue  # `lost` names it
            yield None
            where = f"/checks/{publication.slug}/"
            if one is None:
                yield Difference(where, "history does not say that it was published")
                continue
            for what in _of_publication(publication, one):
                yield Difference(where, what)
            for claimant in sorted(_claimants_of(publication)):
                for what in shown_as.get(claimant, []):
                    yield Difference(where, what)


def _claimants_of(publication: Publication) -> set[int]:
    """The claimants of its versions: a correction may have named another."""
    versions = publication.versions.all()
    return {version.revision.public_part["claimant"]["id"] for version in versions}


def _of_publication(publication: Publication, told: PublicationTold) -> Iterator[str]:
    revision = publication.revision
    if told.slug is not None and publication.slug != told.slug:
        yield is_not("its address", publication.slug, told.slug)
    if told.slug is not None:
        for slug in sorted({*publication.old_slugs} - {*told.old_slugs}):  # type: ignore[attr-defined]
            yield f"history does not say that its address was ever {slug}"
    yield from _of_approval(revision, told.version)
    if (publication.review_id, revision.number) != (told.version.review, told.version.revision):
        shown = f"revision {revision.number} of review {publication.review_id}"
        due = f"revision {told.version.revision} of review {told.version.review}"
        yield f"{shown} is shown, but history says {due}"
    for name, value in columns_of(public_document(revision)).items():
        if getattr(publication, name) != value:
            yield is_not(name, getattr(publication, name), value)
    yield from _of_person("published_by", publication.published_by, told.published_by)
    yield from _of_time("published_at", publication.published_at, told.published_at)
    yield from _of_time("changed_at", publication.changed_at, told.changed_at)
    yield from _of_retraction(publication, told.retraction)
    for version, version_told in zip_longest(publication.versions.all(), told.versions):
        yield from _of_version(version, version_told)
    corrections = sorted(publication.corrections.all(), key=lambda row: row.pk)
    for number, pair in enumerate(zip_longest(corrections, told.corrections), start=1):
        for what in _of_correction(*pair):
            yield f"correction {number}: {what}"
    yield from outputs.differences(publication, told)
    yield from passages.differences(revision)


def _of_approval(revision: Revision, told: VersionTold) -> Iterator[str]:
    if told.approved is None:
        yield f"no event approves revision {told.revision} of review {told.review}"
    elif digest(revision.content) != told.approved.hash:
        yield "the words of its revision are not those that were approved"


def _of_retraction(publication: Publication, told: CorrectionTold | None) -> Iterator[str]:
    if told is None:
        if publication.retracted_at is not None:
            yield "it is retracted, and history does not say so"
        if publication.retraction:
            yield is_not("retraction", publication.retraction, "")
        return
    if publication.retracted_at is None:
        yield "history says that it was retracted, and it stands"
        return
    yield from _of_time("retracted_at", publication.retracted_at, told.at)
    if told.text is not None and publication.retraction != told.text:
        yield is_not("retraction", publication.retraction, told.text)


def _of_version(version: PublishedVersion | None, told: VersionTold | None) -> Iterator[str]:
    if version is None or told is None:
        number = (version or told).number  # type: ignore[union-attr]
        lacks = "is gone" if version is None else "was never published, by history"
        yield f"version {number} {lacks}"
        return
    name = f"version {version.number}"
    revision = version.revision
    if (revision.review_id, revision.number) != (told.review, told.revision):
        yield f"{name} shows revision {revision.number} of review {revision.review_id}"
    for what in _of_approval(revision, told):
        yield f"{name}: {what}"
    for what in desk_part_audit.differences(revision):
        yield f"{name}: {what}"
    if told.approved:
        yield from _of_person(f"{name}: approved_by", version.approved_by, told.approved.by)
    yield from _of_time(f"{name}: published_at", version.published_at, told.at)


def _of_correction(row: Correction | None, told: CorrectionTold | None) -> Iterator[str]:
    if row is None or told is None:
        yield "it is gone" if row is None else "history does not tell of it"
        return
    found = (
        ("kind", row.kind),
        ("before", row.before and row.before.number),
        ("after", row.after and row.after.number),
    )
    for name, value in found:
        if value != getattr(told, name):
            yield is_not(name, value, getattr(told, name))
    if told.text is not None and row.text != told.text:
        yield is_not("text", row.text, told.text)
    yield from _of_person("corrected_by", row.corrected_by, told.by)
    yield from _of_time("corrected_at", row.corrected_at, told.at)
    if row.credits_a_reader and not _is_credit_told(row):
        yield "a reader is credited for it, and history does not say so"


def _is_credit_told(row: Correction) -> bool:
    """Whether history says that each credited report led to this correction."""
    credited = [f"tip:{one.report_id}" for one in row.reports.all() if one.is_credited]
    events = Event.objects.filter(chain__in=credited, kind="led-to-correction")
    told = {
        event.chain
        for event in events.select_related("side")
        if event.payload.get("correction") in {row.pk, None}  # None: erased by law
    }
    return told == set(credited)


def _of_person(name: str, user: User, told: str) -> Iterator[str]:
    if not user.may_be(told):
        yield is_not(name, user.username, told)


def _of_time(name: str, at: datetime, told: datetime) -> Iterator[str]:
    if not is_time_of(at, told):
        yield is_not(name, f"{at:%Y-%m-%d %H:%M:%S}", f"{told:%Y-%m-%d %H:%M:%S}")
