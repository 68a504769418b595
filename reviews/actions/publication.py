"""What readers get to see: publish, correct, retract. None of them has an undo."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from history.recording import record
from reviews import workflow
from reviews.actions.moves import LET_GO, NO_SET_TIME, NOT_ASKED, check, locked, make, said
from reviews.actions.watches import stop_watching, watch_published
from reviews.models import Correction, Publication, PublishedVersion, Review, Revision


def publish(review: Review, *, at: datetime | None = None, by: User) -> Review:
    """Publish the approved revision, now or at a time.

    With a time the state stays; beat publishes as the user `system`, naming who set it.
    """
    if at is not None and at > timezone.now():
        return _set_time(review, at=at, by=by)

    def show(review: Review) -> dict[str, object]:
        revision = _approved(review)
        editor = review.publish_set_by if by.is_system and review.publish_set_by else by
        publication = Publication(
            claim=review.claim,
            review=review,
            revision=revision,
            slug=_slug(revision),
            published_by=editor,
            **_searchable(revision),
        )
        publication.full_clean()
        publication.save()
        _add_version(publication, revision)
        watch_published(review, revision)
        return {
            "revision": revision.number,
            "slug": publication.slug,
            "set_by": editor.username,
        }

    return make(review, workflow.PUBLISH, by=by, effect=show, sets=LET_GO | NO_SET_TIME)


@transaction.atomic
def _set_time(review: Review, *, at: datetime, by: User) -> Review:
    review = locked(review)
    check(review, workflow.PUBLISH, by=by)
    review.publish_at, review.publish_set_by = at, by
    review.save(update_fields=["publish_at", "publish_set_by"])
    record(f"claim:{review.claim_id}", "set-time", by=by, review=review.pk, at=at)
    return review


def correct(review: Review, *, kind: str, text: str, by: User) -> Review:
    """Replace what readers see by the approved revision, and say so openly above it."""
    text = said(text, "text", "Say what was wrong and what it says now.")
    if kind not in {"minor", "update", "substantial"}:
        raise ValidationError({"kind": "Choose minor, update or substantial."})

    def replace(review: Review) -> dict[str, object]:
        revision = _approved(review)
        publication = Publication.objects.live().get(claim=review.claim_id)
        before = publication.versions.last()
        publication.revision = revision
        publication.review = review
        publication.changed_at = Now()
        for name, value in _searchable(revision).items():
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
        return {"revision": revision.number, "kind": kind, "text": text}

    return make(
        review, workflow.CORRECT, by=by, effect=replace, sets=LET_GO | NO_SET_TIME | NOT_ASKED
    )


def retract(review: Review, *, by: User) -> Review:
    """Withdraw a check: the page stays at its address and says why."""

    def withdraw(review: Review) -> dict[str, object]:
        publication = Publication.objects.live().get(claim=review.claim_id)
        note = review.retract_note
        Correction.objects.create(
            publication=publication,
            kind=Correction.Kind.RETRACTION,
            text=note,
            before=publication.versions.last(),
            corrected_by=by,
        )
        publication.retracted_at = Now()
        publication.changed_at = Now()
        publication.retraction = note
        publication.save(update_fields=["retracted_at", "changed_at", "retraction"])
        stop_watching(review)
        asked = review.retract_asked_by
        return {"note": note, "asked_by": asked.username if asked else ""}

    return make(review, workflow.RETRACT, by=by, effect=withdraw, sets=LET_GO | NO_SET_TIME)


def _approved(review: Review) -> Revision:
    """The newest revision; `policies.unmet` has seen that its approval stands."""
    revision = review.revision
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


def _searchable(revision: Revision) -> dict[str, Any]:
    frozen = revision.frozen
    words = [frozen["claim"]["text"], frozen["claimant"]["name"], frozen["conclusion"]]
    return {
        "rating_slug": frozen["rating"]["slug"],
        "claimant_slug": frozen["claimant"]["slug"],
        "topics": frozen["claim"]["topics"],
        "words": "\n".join(words),
    }


def _slug(revision: Revision) -> str:
    """The address for ever: the claim's first words, numbered where they are taken."""
    base = slugify(revision.frozen["claim"]["text"])[:80].strip("-") or "check"
    taken = set(
        Publication.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug
