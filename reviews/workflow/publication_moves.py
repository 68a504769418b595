"""Moves that change what readers see: publish, correct, retract. None can be undone."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NotRequired, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.claimants.published_pages import hide_name
from reviews.exceptions import NothingAsked, NotReady, missing
from reviews.publication.addresses import free_slug
from reviews.publication.columns import columns_of
from reviews.publication.correction_kinds import more_than_minor
from reviews.publication.models.publications import Correction, Publication, PublishedVersion
from reviews.publication.withheld import Withheld
from reviews.review import table as review_table
from reviews.review.locks import lock_review
from reviews.review.models.reviews import Review
from reviews.review.notes import note_facts, require_note
from reviews.review.table import Move
from reviews.revisions.document import Document
from reviews.revisions.models import Revision
from reviews.revisions.public_document import public_document
from reviews.tips.reports import credit_reports
from reviews.watch.actions import stop_watching, watch_published
from reviews.workflow.moves import (
    LET_GO,
    NO_SET_TIME,
    NOT_ASKED,
    ReviewChanges,
    check_move,
    make_move,
)


class PublishFacts(TypedDict):
    """What the event of a publication says."""

    revision: int
    slug: str
    set_by: str


class VersionFacts(TypedDict):
    """A version that readers see or saw, so that an event can be checked against it."""

    slug: str
    version: int
    revision: int
    hash: str


class CorrectionFacts(VersionFacts):
    """What the event of a correction says."""

    kind: str
    text: str
    note: NotRequired[str]


class RetractionFacts(CorrectionFacts):
    """What the event of a retraction says."""

    asked_by: str


def publish(review: Review, *, at: datetime | None = None, by: User) -> Review:
    """Publish the approved revision, now or at a time.

    With a time the state stays; beat publishes as the user `system`, naming who set it.
    """
    if at is not None and at > timezone.now():
        return _set_time(review, at=at, by=by)

    def show(review: Review) -> PublishFacts:
        revision = _approved(review)
        editor = review.publish_set_by if by.is_system and review.publish_set_by else by
        publication = Publication(
            claim=review.claim,
            review=review,
            revision=revision,
            slug=free_slug(_claim_shown(revision)),
            published_by=editor,
            **columns_of(public_document(revision)),
        )
        publication.full_clean()
        publication.save()
        _add_version(publication, revision)
        watch_published(review, revision)
        return {
            "revision": revision.number,
            "slug": publication.slug,
            "set_by": editor.public_id,
        }

    return _make_public(
        review, review_table.PUBLISH, by=by, effect=show, sets={**LET_GO, **NO_SET_TIME}
    )


@transaction.atomic
def _make_public(review: Review, move: Move, *, by: User, **more: Any) -> Review:
    """Make the move; the name of a private person who said the claim is hidden everywhere."""
    editor = review.publish_set_by if by.is_system and review.publish_set_by else by
    review = make_move(review, move, by=by, **more)
    hide_name(review.claim.claimant, by=editor)
    return review


@transaction.atomic
def _set_time(review: Review, *, at: datetime, by: User) -> Review:
    review = lock_review(review)
    check_move(review, review_table.PUBLISH, by=by)
    review.publish_at, review.publish_set_by = at, by
    review.save(update_fields=["publish_at", "publish_set_by"])
    record(f"claim:{review.claim_id}", "set-time", by=by, review=review.pk, at=at)
    return review


@transaction.atomic
def correct(
    review: Review,
    *,
    kind: str,
    text: str,
    note: str = "",
    reports: Collection[int] = (),
    by: User,
) -> Review:
    """Replace what readers see by the approved revision, and say so openly above it.

    `text` is what readers are told; `note` is for the desk alone; `reports` are the readers'
    reports that led to it, which are answered by it.
    """
    text = require_note(text, "text", review_table.CORRECT.missing("text"))

    def replace(review: Review) -> CorrectionFacts:
        after = _replace_version(review, kind=kind, text=text, by=by)
        return {**_version_facts(after), "kind": kind, "text": text, **note_facts(note)}

    corrected = _make_public(
        review,
        review_table.CORRECT,
        by=by,
        effect=replace,
        sets={**LET_GO, **NO_SET_TIME, **NOT_ASKED},
    )
    if reports:
        newest = Correction.objects.filter(publication__claim=corrected.claim_id)
        credit_reports(newest.latest("corrected_at", "pk"), reports=reports, by=by)
    return corrected


def _replace_version(review: Review, *, kind: str, text: str, by: User) -> PublishedVersion:
    """Show the approved revision instead of the published one, with a dated correction."""
    revision = _approved(review)
    publication = Publication.objects.live().get(claim=review.claim_id)
    before = publication.versions.get(revision=publication.revision_id)
    check_kind(kind, publication.revision.frozen, revision.frozen)
    publication.revision = revision
    publication.review = review
    publication.changed_at = Now()
    for name, value in columns_of(public_document(revision)).items():
        setattr(publication, name, value)
    publication.save()
    after = _add_version(publication, revision)
    correction = Correction(
        publication=publication,
        kind=kind,
        text=text,
        before=before,
        after=after,
        corrected_by=by,
    )
    correction.full_clean()
    correction.save()
    watch_published(review, revision)
    return after


def check_kind(kind: str, before: Document, after: Document) -> None:
    """Refuse a kind that a correction from one document to the other cannot be."""
    if kind not in {"minor", "update", "substantial"}:
        raise ValidationError({"kind": _("Choose minor, update or substantial.")})
    if kind == "minor" and (reasons := more_than_minor(before, after)):
        more = " ".join(reasons)
        raise ValidationError(
            {"kind": _("It is more than minor. %(more)s Choose another kind.") % {"more": more}}
        )


@transaction.atomic
def retract(review: Review, *, text: str = "", by: User) -> Review:
    """Withdraw a check: the page stays at its address and tells readers why.

    `text` is what readers are told; without it, what an editor wrote since it was asked for.
    The note with which it was asked for is the desk's and stays there.
    """
    review = lock_review(review)
    words = text.strip() or review.retract_text

    def withdraw(review: Review) -> RetractionFacts:
        if not words:
            raise NotReady([missing("no-retraction-text", "retraction")])
        publication = Publication.objects.live().get(claim=review.claim_id)
        last = publication.versions.get(revision=publication.revision_id)
        correction = Correction(
            publication=publication,
            kind=Correction.Kind.RETRACTION,
            text=words,
            before=last,
            corrected_by=by,
        )
        correction.full_clean()
        correction.save()
        publication.retracted_at = Now()
        publication.changed_at = Now()
        publication.retraction = words
        publication.save(update_fields=["retracted_at", "changed_at", "retraction"])
        stop_watching(review)
        asked = review.retract_asked_by
        return {
            **_version_facts(last),
            "kind": Correction.Kind.RETRACTION.value,
            "text": words,
            "note": review.retract_note,
            "asked_by": asked.public_id if asked else "",
        }

    sets: ReviewChanges = {**LET_GO, **NO_SET_TIME, "retract_text": words}
    return make_move(review, review_table.RETRACT, by=by, effect=withdraw, sets=sets)


@transaction.atomic
def reword_retraction(review: Review, *, text: str, by: User) -> Review:
    """Write what readers are told if the retraction that was asked for is made."""
    review = _asked_for(review, by=by)
    text = require_note(text, "text", "Say what was wrong, for readers.")
    if review.retract_text == text:
        return review
    review.retract_text = text
    review.full_clean(exclude={"claim"})
    review.save(update_fields=["retract_text"])
    record(f"claim:{review.claim_id}", "reword-retraction", by=by, review=review.pk, text=text)
    return review


@transaction.atomic
def decline_retraction(review: Review, *, note: str, by: User) -> Review:
    """Close the request without a retraction: whoever asked takes it back, or another editor
    finds the check right. The note is for the desk.
    """
    review = _asked_for(review, by=by)
    note = require_note(note)
    asked = review.retract_asked_by
    for name, value in NOT_ASKED.items():
        setattr(review, name, value)
    review.save(update_fields=list(NOT_ASKED))
    facts = {"note": note, "asked_by": asked.public_id if asked else ""}
    record(f"claim:{review.claim_id}", "decline-retraction", by=by, review=review.pk, **facts)
    return review


def _asked_for(review: Review, *, by: User) -> Review:
    """The review, locked, if an editor's request for a retraction waits for an answer."""
    review = lock_review(review)
    if not by.is_editor:
        raise PermissionDenied("Only an editor may decide on a retraction.")
    if review.retract_asked_by_id is None or review.state not in review_table.RETRACT.edges:
        raise NothingAsked("retraction")
    return review


def _version_facts(version: PublishedVersion) -> VersionFacts:
    """The facts about a version for an event."""
    return {
        "slug": version.publication.slug,
        "version": version.number,
        "revision": version.revision.number,
        "hash": version.revision.hash,
    }


def _approved(review: Review) -> Revision:
    """The newest revision; `missing_for` has checked that its approval is valid."""
    revision = Revision.objects.newest_of(review)
    assert revision is not None
    return revision


def _add_version(publication: Publication, revision: Revision) -> PublishedVersion:
    approval = revision.approval
    assert approval is not None
    return PublishedVersion.objects.create(
        publication=publication,
        number=publication.versions.count() + 1,
        revision=revision,
        approved_by=approval.approver,
    )


def _claim_shown(revision: Revision) -> str:
    """The claim as readers may see it, so that no new address spells a withheld name."""
    return Withheld.now().document(revision)["claim"]["text"]
