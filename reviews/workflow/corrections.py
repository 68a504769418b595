"""A correction in two steps: one editor changes the text, another one confirms it.

Each step makes the moves of the table in one transaction, so all their rules apply and history
has each of them. If one is refused, nothing is done.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.exceptions import NotReady, Stale, missing
from reviews.publication.models.corrections import ProposedCorrection
from reviews.publication.models.publications import Publication
from reviews.review import policies
from reviews.review.actions import save_draft
from reviews.review.locks import lock_review
from reviews.review.models.drafts import Draft
from reviews.review.models.reviews import Review
from reviews.review.notes import note_facts, require_note
from reviews.review.table import CORRECT, State
from reviews.revisions.diff import compare
from reviews.revisions.document import rating_in
from reviews.revisions.models import Revision
from reviews.workflow.claim_changes import reword_claim
from reviews.workflow.moves import approve, reopen, submit, weigh
from reviews.workflow.publication_moves import check_kind, correct

REOPENED = "To correct it."
"""The note for reopening a check if the editor wrote none."""


class StartingTexts:
    """The text that a correction starts from: what readers see, or the draft in work."""

    def __init__(self, review: Review, publication: Publication) -> None:
        self.review, self.publication = review, publication

    @cached_property
    def draft(self) -> Draft:
        return Draft.objects.select_related("rating").get(pk=self.review.pk)

    @cached_property
    def texts(self) -> dict[str, str]:
        """`claim`, `rating` (a slug), `conclusion` and `body`."""
        if self.review.state == State.PUBLISHED:
            frozen = self.publication.revision.public_part
            return {
                "claim": frozen["claim"]["text"],
                "rating": rating_in(frozen)["slug"],
                "conclusion": frozen["conclusion"],
                "body": frozen["body"],
            }
        return {
            "claim": self.review.claim.text,
            "rating": self.draft.rating.slug if self.draft.rating else "",
            "conclusion": self.draft.conclusion,
            "body": self.draft.body,
        }


def live_publication(review: Review) -> Publication:
    """The published check. Raises `NotReady` if there is none to correct."""
    if publication := Publication.objects.live_of(review):
        return publication
    raise NotReady([missing("no-publication", "publication")])


@transaction.atomic
def propose_correction(
    review: Review,
    *,
    kind: str,
    text: str,
    note: str = "",
    claim: str | None = None,
    rating: str | None = None,
    conclusion: str | None = None,
    body: str | None = None,
    version: int | None = None,
    to: User | None = None,
    by: User,
) -> Review:
    """Change a published check and submit it, with what readers will be told about it.

    Reopens a published check, saves the draft, weighs and submits. What is None stays as
    readers see it, or as it is in the draft if the check is in work again. `version` is the
    version of the draft that this was made from; `to` is asked to confirm it.
    """
    review = lock_review(review)
    start = StartingTexts(review, live_publication(review))
    text = require_note(text, "text", CORRECT.missing("text"))
    if not kind:
        raise ValidationError({"kind": CORRECT.missing("kind")})
    given = {"claim": claim, "rating": rating, "conclusion": conclusion, "body": body}
    texts = start.texts | {name: one for name, one in given.items() if one is not None}
    if review.state == State.PUBLISHED:
        review = reopen(review, note=note.strip() or REOPENED, by=by)
    _write(review, texts, version=version or start.draft.version, by=by)
    review = Review.objects.get(pk=review.pk)
    if review.state == State.EVIDENCE:
        review = weigh(review, by=by)
    review = submit(review, by=by)
    return _ask(review, start.publication, kind=kind, text=text, note=note, to=to, by=by)


def _write(review: Review, texts: dict[str, str], *, version: int, by: User) -> None:
    claim = review.claim
    wording = " ".join(texts["claim"].split())
    save_draft(
        review,
        version=version,
        rating=texts["rating"],
        conclusion=texts["conclusion"],
        body=texts["body"],
        by=by,
    )
    if wording != claim.text:
        reword_claim(
            review,
            text=wording,
            claimant=claim.claimant,
            by=by,
        )


def _ask(
    review: Review,
    publication: Publication,
    *,
    kind: str,
    text: str,
    note: str,
    to: User | None,
    by: User,
) -> Review:
    revision = Revision.objects.newest_of(review)
    assert revision is not None
    before, after = publication.revision.frozen, revision.frozen
    if compare(before, after).is_empty:
        raise ValidationError(
            _("Nothing differs from what readers see. Change the text first.")
        )
    check_kind(kind, before, after)
    if to is not None and (reason := policies.why_not_confirm(to, authors=revision.author_ids)):
        raise ValidationError({"to": reason})
    asked = {"kind": kind, "text": text, "note": note.strip(), "asked_by": by, "asked_of": to}
    proposal, _created = ProposedCorrection.objects.update_or_create(
        review=review, defaults={"revision": revision, **asked}
    )
    proposal.full_clean()
    told = {"kind": kind, "text": text, **note_facts(note)}
    if to:
        told["asked_of"] = to.public_id
    facts = {"revision": revision.number, "hash": revision.hash}
    record(review.claim.chain, "ask-correct", by=by, review=review.pk, **facts, **told)
    return Review.objects.get(pk=review.pk)


@transaction.atomic
def confirm_correction(
    review: Review,
    *,
    revision: int,
    kind: str = "",
    text: str = "",
    note: str = "",
    reports: Collection[int] = (),
    by: User,
) -> Review:
    """Approve exactly this revision and publish it as a correction, in one step.

    Kind and text default to those that were proposed with it; `reports` are the readers'
    reports that led to it.
    """
    review = lock_review(review)
    proposed = ProposedCorrection.waiting_for(review)
    if review.state == State.APPROVED:
        _check_revision(review, revision)
    else:
        review = approve(review, revision=revision, by=by)
    kind = kind or (proposed.kind if proposed else "")
    text = text.strip() or (proposed.text if proposed else "")
    return correct(review, kind=kind, text=text, note=note, reports=reports, by=by)


def _check_revision(review: Review, number: int) -> None:
    newest = Revision.objects.newest_of(review)
    if newest is None or newest.number != number:
        waiting = newest.number if newest else 0
        raise Stale(f"Version {number} is not the approved one, which is {waiting}.")
